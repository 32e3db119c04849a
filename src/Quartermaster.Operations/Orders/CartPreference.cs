using Quartermaster.Domain;

namespace Quartermaster.Operations.Orders;

/// <summary>Whether a cart of several lines is better promised as one, or line by line.</summary>
/// <remarks>By expected profit, as offers are chosen (<see cref="OfferChoice"/>): of the best offer for all of it,
/// against the best offer of each line; of either less what each parcel beyond the first costs
/// (<c>orders.splitCost</c>), for all of it may come from several centers too. What cannot be promised is worth
/// nothing. Of equals together.</remarks>
public static class CartPreference
{
    /// <summary>Whether it is better line by line.</summary>
    /// <param name="together">The best offer for everything; no parcels where there is none.</param>
    /// <param name="lines">The best offer of each line by itself; 1 or more.</param>
    /// <param name="splitCost">What each parcel beyond the first costs besides freight.</param>
    /// <returns>Null where nothing can be promised either way.</returns>
    public static bool? IsSplit(OfferWorth together, ReadOnlySpan<OfferWorth> lines, Money splitCost)
    {
        var split = default(OfferWorth);
        foreach (var line in lines)
        {
            split = new(split.Profit + (line.Parcels > 0 ? line.Profit : 0), split.Parcels + line.Parcels);
        }

        return split.Parcels == 0 ? together.Parcels == 0 ? null : false
            : together.Parcels == 0 || split.Less(splitCost) > together.Less(splitCost);
    }
}
