using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Doors;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.App.Worlds;

/// <summary>A back-test as the rows of a run.</summary>
internal static class BackTestRecord
{
    /// <summary>The forecasters by segment and the products that were forecast worst; nothing without a back-test.
    /// </summary>
    internal static void SaveTo(IRunWriter run, BackTestResult result)
    {
        if (result.Rows.Count > 0)
        {
            run.Put("back_test", new Table<BackTestScore>([.. result.Rows.Select(ScoreOf)]));
            run.Put("worst_forecasts", new Table<WorstForecast>([.. result.Worst().Select(score => new WorstForecast(
                score.Product, score.Segment.Pace, Label.Of(score.Forecaster), score.Units, score.Loss, score.Wql,
                score.Bias))]));
        }
    }

    /// <summary>The figures of one forecaster in one segment.</summary>
    internal static BackTestScore ScoreOf(BackTestRow row) => new(
        row.Segment.Pace, row.Segment.Category, Label.Of(row.Forecaster), row.Daily.Wql, row.Weekly.Wql,
        CoverageOf(row.Daily, 0.5f), CoverageOf(row.Daily, 0.8f), CoverageOf(row.Daily, 0.9f), row.Daily.Bias,
        row.Daily.Units, row.Habits.PostPeakBias, row.Habits.RevisionVolatility, row.Correction,
        row.Chosen);

    private static double CoverageOf(QuantileScore score, float level) =>
        score.Coverage[DemandForecast.Levels.IndexOf(level)];
}

/// <summary>How one forecaster did in one segment.</summary>
/// <param name="Pace">How the products sell.</param>
/// <param name="Category">Their category; none for all.</param>
/// <param name="Forecaster">Its name.</param>
/// <param name="DailyWql">Weighted quantile loss of days.</param>
/// <param name="WeeklyWql">Weighted quantile loss of weeks.</param>
/// <param name="Coverage50">Share of days at or below the 50 % quantile.</param>
/// <param name="Coverage80">At or below the 80 % quantile.</param>
/// <param name="Coverage90">At or below the 90 % quantile.</param>
/// <param name="Bias">Expected over actual units, less 1.</param>
/// <param name="Units">Units that came.</param>
/// <param name="PostPeakBias">The same in the two weeks after a peak.</param>
/// <param name="Revision">How much expected weeks change from one forecast to the next, as a share.</param>
/// <param name="Correction">What its expectations are multiplied by where it serves.</param>
/// <param name="IsChosen">Whether it serves the segment.</param>
internal readonly record struct BackTestScore(
    DemandPace Pace, CategoryId Category, Label Forecaster, double DailyWql, double WeeklyWql, double Coverage50,
    double Coverage80, double Coverage90, double Bias, double Units, double PostPeakBias, double Revision,
    double Correction, bool IsChosen);

/// <summary>A product whose forecast cost much.</summary>
/// <param name="Product">The product.</param>
/// <param name="Pace">How it sells.</param>
/// <param name="Forecaster">Who forecast it.</param>
/// <param name="Units">Units that came.</param>
/// <param name="Loss">Sum of pinball losses of days, units.</param>
/// <param name="Wql">Weighted quantile loss of days.</param>
/// <param name="Bias">Expected over actual units, less 1.</param>
internal readonly record struct WorstForecast(
    ProductId Product, DemandPace Pace, Label Forecaster, double Units, double Loss, double Wql, double Bias);
