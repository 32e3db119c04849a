using System.Diagnostics;
using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>Our exponential smoothing by AICc and R's on the same series of M5, one thread each, in one run:
/// "ets-peer FOLDER [series=N] [--install]".</summary>
/// <remarks>Store CA_1, items drawn by key among those on sale for two years, forecast from the last day that has four
/// weeks after it. R's chooses among all forms of the class by AICc and has normal quantiles, here cut at 0; the
/// house's weekday profile stands beside.</remarks>
internal static class EtsPeer
{
    private const int Days = 730;

    internal static int Print(string folder, int series, bool installs)
    {
        if (!EtsOfR.IsThere(installs))
        {
            return 1;
        }

        var data = M5Data.Read(folder, "CA_1");
        var after = data.Days - M5Data.Horizon;
        data.Series.RemoveAll(one => one.FirstPriced > after - Days);
        var drawn = data.Series.OrderBy(one => KeyedRandom.KeyOf(one.Item)).Take(series).ToHashSet();
        data.Series.RemoveAll(one => !drawn.Contains(one));
        var known = data.Known(after, Days);
        var theirs = EtsOfR.Forecast(
            data.Series.Select(one => one.Sales[(after - Days)..after]), M5Data.Horizon, 7, [50, 67, 95, 99]);
        foreach (var forecaster in StatisticalForecasters.Fit(known, new() { Challengers = true })
            .Where(one => one.Name is "ETS" or "weekday profile"))
        {
            // Once before, so that compiling is not counted.
            _ = forecaster.DailyQuantilesOf(known.Slice(0, Math.Min(series, 20)), M5Score.Levels, 1);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var quantiles = forecaster.DailyQuantilesOf(known, M5Score.Levels, 1);
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
            Say(data, after, forecaster.Name, quantiles, spent);
        }

        var atLeastZero = theirs.Quantiles.SelectMany(units => units).Select(units => Math.Max(0, units));
        Say(data, after, theirs.About, new(M5Data.Horizon * M5Score.Levels.Length, [.. atLeastZero]),
            theirs.Milliseconds);
        return 0;
    }

    private static void Say(M5Data data, int after, string name, Matrix quantiles, double milliseconds)
    {
        var score = M5Score.Of(data, after, quantiles);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: WSPL {score.Wspl:f4}, {milliseconds / data.Series.Count:f2} ms of processor time a series, ")
            + string.Create(CultureInfo.InvariantCulture, $"{data.Series.Count} series"));
    }
}
