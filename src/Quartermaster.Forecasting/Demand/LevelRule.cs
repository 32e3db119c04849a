using System.Runtime.CompilerServices;

namespace Quartermaster.Forecasting.Demand;

/// <summary>How a product's level follows its demand.</summary>
internal interface ILevelRule
{
    /// <summary>The name of a forecaster that uses the rule.</summary>
    string Name { get; }

    /// <summary>How many settings there are to choose from, from the most to the least patient.</summary>
    int Settings { get; }

    /// <summary>Works through a history, day by day.</summary>
    LevelState Follow(in ProductHistory history, int setting);
}

/// <summary>What a rule may look at of one product.</summary>
/// <param name="demand">Units by day, cleaned of stock-outs.</param>
/// <param name="weight">How much each day may teach, 0 to 1.</param>
/// <param name="factors">Multiple of the level by day; above 0.</param>
/// <param name="prior">The likely level before any sale, units a day, and how many units that belief is worth.</param>
internal readonly ref struct ProductHistory(
    ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, ReadOnlySpan<float> factors,
    (double Mean, double Units) prior)
{
    internal ReadOnlySpan<float> Demand { get; } = demand;

    internal ReadOnlySpan<float> Weight { get; } = weight;

    internal ReadOnlySpan<float> Factors { get; } = factors;

    internal (double Mean, double Units) Prior { get; } = prior;

    /// <summary>The chance that the product is on the shelf, by day of the history and the horizon; empty where nobody
    /// asked.</summary>
    internal ReadOnlySpan<float> Present { get; init; }

    internal ProductHistory Until(int day) => new(Demand[..day], Weight[..day], Factors, Prior);
}

/// <summary>What a rule knows of a product at the end of its history.</summary>
internal struct LevelState
{
    /// <summary>Units on a day of factor 1.</summary>
    internal double Level;

    /// <summary>Units a day by which the level is about to grow, each day <see cref="Damping"/> times the
    /// last.</summary>
    internal double Trend;

    /// <summary>0 to 1.</summary>
    internal double Damping;

    /// <summary>Squared relative error of the level, as far as the number of sales says.</summary>
    internal double EstimationVariance;

    /// <summary>Discounted sum of squared errors beyond what a Poisson count would have.</summary>
    internal double Excess;

    /// <summary>Discounted sum of squared expectations: excess ÷ square is the dispersion α.</summary>
    internal double Square;

    /// <summary>The excess but for what the level's estimation brings.</summary>
    internal readonly double OwnExcess => Excess - (EstimationVariance * Square);

    /// <summary>Discounted number of days behind both.</summary>
    internal double SpreadDays;

    /// <summary>The share of days with demand at factor 1, for intermittent demand; 0 if the rule does not
    /// say.</summary>
    internal double Occurrence;

    /// <summary>Dispersion of the units beyond the first on a day with demand.</summary>
    internal double SizeDispersion;

    /// <summary>The product's own week, as a multiple of its category's, by day of history modulo 7.</summary>
    internal WeekMultiples Week;
}

/// <summary>Seven multiples.</summary>
[InlineArray(7)]
internal struct WeekMultiples
{
#pragma warning disable IDE0044, IDE0051 // The compiler repeats the field.
    private double _first;
#pragma warning restore IDE0044, IDE0051

    internal static WeekMultiples Even()
    {
        var week = default(WeekMultiples);
        ((Span<double>)week).Fill(1);
        return week;
    }
}
