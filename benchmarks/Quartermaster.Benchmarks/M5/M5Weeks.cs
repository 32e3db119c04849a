using System.Globalization;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>Weeks of M5, 13 ahead, from three origins 13 weeks apart: "m5-weeks FOLDER [STORE|all] [steps=N]
/// [name=value ...]". At each origin everybody is fitted to what was known, networks from where they were;
/// "origins=" and "last=" (the last day) choose others. The
/// measure is the weighted quantile loss over 0.1 … 0.9; naive is the last week (lag 1), with normal bands as published
/// tables have it and as one value for all quantiles, and the same week of the year before (lag 52). "ets=1" asks R's
/// exponential smoothing too (some 50 ms a series).</summary>
internal static class M5Weeks
{
    private const int Days = 1000;
    private const int Weeks = 13;
    private const int Origins = 3;
    private const string Naive = "last week, normal bands";

    internal static void Print(string folder, string store, IReadOnlyDictionary<string, string> settings)
    {
        var data = M5Data.Read(folder, store == "all" ? null : store);
        var (origins, last) = ((int)Number("origins", Origins), (int)Number("last", data.Days));
        var train = last - (origins * Weeks * 7);
        NetworkModel? model = null;
        var sums = new Dictionary<string, double>();
        for (var origin = origins; origin >= 1; origin--)
        {
            var after = last - (origin * Weeks * 7);
            var known = data.Known(after, Days + after - train, Number("prices", 0) > 0);
            var forecasters = Fit(known);
            Add(Naive, Score(data, after, LastWeekBands(data, after)));
            Add("last week", Score(data, after, (row, week, _) => Week(data.Series[row].Sales, after - 7)));
            Add("same week a year before", Score(data, after,
                (row, week, _) => Week(data.Series[row].Sales, after + (7 * (week - 52)))));
            if (Number("ets", 0) > 0 && EtsOfR.IsThere(installs: false))
            {
                var ets = EtsOfR.Forecast(
                    data.Series.Select(one => Past(one.Sales, after)), Weeks, 1, [20, 40, 60, 80]).Quantiles;
                Add("R's ets", Score(data, after,
                    (row, week, level) => ets[row][(week * M5Score.Deciles.Length) + level]));
            }

            foreach (var forecaster in forecasters)
            {
                var forecast = forecaster.Forecast(known, threads: 2);
                int[] columns = [.. M5Score.Deciles.Select(level => DemandForecast.Levels.IndexOf(level))];
                Add(forecaster.Name, Score(data, after,
                    (row, week, level) => forecast.Week(row, week)[columns[level]]));
                Habits(data, after, forecast);
            }

            void Add(string name, double wql)
            {
                sums[name] = sums.GetValueOrDefault(name) + (wql / origins);
                Say($"d_{after + 1} {name,-26} WQL {wql:f4}");
            }
        }

        foreach (var (name, wql) in sums)
        {
            var (published, value) = (wql / sums[Naive], wql / sums["last week"]);
            Say($"mean  {name,-26} WQL {wql:f4}, {published:f3} x {Naive}, {value:f3} x the last week");
        }

        List<IForecaster> Fit(DemandInputs known)
        {
            var fitted = new List<IForecaster>();
            if (Number("baselines", 1) > 0)
            {
                fitted.AddRange(StatisticalForecasters.Fit(known, new() { Challengers = true }, threads: 2));
            }

            if (Number("steps", 0) > 0)
            {
                var usual = new NetworkPolicy();
                var policy = usual with
                {
                    Steps = (int)Number("steps", 0), WeekSteps = Number("weeks", 1), WindowsPerProduct = 1e9,
                    ScalePower = Number("power", usual.ScalePower), Reach = (int)Number("reach", usual.Reach),
                    Window = (int)Number("window", usual.Window), Rate = Number("rate", usual.Rate),
                    MoreShare = Number("more", usual.MoreShare), Members = (int)Number("members", usual.Members),
                    Dropped = Number("drop", usual.Dropped), WeekForks = (int)Number("forks", usual.WeekForks),
                    Patience = (int)Number("patience", usual.Patience),
                };
                var trained = QuantileNetworks.Fit(known, policy, start: model, threads: 2);
                model = trained.Model;
                fitted.AddRange(trained.Forecasters);
                Say($"trained {trained.Steps} steps of {trained.PlannedSteps}");
            }

            return fitted;
        }

        double Number(string name, double otherwise) => settings.TryGetValue(name, out var text)
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static double Score(M5Data data, int after, Func<int, int, int, double> quantile)
    {
        var (loss, units) = (0.0, 0.0);
        for (var row = 0; row < data.Series.Count; row++)
        {
            for (var week = 0; week < Weeks; week++)
            {
                var came = Week(data.Series[row].Sales, after + (7 * week));
                units += came;
                for (var level = 0; level < M5Score.Deciles.Length; level++)
                {
                    loss += 2 * QuantileScore.Pinball(M5Score.Deciles[level], quantile(row, week, level), came)
                        / M5Score.Deciles.Length;
                }
            }
        }

        return loss / units;
    }

    // As SeasonalNaive of the published tables: quantiles may lie below 0.
    private static Func<int, int, int, double> LastWeekBands(M5Data data, int after)
    {
        var deviations = data.Series.Select(one =>
        {
            var weeks = Past(one.Sales, after);
            var squares = weeks.Zip(weeks.Skip(1), (week, next) => (next - week) * (double)(next - week)).ToArray();
            return squares.Length > 0 ? Math.Sqrt(squares.Average()) : 0;
        }).ToArray();
        var scores = Array.ConvertAll(M5Score.Deciles, level => Normal.Quantile(level));
        return (row, week, level) => Week(data.Series[row].Sales, after - 7)
            + (scores[level] * deviations[row] * Math.Sqrt(week + 1));
    }

    // Whole weeks that end before a day, from the one with the first sale on.
    private static float[] Past(float[] sales, int after) =>
        [.. Enumerable.Range(0, after / 7).Select(week => (float)Week(sales, (after % 7) + (7 * week)))
            .SkipWhile(units => units == 0).DefaultIfEmpty()];

    // How much is expected of what came, by thirds of the horizon, and the shares of weeks at or below three levels.
    private static void Habits(M5Data data, int after, DemandForecast forecast)
    {
        var (expected, came, below) = (new double[3], new double[3], new double[3]);
        for (var row = 0; row < data.Series.Count; row++)
        {
            for (var week = 0; week < Weeks; week++)
            {
                var units = Week(data.Series[row].Sales, after + (7 * week));
                var quantiles = forecast.Week(row, week);
                expected[3 * week / Weeks] += forecast.MeanOfWeek(row, week);
                came[3 * week / Weeks] += units;
                for (var i = 0; i < below.Length; i++)
                {
                    var column = DemandForecast.Levels.IndexOf(M5Score.Deciles[4 * i]);
                    below[i] += units <= quantiles[column] ? 1.0 / (data.Series.Count * Weeks) : 0;
                }
            }
        }

        var shares = expected.Zip(came, (one, other) => (one / other).ToString("f3", CultureInfo.InvariantCulture));
        Say($"      expected of what came, by thirds {string.Join(' ', shares)}");
        Say($"      weeks at or below the quantiles of .1, .5, .9: {below[0]:f3} {below[1]:f3} {below[2]:f3}");
    }

    private static double Week(float[] sales, int first)
    {
        var sum = 0.0;
        foreach (var units in sales.AsSpan(first, 7))
        {
            sum += units;
        }

        return sum;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
