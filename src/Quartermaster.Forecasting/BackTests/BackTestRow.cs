using Quartermaster.Domain;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>How one forecaster did in one segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Forecaster">Its name.</param>
/// <param name="Daily">The score of single days, four weeks ahead.</param>
/// <param name="Weekly">The score of weeks, as far ahead as the past reaches.</param>
/// <param name="Chosen">Whether it serves the segment from now on.</param>
public sealed record BackTestRow(
    DemandSegment Segment, string Forecaster, QuantileScore Daily, QuantileScore Weekly, bool Chosen)
{
    /// <summary>What it expects after peaks, and how it revises itself.</summary>
    public ForecastHabits Habits { get; init; } = new();

    /// <summary>What its expectations of the segment are multiplied by where it serves (<see cref="PastBias"/>).
    /// </summary>
    public double Correction { get; init; } = 1;

    /// <summary>What is compared: the mean of the daily and the weekly WQL; NaN where nothing was sold.</summary>
    public double Wql => (Daily.Wql + Weekly.Wql) / 2;

    /// <summary>By how much the WQL is lower than another's of the same segment, as a share of it; NaN where there is
    /// none.</summary>
    public double ValueOver(BackTestRow? other) => 1 - (Wql / (other?.Wql ?? double.NaN));
}

/// <summary>How the chosen forecaster did for one product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Segment">Its segment on the last day that was forecast from.</param>
/// <param name="Forecaster">The name of the forecaster that serves the segment.</param>
/// <param name="Units">Units that came on the days forecast.</param>
/// <param name="Loss">Sum of pinball losses of days, mean over levels, units.</param>
/// <param name="Wql">Of days; NaN where nothing was sold.</param>
/// <param name="Bias">Expected over actual units, less 1; NaN where nothing was sold.</param>
public readonly record struct ProductScore(
    ProductId Product, DemandSegment Segment, string Forecaster, double Units, double Loss, double Wql, double Bias);
