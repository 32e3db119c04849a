using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>How long a ledger takes to open again that was stopped without warning: many stock positions, many more
/// entries, states kept on the way as in service.</summary>
internal static class RestartBench
{
    private const int Products = 1_000_000;
    private const int UpdatesPerCall = 10_000;
    private const int CallsPerBatch = 8;
    private const double LongestSeconds = 60;

    private static readonly Instant s_now = Instant.Of(new(2026, 3, 2));

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var (entries, places) = context.IsFull ? (100_000_000L, 10) : (10_000_000L, 1);
        var folder = Path.Combine(context.Folder, "restart-bench");
        var limits = new Ledger.LedgerLimits
        {
            ExpectedProducts = Products, ExpectedFacilities = OnlineNetwork.Centers,
        };
        var clock = Stopwatch.StartNew();
        var kept = Write(folder, limits, entries, places, context.Cancel);
        yield return new("restart", $"entries of one writer, {kept} states kept meanwhile",
            entries / clock.Elapsed.TotalSeconds, "entries/s", 0, 1);
        clock.Restart();
        var ledger = DurableLedger.Open(folder, limits: limits);
        var seconds = clock.Elapsed.TotalSeconds;
        var positions = ledger.DoAsync(goods => Positions(goods)).AsTask().GetAwaiter().GetResult();
        ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
        yield return new("restart",
            $"opened again after a stop without warning: {positions:N0} positions, {entries:N0} entries, "
            + $"{seconds:0.0} s; as restarts in {LongestSeconds:0} s",
            LongestSeconds / seconds, "restarts", 1, 1);
    }

    // The writer without its thread, so that it can be dropped without keeping its state.
    private static int Write(
        string folder, Ledger.LedgerLimits limits, long entries, int places, CancellationToken cancel)
    {
        using var writer = new LedgerWriter(SegmentLog.OpenToWrite(folder), new(), limits);
        var (keeping, kept) = (Task.CompletedTask, 0);
        for (var first = 1L; first <= entries;)
        {
            cancel.ThrowIfCancellationRequested();
            var batch = new LedgerWork[CallsPerBatch];
            for (var call = 0; call < batch.Length; call++, first += UpdatesPerCall)
            {
                var updates = Updates(first, places);
                batch[call] = new CallWork<int>(goods =>
                {
                    goods.Feed(FeedKey.Of("bench"), s_now, updates, new FeedOutcome[updates.Length]);
                    return 0;
                });
            }

            writer.Run(batch);
            if (writer.WantsToKeepState && keeping.IsCompleted)
            {
                keeping = Task.Run(writer.BeginToKeepState(), cancel);
                kept++;
            }
        }

        keeping.Wait(cancel);
        return kept;
    }

    // The first rounds supply every position; then a tenth of the products take most updates.
    private static FeedUpdate[] Updates(long first, int places)
    {
        var updates = new FeedUpdate[UpdatesPerCall];
        for (var i = 0; i < updates.Length; i++)
        {
            var number = first + i - 1;
            var draw = KeyedRandom.Uniform(1, 2, (ulong)number, 0);
            var product = number < (long)Products * places
                ? 1 + (int)(number % Products) : 1 + (int)(Products * draw * draw * draw);
            var center = 1 + (int)((product + (number / Products % places * 6)) % OnlineNetwork.Centers);
            updates[i] = new(new(product), new(center), number + 1, FeedKind.Level, 1_000 + (int)(number & 1));
        }

        return updates;
    }

    private static long Positions(Ledger.GoodsLedger goods)
    {
        var count = 0L;
        for (var product = 1; product <= Products; product++)
        {
            for (var center = 1; center <= OnlineNetwork.Centers; center++)
            {
                count += goods.Available(new(product), new(center)) > 0 ? 1 : 0;
            }
        }

        return count;
    }
}
