using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Benchmarks;

/// <summary>Promises a second in process: each is all five speeds of a cart.</summary>
internal static class PromiseBench
{
    private const int Requests = 4_096;
    private const double Floor = 1_000_000;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var world = context.World.Value;
        var inputs = new PromiseInputs
        {
            Routes = world.Routes, Available = StockOf(world), Slots = SlotsOf(world), Terms = world.Facts.ShipTerms,
        };
        var engine = world.Company.Promise;
        Promise(engine, inputs, world, 1, 1, 100_000);
        foreach (var (threads, promises) in ((int, int)[])[(1, 100_000), (1, 1_000_000), (2, 1_000_000)])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var what = $"{promises:N0} single items, {threads} thread{(threads > 1 ? "s" : "")}";
            yield return Figure.Of("promise", what, "promises/s", Floor, 5, () =>
                 (Promise(engine, inputs, world, 1, threads, promises), 0));
        }

        foreach (var lines in (int[])[2, 3, 5])
        {
            context.Cancel.ThrowIfCancellationRequested();
            yield return Figure.Of("promise", $"carts of {lines} lines, 1 thread", "promises/s", 0, 3,
                () => (Promise(engine, inputs, world, lines, 1, 200_000), 0));
        }
    }

    private static int Promise(
        PromiseEngine engine, PromiseInputs inputs, BenchWorld world, int lines, int threads, int count)
    {
        var (requests, carts) = Carts(world, lines);
        Blocks.Run(threads, 1, threads, block =>
        {
            Span<PromiseRow> rows = stackalloc PromiseRow[PromiseInputs.SpeedCount];
            for (var i = block.Index; i < count; i += threads)
            {
                var at = i % Requests;
                engine.DecideOne(inputs, in requests[at], carts.AsSpan(at * lines, lines), rows);
            }
        });
        return count;
    }

    private static (CartRequest[] Requests, CartLine[] Carts) Carts(BenchWorld world, int lines)
    {
        var (requests, carts) = (new CartRequest[Requests], new CartLine[Requests * lines]);
        var products = world.Facts.Products.Rows;
        for (var i = 0; i < Requests; i++)
        {
            requests[i] = new(new(1 + (int)(world.Routes.RegionCount * KeyedRandom.Uniform(7, 0, (ulong)i, 0))),
                Instant.Of(world.Opened.Today, (int)(4_320 * KeyedRandom.Uniform(7, 1, (ulong)i, 0))));
            for (var line = 0; line < lines; line++)
            {
                carts[(i * lines) + line] = new(products[((i * 13) + (line * 311)) % products.Length].Id, 1);
            }
        }

        return (requests, carts);
    }

    private static LiveSlots SlotsOf(BenchWorld world)
    {
        var ledger = new GoodsLedger();
        PickSlots.OpenAhead(world.Facts.Centers, world.Facts.Capacities, ledger, world.Opened.Today);
        return ledger.Availability.Slots;
    }

    private static LiveUnits StockOf(BenchWorld world)
    {
        var stride = world.Facts.Catalog.Of<FacilityId>().Count + 1;
        var cells = new int[world.Facts.RowOfProduct.Length * stride];
        foreach (var goods in world.Opened.Tables.Read<Stock>().Rows)
        {
            if (goods.State == StockState.OnHand && goods.Owner == default)
            {
                cells[(goods.Product.Value * stride) + goods.Facility.Value] += goods.Units;
            }
        }

        return new(cells, stride);
    }
}
