using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Orders a second end to end: decided on live stock and slots, held and committed in the ledger, answered
/// when that is on disk.</summary>
internal static class OrderPlacing
{
    private const int Products = 100_000;
    private const int UpdatesPerCall = 1_000;
    private const int Callers = 2_048;
    private const double Seconds = 5;
    private const double Floor = 30_000;
    private const double LongestMilliseconds = 20;
    private const int SlotDays = 12;

    internal static IEnumerable<Figure> Run(BenchContext context, RouteTable routes, int minute)
    {
        var folder = Path.Combine(context.Folder, "orders-bench");
        foreach (var figure in RunAsync(folder, context, routes, minute).ToBlockingEnumerable(context.Cancel))
        {
            yield return figure;
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async IAsyncEnumerable<Figure> RunAsync(
        string folder, BenchContext context, RouteTable routes, int minute)
    {
        var ledger = DurableLedger.Open(
            folder, new() { SnapshotEveryBytes = 512L << 20 },
            new() { ExpectedProducts = Products, ExpectedFacilities = OnlineNetwork.Centers });
        await using (ledger.ConfigureAwait(false))
        {
            var now = Instant.OfMinutes(minute);
            await ledger.DoAsync(goods => OpenSlots(goods, now), context.Cancel).ConfigureAwait(false);
            var stock = new OnlineStock(Products);
            await SupplyAsync(ledger, stock, now, context.Cancel).ConfigureAwait(false);
            var load = new PlaceLoad(ledger, new(stock, context.Seed, minute), OrderStream.Inputs(
                routes, stock, ledger.Availability.Units, ledger.Availability.Slots), now);
            await load.RunAsync(3, 0, context.Cancel).ConfigureAwait(false);
            var before = load.Counts;
            var all = await load.RunAsync(Seconds, 0, context.Cancel).ConfigureAwait(false);
            var placed = (double)(load.Counts.Placed - before.Placed) / all.Sorted.Length;
            yield return new("orders",
                $"orders decided and placed durably, {Callers:N0} callers; {load.Since(before)}; placed ones count",
                all.PerSecond * placed, "orders/s", Floor, 1);
            var half = await load.RunAsync(Seconds, all.PerSecond / 2, context.Cancel).ConfigureAwait(false);
            var p99 = half.Milliseconds(0.99);
            yield return new("orders", $"the same at half load ({Figure.Rounded(half.PerSecond)}/s): p50 "
                + $"{half.Milliseconds(0.5):0.0} ms, p99 {p99:0.0} ms, p99.9 {half.Milliseconds(0.999):0.0} ms; as "
                + $"answers in {LongestMilliseconds:0} ms", 1_000 / p99, "answers/s", 1_000 / LongestMilliseconds, 1);
        }
    }

    private static int OpenSlots(GoodsLedger goods, Instant now)
    {
        for (var center = 1; center <= OnlineNetwork.Centers; center++)
        {
            for (var day = -1; day < SlotDays; day++)
            {
                goods.OpenSlot(Slot.Pick(new(center), now.UtcDay.AddDays(day)), 1_000_000_000, now);
            }
        }

        return OnlineNetwork.Centers;
    }

    // So much of everything that none of the orders of a run is refused for want of goods.
    private static async Task SupplyAsync(
        DurableLedger ledger, OnlineStock stock, Instant now, CancellationToken cancel)
    {
        var (feed, updates, sequence) = (FeedKey.Of("supply"), new List<FeedUpdate>(UpdatesPerCall), 0L);
        var calls = new List<Task>();
        for (var product = 1; product <= Products; product++)
        {
            for (var center = 1; center <= OnlineNetwork.Centers; center++)
            {
                if (stock.Cells[(product * OnlineStock.Stride) + center] is > 0 and var units)
                {
                    updates.Add(new(new(product), new(center), ++sequence, FeedKind.Level, 1_000 * units));
                }
            }

            if (updates.Count >= UpdatesPerCall || product == Products)
            {
                calls.Add(ledger.FeedAsync(feed, now, [.. updates], cancel: cancel).AsTask());
                updates.Clear();
                if (calls.Count >= 16)
                {
                    await Task.WhenAll(calls).ConfigureAwait(false);
                    calls.Clear();
                }
            }
        }

        await Task.WhenAll(calls).ConfigureAwait(false);
    }

    private sealed class PlaceLoad(DurableLedger ledger, OrderStream stream, OrderInputs inputs, Instant now)
        : Load(Callers)
    {
        private readonly OrdersEngine _engine = new(new());
        private long _incomplete;
        private long _refused;
        private long _placed;

        internal (long Placed, long Refused, long Incomplete) Counts => (_placed, _refused, _incomplete);

        internal string Since((long Placed, long Refused, long Incomplete) before) =>
            $"{_placed - before.Placed:N0} placed, {_refused - before.Refused:N0} refused by the ledger, "
            + $"{_incomplete - before.Incomplete:N0} with nothing to ship in time";

        protected override async ValueTask CallAsync(long number, CancellationToken cancel)
        {
            var (claims, slots) = Decide(number);
            if (claims.Length == 0)
            {
                Interlocked.Increment(ref _incomplete);
                return;
            }

            var outcome = await ledger.PlaceAsync(new(new(9, (ulong)number), now, claims, slots), cancel)
                .ConfigureAwait(false);
            _ = outcome == OrderOutcome.Decided ? Interlocked.Increment(ref _placed)
                : Interlocked.Increment(ref _refused);
        }

        private (StockClaim[] Claims, SlotClaim[] Slots) Decide(long number)
        {
            Span<ShipmentRow> rows = stackalloc ShipmentRow[OrderStream.MostLines * OrderInputs.FacilitiesPerLine];
            rows = rows[..stream.Decide(_engine, inputs, number, rows)];
            var (claims, slots) = (new List<StockClaim>(OrderStream.MostLines), new List<SlotClaim>(2));
            foreach (ref readonly var row in rows)
            {
                if (row.Units > 0)
                {
                    claims.Add(new(row.Product, row.Facility, row.Units));
                    var slot = new Slot(SlotKind.PickUnits, row.Facility.Value, inputs.Routes.ShipDayOf(row.Option));
                    var at = slots.FindIndex(claim => claim.Slot == slot);
                    if (at < 0)
                    {
                        slots.Add(new(slot, row.Units));
                    }
                    else
                    {
                        slots[at] = new(slot, row.Units + slots[at].Units);
                    }
                }
            }

            return ([.. claims], [.. slots]);
        }
    }
}
