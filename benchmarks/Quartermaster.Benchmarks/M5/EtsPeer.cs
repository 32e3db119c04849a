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
    private const string Program = "/usr/bin/Rscript";

    internal static int Print(string folder, int series, bool installs)
    {
        if (!Peers.IsThere(installs, ["r-cran-forecast"], [Program, "-e", "library(forecast)"]))
        {
            return 1;
        }

        var data = M5Data.Read(folder, "CA_1");
        var after = data.Days - M5Data.Horizon;
        data.Series.RemoveAll(one => one.FirstPriced > after - Days);
        var drawn = data.Series.OrderBy(one => KeyedRandom.KeyOf(one.Item)).Take(series).ToHashSet();
        data.Series.RemoveAll(one => !drawn.Contains(one));
        var known = data.Known(after, Days);
        var theirs = Theirs(data, after);
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

        Say(data, after, theirs.About, theirs.Quantiles, theirs.Milliseconds);
        return 0;
    }

    private static (string About, Matrix Quantiles, double Milliseconds) Theirs(M5Data data, int after)
    {
        var folder = Directory.CreateTempSubdirectory("ets-peer").FullName;
        try
        {
            var (series, answer) = (Path.Combine(folder, "series.csv"), Path.Combine(folder, "quantiles.csv"));
            File.WriteAllLines(series, data.Series.Select(one => string.Join(',', one.Sales[(after - Days)..after])));
            var about = Peers.Ask(new(Program, [Peers.Script("ets_peer.R"), series, answer])).Trim();
            var rows = File.ReadAllLines(answer).Select(line => Array.ConvertAll(
                line.Split(','), number => float.Parse(number, CultureInfo.InvariantCulture))).ToArray();
            return (about,
                new(M5Data.Horizon * M5Score.Levels.Length,
                    [.. rows.SelectMany(row => row.Skip(1)).Select(units => Math.Max(0, units))]),
                rows.Sum(row => row[0]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(M5Data data, int after, string name, Matrix quantiles, double milliseconds)
    {
        var score = M5Score.Of(data, after, quantiles);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: WSPL {score.Wspl:f4}, {milliseconds / data.Series.Count:f2} ms of processor time a series, ")
            + string.Create(CultureInfo.InvariantCulture, $"{data.Series.Count} series"));
    }
}
