using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Benchmarks;

/// <summary>Simulated orders a second, on one thread: the whole company with planning, and the orders alone.</summary>
/// <remarks>With planning: orders that customers wanted, over the seconds of the simulation alone (goods received, a
/// look ahead every 7 days, buying and placing every day, every order promised, sourced and claimed, books closed).
/// Making the world and laying out routes do not count. Four weeks have four looks, as every longer time has.
/// </remarks>
internal static class SimulateBench
{
    /// <summary>The longest simulation.</summary>
    internal const int MostDays = 10 * Days;

    private const int Days = 28;
    private const int Orders = 5_000;
    private const double Floor = 10_000;

    // Of what departures take: trucks between sites are full on most days.
    private const double TightShare = 0.01;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var world = context.World.Value;
        foreach (var (days, runs) in ((int, int)[])[(Days, 3), (MostDays, 1)])
        {
            context.Cancel.ThrowIfCancellationRequested();
            yield return Figure.Of(
                "simulate", $"{days} days of 2,000 products, wanted orders, with planning", "orders/s", Floor, runs,
                () => Simulate(world, world.Opened.Network, days, context.Cancel));
        }

        // The retailer's lanes state limits of which none is ever near.
        foreach (var (what, share) in ((string, double?)[])[("no limits", null), ("full departures", TightShare)])
        {
            context.Cancel.ThrowIfCancellationRequested();
            yield return Figure.Of(
                "simulate", $"{Days} days of 2,000 products, with planning, {what}", "orders/s", 0, 3,
                () => Simulate(world, WithLimits(world.Opened.Network, share), Days, context.Cancel));
        }

        // What a simulated day spends on planning, to tell where time goes.
        var planning = new PlanningDay(world.Company, world.Facts, new());
        yield return Figure.Of("simulate", "looks ahead over 2,000 products", "looks/s", 0, 3, () =>
        {
            planning.Look(world.Opened.Book, world.State);
            return (1, 0);
        });
        yield return Figure.Of("simulate", "days bought and placed, every offer due", "days/s", 0, 3, () =>
        {
            planning.Replenish(world.Plan.Outlook, world.State, _ => true);
            return (1, 0);
        });

        foreach (var count in (int[])[Orders, 10 * Orders])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var orders = world.Orders(count);
            yield return Figure.Of("simulate", $"{count:N0} orders without planning", "orders/s", Floor, 3,
                () => (count, Serve(world, orders)));
        }
    }

    // A parcel pays its part of a departure as before: of one without limits that would be nothing.
    private static RouteNetwork WithLimits(RouteNetwork network, double? share) => network with
    {
        Lanes = new([.. network.Lanes.Rows.ToArray().Select(lane => lane with
        {
            CostPerDeparture = default,
            CostPerParcel = new(lane.CostPerParcel.Micros + (long)Math.Round(
                lane.CostPerDeparture.Micros / (lane.ParcelsPerDeparture * new RoutePolicy().UsualFill))),
            ParcelsPerDeparture = share is { } of ? (int)(of * lane.ParcelsPerDeparture) : Lane.Unlimited,
        })]),
    };

    private static (double Orders, double Seconds) Simulate(
        BenchWorld world, RouteNetwork network, int days, CancellationToken cancel)
    {
        var settings = new SimulationSettings { FirstDay = world.Opened.Today, WarmUpDays = 0, MeasuredDays = days };
        var routes = new RouteWindows(network, new(), world.Opened.Today, days);
        var replication = PolicyComparison.Generated(world.Opened.Sample()!, world.Facts.Catalog, settings.Seed)(1);
        var opening = world.Opened.Opening();
        var clock = Stopwatch.StartNew();
        var tally = new Simulator(world.Facts, routes, settings).Run(world.Company, opening, world.Opened.Book,
            replication.Demand, replication.Supply, replication.Seed, null, cancel);
        return (tally.WantedOrders, clock.Elapsed.TotalSeconds);
    }

    // Promise, choice, sourcing and claims in memory, then shipped.
    private static double Serve(BenchWorld world, List<(WantedOrder Order, Domain.Routes.CartLine[] Cart)> orders)
    {
        var ledger = new GoodsLedger();
        world.Supply(ledger);
        var desk = new OrderDesk(world.Company, world.Facts);
        desk.Open(world.Routes, ledger.Availability, null);
        var (placed, clock) = (0, Stopwatch.StartNew());
        for (var i = 0; i < orders.Count; i++)
        {
            var (order, cart) = orders[i];
            var promises = desk.Promise(new(order.Region, order.At), cart);
            var chosen = desk.Choose(cart);
            desk.Source(new(order.Region, order.At, promises[Math.Max(0, chosen)].Promised), cart);
            var key = new OrderKey(1, (ulong)i);
            if (desk.Claim(ledger, key, order.At) == OrderOutcome.Decided)
            {
                ledger.Ship(key, default, order.At);
                placed++;
            }
        }

        return placed == orders.Count ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(
            $"{placed} of {orders.Count} orders were placed. The figure would be wrong.");
    }
}
