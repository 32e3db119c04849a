namespace Quartermaster.Domain.Routes;

/// <summary>What the space of goods on their way is worth to others.</summary>
public static class RouteSpace
{
    /// <summary>What of the freight of goods is the price of space, which nobody pays; micros. O(1).</summary>
    /// <param name="routes">The table.</param>
    /// <param name="option">The way's number.</param>
    /// <param name="parcels">Parcels.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    public static long SpaceMicrosOf(
        this RouteTable routes, int option, int parcels, double grams, double cubicCentimeters)
    {
        if (!routes.HasSpacePrices)
        {
            return 0;
        }

        var terms = routes.TermsOf(option);
        return (parcels * terms.SpaceParcelMicros) + RouteOption.GoodsMicros(
            grams, cubicCentimeters, terms.SpaceMicrosPerGram, terms.SpaceMicrosPerCubicCentimeter);
    }
}
