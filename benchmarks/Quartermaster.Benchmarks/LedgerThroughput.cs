using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.Benchmarks;

/// <summary>Measures how many orders a second become durable here: two lines and one slot each, decided at once.
/// </summary>
internal static class LedgerThroughput
{
    private const int Products = 1_000;
    private const int Facilities = 8;

    /// <summary>Places orders from many callers, each waiting for its answer before the next.</summary>
    /// <param name="folder">A new ledger's folder, on the disk to be measured.</param>
    /// <param name="orders">How many orders; 1 or more.</param>
    /// <param name="callers">How many wait at a time; 1 or more.</param>
    /// <returns>Orders accepted per second of wall clock, from the first call to the last answer.</returns>
    /// <exception cref="InvalidOperationException">Not every order was accepted and found there again: then there
    /// is no figure.</exception>
    internal static async Task<double> MeasureAsync(string folder, int orders, int callers)
    {
        var ledger = DurableLedger.Open(folder);
        var (accepted, seconds) = (0, 0.0);
        await using (ledger.ConfigureAwait(false))
        {
            (accepted, seconds) = await PlaceAsync(ledger, orders, callers).ConfigureAwait(false);
        }

        using var log = SegmentLog.OpenToRead(folder);
        var found = LedgerRecovery.Load(log, fromFirst: true).RememberedOrders;
        return accepted == orders && found == orders
            ? orders / seconds
            : throw new InvalidOperationException(
                $"{folder}: of {orders} orders {accepted} were accepted and {found} are there. Use a new folder.");
    }

    private static async Task<(int Accepted, double Seconds)> PlaceAsync(
        DurableLedger ledger, int orders, int callers)
    {
        var now = Instant.Of(new(2026, 1, 1));
        await ledger.DoAsync(goods => Supply(goods, now)).ConfigureAwait(false);
        var (next, accepted, clock) = (0, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= orders; i = Interlocked.Increment(ref next))
            {
                if (await ledger.PlaceAsync(Order(i, now)).ConfigureAwait(false) == OrderOutcome.Decided)
                {
                    Interlocked.Increment(ref accepted);
                }
            }
        }))).ConfigureAwait(false);
        return (accepted, clock.Elapsed.TotalSeconds);
    }

    private static OrderRequest Order(int number, Instant now)
    {
        var facility = new FacilityId(1 + (number % Facilities));
        return new(
            new(0, (ulong)number), now,
            [new(new(1 + (number % Products)), facility, 1), new(new(1 + (number / 7 % Products)), facility, 2)],
            [new(Slot.Pick(facility, now.UtcDay), 3)]);
    }

    private static int Supply(GoodsLedger goods, Instant now)
    {
        for (var facility = 1; facility <= Facilities; facility++)
        {
            goods.OpenSlot(Slot.Pick(new(facility), now.UtcDay), long.MaxValue / 2, now);
            for (var product = 1; product <= Products; product++)
            {
                var key = EntryKey.Of("supply", (ulong)((product * 100) + facility));
                goods.Count(key, now, new(new(product), new(facility), 1_000_000_000));
            }
        }

        return Products * Facilities;
    }
}
