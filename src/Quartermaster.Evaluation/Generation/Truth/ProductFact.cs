namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What is true of a product, before it is priced day by day.</summary>
internal sealed record ProductFact
{
    internal required string Code { get; init; }

    /// <summary>Of the code, for keyed draws.</summary>
    internal required ulong Key { get; init; }

    /// <summary>Index into <see cref="Truth.Category.All"/>.</summary>
    internal required int CategoryIndex { get; init; }

    internal Category Category => Category.All[CategoryIndex];

    /// <summary>Orders a day that start with this product, at usual price in a usual week.</summary>
    internal required double Level { get; init; }

    /// <summary>k of the negative binomial.</summary>
    internal required double Shape { get; init; }

    /// <summary>Probability of one more unit in a line.</summary>
    internal required double MoreUnits { get; init; }

    internal required double Elasticity { get; init; }

    /// <summary>Growth of log demand a year.</summary>
    internal required double Trend { get; init; }

    /// <summary>Usual price, $.</summary>
    internal required decimal Price { get; init; }

    /// <summary>What the first vendor charges, $.</summary>
    internal required decimal Cost { get; init; }

    internal required int VolumeCubicCentimeters { get; init; }

    internal required int WeightGrams { get; init; }

    internal required int UnitsPerCase { get; init; }

    /// <summary>First day on sale, from the first day of history; negative if before it.</summary>
    internal required int LaunchDay { get; init; }

    /// <summary>Last day on sale; <see cref="int.MaxValue"/> if open.</summary>
    internal required int EndDay { get; init; }

    internal required string Brand { get; init; }

    internal required string Color { get; init; }

    /// <summary>budget, middle or premium.</summary>
    internal required string Band { get; init; }

    /// <summary>Share of customers who buy from a seller; 0 if none sells it.</summary>
    internal required double SellerShare { get; init; }

    /// <summary>Which seller, from 1.</summary>
    internal required int Seller { get; init; }

    /// <summary>Units of one line, mean.</summary>
    internal double UnitsPerLine => 1 / (1 - MoreUnits);

    /// <summary>Whether customers can buy it on a day.</summary>
    internal bool IsOnSale(int day) => day >= LaunchDay && day <= EndDay;

    /// <summary>A new product is still being found; an old one is being forgotten.</summary>
    internal double Ramp(int day)
    {
        var found = LaunchDay < 0 ? 1 : 1 - (0.6 * Math.Exp(-(day - LaunchDay) / 25.0));
        return EndDay == int.MaxValue ? found : found * Math.Clamp((EndDay - day + 20) / 90.0, 0.15, 1);
    }
}
