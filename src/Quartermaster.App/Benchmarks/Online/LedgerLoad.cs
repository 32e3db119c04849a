using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What the ledger's benches feed and order: a million products, each at one of 64 centers.</summary>
internal static class LedgerLoad
{
    internal const int Products = 1_000_000;
    internal const int Centers = OnlineNetwork.Centers;

    internal static Instant Now { get; } = Instant.Of(new(2026, 3, 2));

    internal static FacilityId CenterOf(int product) => new(1 + (product % Centers));

    /// <summary>A product, a tenth of which take most of what happens.</summary>
    internal static int Popular(ulong stream, ulong number, ulong part)
    {
        var draw = KeyedRandom.Uniform(1, stream, number, part);
        return 1 + (int)(Products * draw * draw * draw);
    }

    internal static int OpenSlots(GoodsLedger ledger)
    {
        for (var center = 1; center <= Centers; center++)
        {
            ledger.OpenSlot(Slot.Pick(new(center), Now.UtcDay), long.MaxValue / 4, Now);
        }

        return Centers;
    }
}

/// <summary>Another system's updates of stock.</summary>
/// <param name="feed">Takes them in.</param>
internal sealed class FeedLoad(Func<FeedKey, Instant, FeedUpdate[], ValueTask<FeedOutcome[]>> feed)
    : Load(Callers)
{
    internal const int Callers = 16;
    internal const int UpdatesPerCall = 1_000;

    private static readonly FeedKey s_feed = FeedKey.Of("bench");
    private long _sequence;

    protected override int UnitsPerCall => UpdatesPerCall;

    protected override async ValueTask CallAsync(long number, CancellationToken cancel)
    {
        var first = Interlocked.Add(ref _sequence, UpdatesPerCall);
        var updates = new FeedUpdate[UpdatesPerCall];
        for (var i = 0; i < updates.Length; i++)
        {
            // The first round supplies every product.
            var product = first + i <= LedgerLoad.Products ? (int)(first + i)
                : LedgerLoad.Popular(2, (ulong)(first + i), 0);
            updates[i] = new(
                new(product), LedgerLoad.CenterOf(product), first + i, FeedKind.Level, 1_000_000 + (i & 1));
        }

        await feed(s_feed, LedgerLoad.Now, updates).ConfigureAwait(false);
    }
}

/// <summary>Orders of 1 to 4 lines and a picking slot.</summary>
/// <param name="place">Places them.</param>
internal sealed class OrderLoad(Func<OrderRequest, ValueTask<OrderOutcome>> place) : Load(Callers)
{
    internal const int Callers = 2_048;

    private long _refused;

    internal long Refused => _refused;

    /// <summary>An order.</summary>
    internal static OrderRequest Order(long number)
    {
        var lines = new StockClaim[1 + (number % 4)];
        for (var line = 0; line < lines.Length; line++)
        {
            var product = LedgerLoad.Popular(3, (ulong)number, (ulong)line);
            lines[line] = new(new(product), LedgerLoad.CenterOf(product), 1);
        }

        return new(new(7, (ulong)number), LedgerLoad.Now, lines,
            [new(Slot.Pick(lines[0].Facility, LedgerLoad.Now.UtcDay), lines.Length)]);
    }

    protected override async ValueTask CallAsync(long number, CancellationToken cancel)
    {
        var outcome = await place(Order(number)).ConfigureAwait(false);
        Interlocked.Add(ref _refused, outcome == OrderOutcome.Decided ? 0 : 1);
    }
}
