using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Backlog;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What naming customers is worth on the sample retailer, where one order in five is of a customer who orders
/// twice within six hours: of such customers' second orders, how many leave without a parcel of their own.</summary>
/// <remarks>Days of the week to come, each in a ledger of its own; a product lies at four centers in ten. Open orders
/// are looked at again every hour until a day after the last came. What two orders ship from one center by ways that
/// are delivered at one time is one parcel.</remarks>
internal static class ConsolidationBench
{
    /// <summary>Days that are lived through.</summary>
    internal const int Days = 5;

    private const int OrdersPerDay = 900;
    private const int Stock = 100_000;
    private const int LaterMinutes = 360;
    private const double StockedShare = 0.4;

    // One customer in nine comes twice: two orders of ten.
    private const double TwiceShare = 1 / 9.0;

    private static readonly ulong s_stream = KeyedRandom.KeyOf("consolidation bench");

    internal static void Report(BenchContext context)
    {
        var world = context.World.Value;
        var days = Enumerable.Range(0, Days).Select(day => OrdersOf(world, day, context.Seed)).ToArray();
        foreach (var (name, isHeld) in ((string, bool)[])
            [("leave by the first way", false), ("are held where waiting is free", true)])
        {
            var shares = new double[Days];
            Blocks.Run(Days, 1, context.Threads, block => shares[block.Index] = SharedOf(
                world, world.Opened.Today.AddDays(block.Index), days[block.Index], isHeld, context.Seed),
                context.Cancel);
            context.Ratios.Add(new("backlog",
                $"customers' second orders within 6 hours that need no parcel of their own, where orders {name}",
                Interval.Of(shares)));
        }
    }

    // Orders by instant; a customer's two have its number.
    private static CustomerOrder[] OrdersOf(BenchWorld world, int day, ulong seed)
    {
        var (first, other) = (world.OrdersOf(world.Opened.Today.AddDays(day)),
            world.OrdersOf(world.Opened.Today.AddDays(day + 1)));
        var orders = new List<CustomerOrder>();
        for (var i = 0; i < Math.Min(OrdersPerDay, Math.Min(first.Count, other.Count)); i++)
        {
            var wanted = first[i].Order;
            orders.Add(Of($"{i}", wanted, wanted.At, first[i].Cart, i));
            if (KeyedRandom.Uniform(seed, s_stream, (ulong)day, (ulong)i) < TwiceShare)
            {
                var later = LaterMinutes * KeyedRandom.Uniform(seed, s_stream, (ulong)(day + Days), (ulong)i);
                orders.Add(Of($"{i} again", wanted, wanted.At.PlusMinutes((int)later), other[i].Cart, i));
            }
        }

        return [.. orders.OrderBy(order => order.At.UnixMilliseconds)];
    }

    private static CustomerOrder Of(string code, in WantedOrder wanted, Instant at, CartLine[] cart, int customer) =>
        new(code, wanted.Region, at, null, cart) { Customer = CustomerKey.Of($"{customer}") };

    private static double SharedOf(BenchWorld world, DateOnly day, CustomerOrder[] orders, bool isHeld, ulong seed)
    {
        var policy = new OrdersPolicy { HoldForConsolidation = isHeld };
        var (ledger, desk) = (Supplied(world, day, seed), new BacklogDesk(world.Facts.ShipTerms, policy, new()));
        var drafts = new OrderDrafts(world.Company with { Orders = new OrdersEngine(policy) }, world.Facts);
        drafts.Open(world.Routes, ledger.Availability, null);
        var (next, leaves) = (Instant.Of(day), new Dictionary<OrderKey, HashSet<(FacilityId, Instant)>>());
        foreach (var order in orders)
        {
            LookAgain(order.At);
            if (drafts.Draft(order) is { ClaimsGoods: true } draft
                && DraftPlacing.Place(ledger, draft).Outcome.IsAccepted())
            {
                leaves[order.Key] = [.. draft.Shipments.Select(goods => (goods.From, goods.Delivery))];
            }
        }

        LookAgain(Instant.Of(day.AddDays(2)));
        return Shared(leaves, orders);

        void LookAgain(Instant until)
        {
            for (; next <= until; next = next.PlusMinutes(60))
            {
                foreach (var order in desk.Run(ledger, world.Routes, next).Moved)
                {
                    leaves[order.Order] = [.. order.To.Select(center => (center, order.Delivery))];
                }
            }
        }
    }

    private static GoodsLedger Supplied(BenchWorld world, DateOnly day, ulong seed)
    {
        var ledger = new GoodsLedger();
        var (row, at) = (0UL, Instant.Of(day));
        foreach (var product in world.Facts.Products.Rows)
        {
            foreach (var center in world.Facts.Centers)
            {
                if (KeyedRandom.Uniform(seed, s_stream, ++row, 0) < StockedShare)
                {
                    ledger.Count(EntryKey.Of("bench", row), at, new(product.Id, center, Stock));
                }
            }
        }

        foreach (var center in world.Facts.Centers)
        {
            for (var ahead = -2; ahead < 20; ahead++)
            {
                ledger.OpenSlot(Slot.Pick(center, day.AddDays(ahead)), long.MaxValue / 4, at);
            }
        }

        LaneSlots.OpenAhead(world.Routes, ledger, day);
        return ledger;
    }

    // Parcels that the two orders of a customer have in common, per customer of two.
    private static double Shared(
        Dictionary<OrderKey, HashSet<(FacilityId, Instant)>> leaves, CustomerOrder[] orders)
    {
        var (shared, twice) = (0, 0);
        foreach (var customer in orders.GroupBy(order => order.Customer).Where(of => of.Count() == 2))
        {
            var parcels = customer.SelectMany(order => leaves.GetValueOrDefault(order.Key) ?? []).ToArray();
            shared += parcels.Length - parcels.Distinct().Count();
            twice++;
        }

        return (double)shared / twice;
    }
}
