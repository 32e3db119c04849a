using System.Diagnostics;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Durable inventory updates and order reservations a second, and how long an answer takes at half of that.
/// </summary>
internal static class LedgerBench
{
    private const int Products = LedgerLoad.Products;
    private const int Centers = LedgerLoad.Centers;
    private const double Seconds = 5;
    private const double UpdateFloor = 400_000;
    private const double OrderFloor = 50_000;
    private const double LongestMilliseconds = 20;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var folder = Path.Combine(context.Folder, "ledger-bench");
        yield return Figure.Of("disk", "writes of 4 KB made safe one by one", "fsyncs/s", 0, 1, () => Fsyncs(folder));
        foreach (var figure in RunAsync(folder, context.Cancel).ToBlockingEnumerable(context.Cancel))
        {
            yield return figure;
        }

        foreach (var figure in KeptStateBench.RunAsync(Path.Combine(folder, "kept"), context.Cancel)
            .ToBlockingEnumerable(context.Cancel))
        {
            yield return figure;
        }

        foreach (var figure in ShardBench.RunAsync(Path.Combine(folder, "shards"), context.Cancel)
            .ToBlockingEnumerable(context.Cancel))
        {
            yield return figure;
        }

        foreach (var figure in PostgresPeer.Run(Path.Combine(folder, "postgres")))
        {
            yield return figure;
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async IAsyncEnumerable<Figure> RunAsync(
        string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var ledger = DurableLedger.Open(
            Path.Combine(folder, "ledger"), new() { SnapshotEveryBytes = 512L << 20 },
            new() { ExpectedProducts = Products, ExpectedFacilities = Centers });
        await using (ledger.ConfigureAwait(false))
        {
            await ledger.DoAsync(LedgerLoad.OpenSlots, cancel).ConfigureAwait(false);
            var feed = new FeedLoad((key, at, updates) => ledger.FeedAsync(key, at, updates, cancel: cancel));
            await feed.RunAsync(4, 0, cancel).ConfigureAwait(false);
            var updates = await feed.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger",
                $"inventory updates, {FeedLoad.UpdatesPerCall:N0} a call, {FeedLoad.Callers} callers",
                updates.PerSecond, "updates/s", UpdateFloor, 1);
            var half = await feed.RunAsync(Seconds, updates.PerSecond / 2, cancel).ConfigureAwait(false);
            yield return Latency("updates", half);

            var orders = new OrderLoad(order => ledger.PlaceAsync(order, cancel));
            await orders.RunAsync(1, 0, cancel).ConfigureAwait(false);
            var placed = await orders.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger",
                $"orders of 1 to 4 lines and a picking slot, {OrderLoad.Callers:N0} callers, "
                + $"{orders.Refused:N0} refused",
                placed.PerSecond, "orders/s", OrderFloor, 1);
            var pauses = GC.GetTotalPauseDuration();
            half = await orders.RunAsync(Seconds, placed.PerSecond / 2, cancel).ConfigureAwait(false);
            pauses = GC.GetTotalPauseDuration() - pauses;
            yield return Latency($"orders, {pauses.TotalMilliseconds:0} ms of which memory was collected,", half);

            // Half of what is wanted, too: what is reached is several times that.
            pauses = GC.GetTotalPauseDuration();
            half = await orders.RunAsync(Seconds, OrderFloor / 2, cancel).ConfigureAwait(false);
            pauses = GC.GetTotalPauseDuration() - pauses;
            yield return Latency(
                $"orders at the wanted rate, {pauses.TotalMilliseconds:0} ms of which memory was collected,", half);
        }

        var clock = Stopwatch.StartNew();
        var again = DurableLedger.Open(Path.Combine(folder, "ledger"), limits: new()
        {
            ExpectedProducts = Products, ExpectedFacilities = Centers,
        });
        var seconds = clock.Elapsed.TotalSeconds;
        await using (again.ConfigureAwait(false))
        {
            var entries = again.Availability.Sequence;
            yield return new("ledger", $"opened again after {entries:N0} entries, in {seconds:0.0} s",
                entries / seconds, "entries/s", 0, 1);
        }
    }

    /// <summary>How long answers take at a load, as answers a second of its 99th percentile.</summary>
    internal static Figure Latency(string what, LoadResult result)
    {
        var p99 = result.Milliseconds(0.99);
        return new("ledger",
            $"{what} at half load ({Figure.Rounded(result.PerSecond)}/s): p50 {result.Milliseconds(0.5):0.0} ms, "
            + $"p99 {p99:0.0} ms, p99.9 {result.Milliseconds(0.999):0.0} ms; as answers in {LongestMilliseconds:0} ms",
            1_000 / p99, "answers/s", 1_000 / LongestMilliseconds, 1);
    }

    private static (double Units, double Seconds) Fsyncs(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create);
        var (count, bytes, clock) = (0, new byte[4_096], Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < 2; count++)
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        return (count, clock.Elapsed.TotalSeconds);
    }
}
