using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Compares forecasters on the past by rolling origin, and chooses one per segment.</summary>
/// <remarks>The forecasters are fitted once, on what was known at the first origin; at each origin they then see the
/// history until there. Days and weeks that were not in stock throughout are not counted: their demand is not known.
/// Where launch days are but the days of first sale (<see cref="LaunchRecord"/>), products launched after an origin
/// take no part in it: nobody knew of them. An ensemble's weights at an origin are set by the scores of earlier ones
/// (at the first, all members count alike), and those it serves with by the scores of all.
/// </remarks>
public static class BackTest
{
    /// <summary>Forecasts the past and keeps the score.</summary>
    /// <param name="inputs">The whole history.</param>
    /// <param name="fit">Fits the forecasters to compare, from simple to intricate.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share of the forecasts that are done, once the forecasters are fitted.</param>
    /// <param name="cancel">Asked between forecasts.</param>
    /// <returns>No rows if the history is too short for one origin.</returns>
    public static BackTestResult Run(
        DemandInputs inputs, Func<DemandInputs, IReadOnlyList<IForecaster>> fit, BackTestPolicy? policy = null,
        int threads = 1, Action<double>? report = null, CancellationToken cancel = default)
    {
        policy ??= new();
        var origins = Origins(inputs.Days, policy);
        if (origins.Count == 0)
        {
            return BackTestResult.Empty;
        }

        var hidesLaunches = LaunchRecord.TellsFirstSale(inputs);
        var forecasters = fit(KnownAt(inputs, origins[0], hidesLaunches));
        var rule = new EnsembleWeights(forecasters, policy);
        var hasEnsemble = policy.Ensemble && rule.HasMembers;
        string[] ensemble = hasEnsemble ? [EnsembleForecaster.EnsembleName] : [];
        var scores = new SegmentScores([.. forecasters.Select(one => one.Name), .. ensemble], inputs.Count);
        var habits = forecasters.Select(_ => new HabitTrial(inputs.Count)).Append(new(inputs.Count)).ToArray();
        var done = 0;
        for (var at = 0; at < origins.Count; at++)
        {
            var origin = origins[at];
            var known = KnownAt(inputs, origin, hidesLaunches);
            var segments = SegmentsOf(known, policy);
            var peaks = PastPeaks.Before(inputs, origin);
            var trial = hasEnsemble ? new EnsembleTrial(rule, scores, segments) : null;
            for (var i = 0; i < forecasters.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                report?.Invoke((double)done++ / (origins.Count * forecasters.Count));
                var forecast = forecasters[i].Forecast(known, threads, cancel);
                AddForecast(scores, (at, i), inputs, known, forecast, segments, (habits[i], peaks));
                trial?.Add(i, forecast);
            }

            if (trial is not null)
            {
                AddForecast(
                    scores, (at, forecasters.Count), inputs, known, trial.ToForecast(), segments,
                    (habits[^1], peaks));
            }
        }

        return scores.Choose(inputs, policy) with
        {
            HidesLaunches = hidesLaunches,
            Ensemble = hasEnsemble ? Members(scores, rule, forecasters) : [],
        };
    }

    /// <summary>Scores one forecast against what came after it, product by product.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="truth">A longer history of the same products.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="daily">Where days are added.</param>
    /// <param name="weekly">Where weeks are added.</param>
    public static void Score(
        DemandForecast forecast, DemandInputs truth, int row, QuantileScore daily, QuantileScore weekly)
    {
        var first = forecast.FirstDay.DayNumber - truth.FirstDay.DayNumber;
        for (var week = 0; week < DemandForecast.Weeks && first + (7 * week) + 7 <= truth.Days; week++)
        {
            var (sum, whole) = (0.0, true);
            for (var day = 7 * week; day < (7 * week) + 7; day++)
            {
                var units = Demand(truth, row, first + day);
                whole &= units >= 0;
                sum += units;
                if (units >= 0 && day < DemandForecast.DailyDays)
                {
                    daily.Add(forecast.Day(row, day), forecast.MeanOfDay(row, day), units);
                }
            }

            if (whole)
            {
                weekly.Add(forecast.Week(row, week), forecast.MeanOfWeek(row, week), sum);
            }
        }
    }

    private static DemandInputs KnownAt(DemandInputs inputs, int origin, bool hidesLaunches) =>
        hidesLaunches ? inputs.Until(origin).WithoutLaterLaunches() : inputs.Until(origin);

    private static List<int> Origins(int days, BackTestPolicy policy)
    {
        var origins = new List<int>();
        for (var i = policy.Origins; i >= 1; i--)
        {
            var origin = days - (i * policy.DaysBetween);
            if (origin >= policy.LeastDays && origin < days)
            {
                origins.Add(origin);
            }
        }

        return origins;
    }

    private static DemandSegment[] SegmentsOf(DemandInputs known, BackTestPolicy policy) =>
        [.. Enumerable.Range(0, known.Count).Select(row => DemandSegment.Of(known, row, policy.ByCategory))];

    // From now on all scores count.
    private static IReadOnlyList<EnsembleMember> Members(
        SegmentScores scores, EnsembleWeights rule, IReadOnlyList<IForecaster> forecasters) =>
    [
        .. scores.Segments.SelectMany(segment => rule.Of(scores.LossesOf(segment)?[..^1])
            .Select((weight, i) => new EnsembleMember(segment, forecasters[i].Name, weight)))
            .Where(member => member.Weight > 0),
    ];

    private static void AddForecast(
        SegmentScores scores, (int Origin, int Forecaster) who, DemandInputs truth, DemandInputs known,
        DemandForecast forecast, DemandSegment[] segments, (HabitTrial Trial, bool[] Peaks) habits)
    {
        var forecaster = who.Forecaster;
        for (var row = 0; row < truth.Count; row++)
        {
            var (daily, weekly) = (new QuantileScore(), new QuantileScore());
            if (known.Products.Rows[row].LaunchDay != ProductFacts.NotLaunched)
            {
                Score(forecast, truth, row, daily, weekly);
                scores.Add(forecaster, segments[row], habits.Trial.Watch(forecast, truth, row, habits.Peaks[row]));
                AddBias(scores.BiasOf(forecaster, segments[row]), who.Origin, forecast, truth, row);
            }

            scores.Add(forecaster, row, segments[row], daily, weekly);
        }

        habits.Trial.End(forecast);
    }

    private static void AddBias(PastBias bias, int origin, DemandForecast forecast, DemandInputs truth, int row)
    {
        var first = forecast.FirstDay.DayNumber - truth.FirstDay.DayNumber;
        for (var day = 0; day < 7 * PastBias.Weeks && first + day < truth.Days; day++)
        {
            if (Demand(truth, row, first + day) is >= 0 and var units)
            {
                bias.Add((PastBias.Weeks * origin) + (day / 7), forecast.MeanOfDay(row, day), units);
            }
        }
    }

    // Units of a day on which all were served, or on which something was sold although it is called out of stock; −1
    // for any other.
    internal static double Demand(DemandInputs truth, int row, int day)
    {
        var product = truth.Products.Rows[row];
        var (units, share) = (truth.Sales.Row(row)[day], truth.InStock.Row(row)[day]);
        var isServed = !(share < 1) || CleanHistory.IsSoldWhileOut(share, units);
        return day >= product.LaunchDay && day <= product.EndDay && isServed && units >= 0 && float.IsFinite(units)
            ? units : -1;
    }
}
