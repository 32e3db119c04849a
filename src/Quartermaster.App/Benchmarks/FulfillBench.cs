using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks;

/// <summary>Orders a second that are promised, sourced and durable in the ledger: each is on disk before its caller
/// goes
/// on.</summary>
internal static class FulfillBench
{
    private const int Orders = 2_000;
    private const double Floor = 5_000;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var orders = context.World.Value.Orders(10 * Orders);
        var run = 0;
        foreach (var (count, callers, isHeldFirst, runs) in ((int, int, bool, int)[])
            [(Orders, 16, false, 3), (10 * Orders, 16, false, 1), (Orders, 256, false, 3), (10 * Orders, 256, false, 3),
                (10 * Orders, 256, true, 3)])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var phases = isHeldFirst ? "held, then committed" : "placed at once";
            var what = $"{count:N0} orders, {callers} callers, {phases}";
            yield return Figure.Of("fulfill", what, "orders/s", Floor, runs, () =>
            {
                var file = Path.Combine(context.Folder, $"ledger-{run++}.db");
                return (count, PlaceAllAsync(context.World.Value, file, orders, count, callers, isHeldFirst)
                    .GetAwaiter().GetResult());
            });
        }
    }

    private static async Task<double> PlaceAllAsync(
        BenchWorld world, string file, List<(WantedOrder Order, CartLine[] Cart)> orders, int count, int callers,
        bool isHeldFirst)
    {
        var ledger = DurableLedger.Open(file);
        await using (ledger.ConfigureAwait(false))
        {
            await ledger.DoAsync(world.Supply).ConfigureAwait(false);
            var desks = Enumerable.Range(0, callers).Select(_ => DeskOf(world, ledger)).ToArray();
            var (next, placed, clock) = (-1, 0, Stopwatch.StartNew());
            await Task.WhenAll(desks.Select(desk => Task.Run(async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    var isPlaced = await PlaceAsync(ledger, desk, orders[i].Order, orders[i].Cart, i, isHeldFirst)
                        .ConfigureAwait(false);
                    _ = isPlaced ? Interlocked.Increment(ref placed) : 0;
                }
            }))).ConfigureAwait(false);
            return placed == count ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(
                $"{file}: {placed} of {count} orders were placed. The figure would be wrong.");
        }
    }

    private static OrderDesk DeskOf(BenchWorld world, DurableLedger ledger)
    {
        var desk = new OrderDesk(world.Company, world.Facts);
        desk.Open(world.Routes, ledger.Availability, null);
        return desk;
    }

    private static async ValueTask<bool> PlaceAsync(
        DurableLedger ledger, OrderDesk desk, WantedOrder order, CartLine[] cart, int number, bool isHeldFirst)
    {
        // Orders of the days to come are placed now: the routes of the benchmark cover a fortnight.
        var request = RequestOf(desk, order, cart, number);
        if (!isHeldFirst)
        {
            return await ledger.PlaceAsync(request).ConfigureAwait(false) == OrderOutcome.Decided;
        }

        return await ledger.HoldAsync(request, request.At.PlusMinutes(15)).ConfigureAwait(false) == OrderOutcome.Held
            && await ledger.DoAsync(goods => goods.Decide(request.Order, request.At)).ConfigureAwait(false)
                == OrderOutcome.Decided;
    }

    private static OrderRequest RequestOf(OrderDesk desk, in WantedOrder order, CartLine[] cart, int number)
    {
        var promises = desk.Promise(new(order.Region, order.At), cart);
        var chosen = desk.Choose(cart);
        desk.Source(new(order.Region, order.At, promises[Math.Max(0, chosen)].Promised), cart);
        return new(new(1, (ulong)number), order.At, desk.Claims.ToArray(), desk.Slots.ToArray());
    }
}
