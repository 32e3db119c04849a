using System.Diagnostics;
using System.Globalization;

namespace Quartermaster.App.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Bench">Which benchmark.</param>
/// <param name="What">What was done, at which size.</param>
/// <param name="PerSecond">The median over the runs.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Floor">The least that is wanted; 0 for none.</param>
/// <param name="Runs">How many runs.</param>
internal sealed record Figure(string Bench, string What, double PerSecond, string Unit, double Floor, int Runs)
{
    /// <summary>How long it took to measure, s.</summary>
    internal double Seconds { get; init; }

    /// <summary>A figure as people read it: three digits, as no second run has the fourth.</summary>
    internal static string Rounded(double figure)
    {
        if (!double.IsFinite(figure) || figure == 0)
        {
            return figure == 0 ? "0" : "–";
        }

        var decimals = 2 - (int)Math.Floor(Math.Log10(Math.Abs(figure)));
        var scale = Math.Pow(10, Math.Max(0, -decimals));
        return (Math.Round(figure / scale, Math.Clamp(decimals, 0, 15)) * scale).ToString(
            decimals > 0 ? "0." + new string('#', Math.Min(decimals, 15)) : "#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>Measures a rate: the median of several runs.</summary>
    /// <param name="bench">Which benchmark.</param>
    /// <param name="what">What is done, at which size.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="floor">The least that is wanted; 0 for none.</param>
    /// <param name="runs">How many runs; 1 or more.</param>
    /// <param name="run">Does it once, and says how many units were done, and in how many seconds if it kept the time
    /// itself.</param>
    internal static Figure Of(
        string bench, string what, string unit, double floor, int runs, Func<(double Units, double Seconds)> run)
    {
        var rates = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            var (units, seconds) = run();
            rates[i] = units / (seconds > 0 ? seconds : clock.Elapsed.TotalSeconds);
        }

        Array.Sort(rates);
        return new(bench, what, (rates[(runs - 1) / 2] + rates[runs / 2]) / 2, unit, floor, runs);
    }
}

/// <summary>What a benchmark may use.</summary>
/// <param name="World">The retailer that all benchmarks share.</param>
/// <param name="Folder">A folder of its own on the disk to measure.</param>
/// <param name="Threads">How many threads to use at most.</param>
/// <param name="IsFull">Whether the largest sizes are wanted.</param>
/// <param name="Cancel">Asked between runs.</param>
internal sealed record BenchContext(
    Lazy<BenchWorld> World, string Folder, int Threads, bool IsFull, CancellationToken Cancel)
{
    /// <summary>What draws begin from, where a benchmark draws its instances.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>Figures that are no rates: benchmarks add theirs as they run.</summary>
    internal List<Ratio> Ratios { get; } = [];
}

/// <summary>How fast this machine is right now: integer steps of one thread.</summary>
internal static class Calibration
{
    private const int Steps = 100_000_000;

    /// <summary>Steps of a 64-bit xorshift generator per second, the median of five runs.</summary>
    internal static Figure Measure() => Figure.Of("calibration", "integer steps, one thread", "steps/s", 0, 5, () =>
    {
        var state = 88_172_645_463_325_252UL;
        for (var i = 0; i < Steps; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        // The sum must depend on the steps, or there would be none.
        return (Steps + (double)(state & 1), 0);
    });
}
