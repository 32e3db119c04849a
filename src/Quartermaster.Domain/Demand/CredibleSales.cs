namespace Quartermaster.Domain.Demand;

/// <summary>Which days of sales nobody believes: a code scanned as a quantity, a decimal point lost.</summary>
/// <remarks>A day above both limits is a mistake: forecasters pass it over, and the check of a workspace lists it.
/// </remarks>
public static class CredibleSales
{
    /// <summary>Units of a day that are credible whatever the product sells otherwise.</summary>
    public const int Units = 10_000;

    /// <summary>Times the product's median day with sales that are credible whatever they add up to.</summary>
    public const int Multiple = 1_000;

    /// <summary>Days with sales from which on a product says itself what is usual.</summary>
    public const int LeastDays = 3;

    /// <summary>Units of a day that are usual at most of a product with fewer days.</summary>
    public const int UsualOfFewDays = 100;

    /// <summary>What is usual on a day with sales.</summary>
    /// <param name="median">The product's median day with sales, units.</param>
    /// <param name="days">How many such days there are.</param>
    public static double Usual(double median, int days) =>
        days < LeastDays ? Math.Min(median, UsualOfFewDays) : median;

    /// <summary>The most units of a day that are credible.</summary>
    /// <param name="usual">What is usual on a day with sales.</param>
    public static double Most(double usual) => Math.Max(Units, Multiple * usual);
}
