using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Durable inventory updates and order reservations a second, and how long an answer takes at half of that.
/// </summary>
internal static class LedgerBench
{
    private const int Products = 1_000_000;
    private const int Centers = OnlineNetwork.Centers;
    private const int UpdatesPerCall = 1_000;
    private const int FeedCallers = 16;
    private const int OrderCallers = 2_048;
    private const double Seconds = 5;
    private const double UpdateFloor = 400_000;
    private const double OrderFloor = 50_000;
    private const double LongestMilliseconds = 20;

    private static readonly Instant s_now = Instant.Of(new(2026, 3, 2));

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var folder = Path.Combine(context.Folder, "ledger-bench");
        yield return Figure.Of("disk", "writes of 4 KB made safe one by one", "fsyncs/s", 0, 1, () => Fsyncs(folder));
        foreach (var figure in RunAsync(folder, context.Cancel).ToBlockingEnumerable(context.Cancel))
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
            await ledger.DoAsync(OpenSlots, cancel).ConfigureAwait(false);
            var feed = new FeedLoad(ledger);
            await feed.RunAsync(4, 0, cancel).ConfigureAwait(false);
            var updates = await feed.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger", $"inventory updates, {UpdatesPerCall:N0} a call, {FeedCallers} callers",
                updates.PerSecond, "updates/s", UpdateFloor, 1);
            var half = await feed.RunAsync(Seconds, updates.PerSecond / 2, cancel).ConfigureAwait(false);
            yield return Latency("updates", half);

            var orders = new OrderLoad(ledger);
            await orders.RunAsync(1, 0, cancel).ConfigureAwait(false);
            var placed = await orders.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger",
                $"orders of 1 to 4 lines and a picking slot, {OrderCallers:N0} callers, {orders.Refused:N0} refused",
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

    private static Figure Latency(string what, LoadResult result)
    {
        var p99 = result.Milliseconds(0.99);
        return new("ledger",
            $"{what} at half load ({result.PerSecond:N0}/s): p50 {result.Milliseconds(0.5):0.0} ms, p99 {p99:0.0} ms, "
            + $"p99.9 {result.Milliseconds(0.999):0.0} ms; as answers in {LongestMilliseconds:0} ms",
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

    private static FacilityId CenterOf(int product) => new(1 + (product % Centers));

    private static int OpenSlots(GoodsLedger ledger)
    {
        for (var center = 1; center <= Centers; center++)
        {
            ledger.OpenSlot(Slot.Pick(new(center), s_now.UtcDay), long.MaxValue / 4, s_now);
        }

        return Centers;
    }

    private sealed class FeedLoad(DurableLedger ledger) : Load(FeedCallers)
    {
        private static readonly FeedKey s_feed = FeedKey.Of("bench");
        private long _sequence;

        protected override int UnitsPerCall => UpdatesPerCall;

        protected override async ValueTask CallAsync(long number, CancellationToken cancel)
        {
            var first = Interlocked.Add(ref _sequence, UpdatesPerCall);
            var updates = new FeedUpdate[UpdatesPerCall];
            for (var i = 0; i < updates.Length; i++)
            {
                // The first round supplies every product; then a tenth of the products take most updates.
                var draw = KeyedRandom.Uniform(1, 2, (ulong)(first + i), 0);
                var product = first + i <= Products ? (int)(first + i) : 1 + (int)(Products * draw * draw * draw);
                updates[i] = new(new(product), CenterOf(product), first + i, FeedKind.Level, 1_000_000 + (i & 1));
            }

            await ledger.FeedAsync(s_feed, s_now, updates, cancel).ConfigureAwait(false);
        }
    }

    private sealed class OrderLoad(DurableLedger ledger) : Load(OrderCallers)
    {
        private long _refused;

        internal long Refused => _refused;

        protected override async ValueTask CallAsync(long number, CancellationToken cancel)
        {
            var lines = new StockClaim[1 + (number % 4)];
            for (var line = 0; line < lines.Length; line++)
            {
                var draw = KeyedRandom.Uniform(1, 3, (ulong)number, (ulong)line);
                var product = 1 + (int)(Products * draw * draw * draw);
                lines[line] = new(new(product), CenterOf(product), 1);
            }

            var center = lines[0].Facility;

            var outcome = await ledger.PlaceAsync(
                new(new(7, (ulong)number), s_now, lines, [new(Slot.Pick(center, s_now.UtcDay), lines.Length)]), cancel)
                .ConfigureAwait(false);
            Interlocked.Add(ref _refused, outcome == OrderOutcome.Decided ? 0 : 1);
        }
    }
}
