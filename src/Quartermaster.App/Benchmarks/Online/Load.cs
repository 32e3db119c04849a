using System.Diagnostics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Callers that call again as soon as they have an answer, or at a given rate in all.</summary>
internal abstract class Load(int callers)
{
    private long _number;

    /// <summary>Units of one call.</summary>
    protected virtual int UnitsPerCall => 1;

    /// <summary>Calls for a while.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="perSecond">Units a second; 0 for as fast as answers come. A call that is late is counted from when
    /// it was due, so that a pause is felt by all who would have called.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<LoadResult> RunAsync(double seconds, double perSecond, CancellationToken cancel)
    {
        var (clock, waits, due) = (Stopwatch.StartNew(), new List<double>[callers], -1L);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallerAsync(caller), cancel)))
            .ConfigureAwait(false);
        var all = waits.SelectMany(wait => wait).ToArray();
        Array.Sort(all);
        return new(all.Length * UnitsPerCall / clock.Elapsed.TotalSeconds, all);

        async Task CallerAsync(int caller)
        {
            waits[caller] = [];
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var start = clock.Elapsed.TotalMilliseconds;
                if (perSecond > 0)
                {
                    var at = Interlocked.Increment(ref due) * UnitsPerCall * 1_000 / perSecond;
                    if (at > seconds * 1_000)
                    {
                        return;
                    }

                    if (at - start is var wait && wait >= 1)
                    {
                        await Task.Delay((int)wait, cancel).ConfigureAwait(false);
                    }

                    start = Math.Max(at, 0);
                }

                await CallAsync(Interlocked.Increment(ref _number), cancel).ConfigureAwait(false);
                waits[caller].Add(Math.Max(0, clock.Elapsed.TotalMilliseconds - start));
            }
        }
    }

    /// <summary>One call.</summary>
    protected abstract ValueTask CallAsync(long number, CancellationToken cancel);
}

/// <summary>How it went.</summary>
/// <param name="PerSecond">Units a second.</param>
/// <param name="Sorted">How long each call took, milliseconds, ascending.</param>
internal sealed record LoadResult(double PerSecond, double[] Sorted)
{
    /// <summary>The time within which a share of calls had their answer.</summary>
    internal double Milliseconds(double share) =>
        Sorted.Length == 0 ? double.NaN : Sorted[Math.Min(Sorted.Length - 1, (int)(share * Sorted.Length))];
}
