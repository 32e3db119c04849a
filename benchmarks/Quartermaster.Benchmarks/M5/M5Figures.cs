using System.Diagnostics;
using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Forecasting.Neural;

namespace Quartermaster.Benchmarks.M5;

/// <summary>Forecasts of M5 scored by its own measure: "m5 FOLDER [STORE|all] [name=value ...]"; "last=" is the last
/// day that is scored, "nine=1" adds the measure of fev-bench's tables, "slice=STORE" scores one store by
/// itself too, and with "warm=" training goes on from one that ended so many days before.</summary>
internal static class M5Figures
{
    private const int Days = 1000;

    internal static void Print(string folder, string store, IReadOnlyDictionary<string, string> settings)
    {
        var clock = Stopwatch.StartNew();
        var data = M5Data.Read(folder, store == "all" ? null : store);
        Say($"{data.Series.Count} series of {data.Days} days read in {clock.Elapsed.TotalSeconds:f0} s");
        var (length, origins) = ((int)Number("days", Days), (int)Number("origins", 1));
        var last = (int)Number("last", data.Days);
        var train = last - (origins * M5Data.Horizon);
        var knowsPrices = Number("prices", 0) > 0;
        var inputs = data.Known(train, length, knowsPrices);
        var gap = (int)Number("warm", 0);
        var start = gap > 0 ? Train(data.Known(train - gap, length - gap, knowsPrices), null).Model : null;
        var forecasters = Fit(inputs);
        if (Number("ensemble", 0) > 0)
        {
            // Weights from origins before the days that are scored, by models that know nothing of those either.
            var test = new BackTestPolicy { Origins = (int)Number("ensemble", 0), Ensemble = true };
            var result = BackTest.Run(inputs, Fit, test, 2);
            foreach (var row in result.Rows.Where(row => row.Chosen || row.Forecaster == "ensemble"))
            {
                Say(FormattableString.Invariant($"  {row.Segment.Pace}: {row.Forecaster} {row.Wql:f4}")
                    + (row.Chosen ? " chosen" : ""));
            }

            foreach (var member in result.Ensemble)
            {
                Say(FormattableString.Invariant(
                    $"  {member.Segment.Pace}: {member.Forecaster} weighs {member.Weight:f3}"));
            }

            var ensemble = new EnsembleForecaster(forecasters, result);
            forecasters = [.. forecasters, ensemble, new SegmentForecaster([.. forecasters, ensemble], result)];
        }

        // Of days that it was fitted to a forecaster errs less than it will.
        var earlier = Number("levels", 0) > 0 && Number("earlier", 0) > 0
            ? Fit(data.Known(train - (int)Number("earlier", 0), length - (int)Number("earlier", 0))) : forecasters;
        for (var origin = origins; origin >= 1; origin--)
        {
            var after = last - (origin * M5Data.Horizon);
            var now = after == train ? inputs : data.Known(after, length + after - train, knowsPrices);
            var hierarchy = Number("levels", 0) > 0 ? new M5Hierarchy(data, after) : null;
            if (hierarchy is not null)
            {
                var naive = SeasonalNaiveBands.Of(
                    [.. data.Series.Select(one => one.Sales)], after, M5Score.Levels, least: 0);
                SayLevels(hierarchy.ScoreSeasonalNaive(), M5Score.Of(data, after, naive), "the contest's naive");
            }

            var publishedNaive = Number("nine", 0) > 0 ? NineLevels(data, after, SeasonalNaiveBands.Of(
                [.. data.Series.Select(one => one.Sales)], after, M5Score.Deciles)) : 0;
            SayScore(data, after, "reference profile", ReferenceProfile.Of(data, after), "");
            foreach (var forecaster in forecasters.Skip((int)Number("skip", 0)))
            {
                clock.Restart();
                var quantiles = forecaster.DailyQuantilesOf(now, M5Score.Levels, 2);
                var seconds = clock.Elapsed.TotalSeconds;
                SayScore(data, after, forecaster.Name, quantiles,
                    string.Create(CultureInfo.InvariantCulture, $"  {data.Series.Count / seconds:f0}/s"));
                if (publishedNaive > 0)
                {
                    var wql = NineLevels(data, after, forecaster.DailyQuantilesOf(now, M5Score.Deciles, 2));
                    Say($"    WQL over 0.1 ... 0.9: {wql:f4}, {wql / publishedNaive:f3} of the published naive's");
                }

                if (Number("bias", 0) > 0)
                {
                    SayBias(data, after, forecaster.Forecast(now, 2));
                }

                if (hierarchy is not null)
                {
                    var before = earlier.FirstOrDefault(one => one.Name == forecaster.Name) ?? forecaster;
                    SayLevels(hierarchy.Score(forecaster, before, now, 2), M5Score.Of(data, after, quantiles),
                        forecaster.Name);
                }
            }
        }

        List<IForecaster> Fit(DemandInputs known)
        {
            var fitted = new List<IForecaster>();
            if (Number("baselines", 1) > 0)
            {
                fitted.AddRange(StatisticalForecasters.Fit(
                    known, new() { Challengers = Number("challengers", 1) > 0 }, threads: 2));
            }

            if (Number("trees", 0) > 0 && LightGbmTrees.Fit(known, threads: 2).Forecaster is { } trees)
            {
                fitted.Add(trees);
            }

            if (Number("steps", 1) <= 0)
            {
                return fitted;
            }

            fitted.AddRange(Train(known, start).Forecasters);
            return fitted;
        }

        FittedNetworks Train(DemandInputs known, NetworkModel? from)
        {
            clock.Restart();
            var usual = new NetworkPolicy();
            var policy = usual with
            {
                Steps = (int)Number("steps", usual.Steps), Rate = Number("rate", usual.Rate),
                Forks = (int)Number("forks", usual.Forks), Channels = (int)Number("channels", usual.Channels),
                GlobalUnits = (int)Number("global", usual.GlobalUnits),
                LocalUnits = (int)Number("local", usual.LocalUnits),
                Dropped = Number("drop", usual.Dropped), Reach = (int)Number("reach", usual.Reach),
                ScalePower = Number("power", usual.ScalePower), Members = (int)Number("members", usual.Members),
                Window = (int)Number("window", usual.Window), Decay = Number("decay", usual.Decay),
                Batch = (int)Number("batch", usual.Batch), Seed = (ulong)Number("seed", usual.Seed),
                PricePower = Number("price", usual.PricePower), CountShare = Number("count", usual.CountShare),
                Encoder = Number("memory", 0) > 0 ? NetworkEncoder.Memory : NetworkEncoder.Convolutions,
                MostRounded = Number("round", usual.MostRounded),
                CountPower = Number("countpower", usual.CountPower), WindowsPerProduct = 1e9,
                ManyProducts = int.MaxValue,
                WeekSteps = Number("weeks", usual.WeekSteps),
                LongestGradient = Number("clip", usual.LongestGradient),
                Patience = (int)Number("patience", usual.Patience), LeastGain = Number("gain", usual.LeastGain),
                MoreShare = Number("more", usual.MoreShare),
            };
            var (loss, steps) = (0.0, 0);
            var trained = QuantileNetworks.Fit(known, policy, start: from, threads: 2, report: step =>
            {
                (loss, steps) = (loss + step.Loss, step.Step);
                if (step.Step % 50 == 0)
                {
                    Say($"  step {step.Step}: loss {loss / 50:f5}, {clock.Elapsed.TotalSeconds:f0} s");
                    loss = 0;
                }
            });
            Say($"trained {steps} steps of {trained.PlannedSteps} in {clock.Elapsed.TotalSeconds:f0} s, "
                + $"{policy.Batch} windows each");
            return trained;
        }

        void SayScore(M5Data data, int after, string name, Matrix quantiles, string rate)
        {
            Say(data, after, name, quantiles, rate, null);
            if (settings.TryGetValue("slice", out var part))
            {
                Say(data, after, name, quantiles, "", part);
            }
        }

        double Number(string name, double otherwise) => settings.TryGetValue(name, out var text)
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Say(M5Data data, int after, string name, Matrix quantiles, string rate, string? store)
    {
        var score = M5Score.Of(data, after, quantiles, store);
        Say($"{store,-5} d_{after + 1} {name,-24} WSPL {score.Wspl:f4}  SPL "
            + string.Join(' ', score.ByLevel.Select(one => one.ToString("f4", CultureInfo.InvariantCulture)))
            + "  wQL .975 " + score.Wql[7].ToString("f4", CultureInfo.InvariantCulture) + rate);
    }

    private static void SayLevels(IEnumerable<(string Name, double Wspl)> above, M5Score single, string name)
    {
        var all = above.ToArray();
        Say("    " + string.Join(", ", all.Select(one => FormattableString.Invariant($"{one.Name} {one.Wspl:f4}"))));
        Say($"    over the twelve levels, {name}: {(all.Sum(one => one.Wspl) + single.Wspl) / 12:f4}");
    }

    // Weighted quantile loss of days.
    private static double NineLevels(M5Data data, int after, Matrix quantiles)
    {
        var (loss, units) = (0.0, 0.0);
        for (var row = 0; row < data.Series.Count; row++)
        {
            for (var i = 0; i < quantiles.Columns; i++)
            {
                var (day, level) = Math.DivRem(i, M5Score.Deciles.Length);
                var came = data.Series[row].Sales[after + day];
                loss += 2 * QuantileScore.Pinball(M5Score.Deciles[level], quantiles.Row(row)[i], came)
                    / M5Score.Deciles.Length;
                units += level == 0 ? came : 0;
            }
        }

        return loss / units;
    }

    // Of all units, and of those of products that sell less and more than a unit a day.
    private static void SayBias(M5Data data, int after, DemandForecast forecast)
    {
        var (expected, came) = (new double[2], new double[2]);
        for (var row = 0; row < data.Series.Count; row++)
        {
            var sales = data.Series[row].Sales.AsSpan(after - M5Data.Horizon, 2 * M5Data.Horizon);
            var before = 0.0;
            for (var day = 0; day < M5Data.Horizon; day++)
            {
                before += sales[day];
            }

            var pace = before > M5Data.Horizon ? 1 : 0;
            for (var day = 0; day < M5Data.Horizon; day++)
            {
                expected[pace] += forecast.MeanOfDay(row, day);
                came[pace] += sales[M5Data.Horizon + day];
            }
        }

        var (all, slow, fast) =
            ((expected.Sum() / came.Sum()) - 1, (expected[0] / came[0]) - 1, (expected[1] / came[1]) - 1);
        Say($"    bias {all:+0.000;-0.000}, slow {slow:+0.000;-0.000}, fast {fast:+0.000;-0.000}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
