using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Benchmarks;

/// <summary>The sample retailer that benchmarks use: 2,000 products, 8 centers, 200 regions, a year of history.
/// </summary>
internal sealed class BenchWorld
{
    private const int HistoryDays = 364;
    private const int OrderDays = 7;

    private BenchWorld(OpenedWorkspace opened, int threads)
    {
        Opened = opened;
        // As a simulation without a back-test has it: the audited engines, and the forecaster that serves then.
        var forecaster = StatisticalForecasters.Fit(opened.Book.Inputs(), threads: threads)
            .First(one => one.Name == Forecasters.WithoutBackTest);
        Company = PlanPolicies.OfSimulation(opened.Workspace.Settings).CompanyWith(forecaster);
        State = opened.PlanningState();
        var planning = new PlanningDay(Company, opened.Facts, new(threads));
        Plan = planning.Replenish(planning.Look(opened.Book, State), State, _ => true);
        Demand = new(opened.Sample()!, opened.Facts.Catalog, 1);
        Routes = new RouteBuilder(opened.Network, new()).Build(opened.Today.AddDays(-1), 14, threads);
    }

    internal OpenedWorkspace Opened { get; }

    internal Company Company { get; }

    internal PlanningState State { get; }

    /// <summary>A day's plan in which every offer was due.</summary>
    internal DayPlan Plan { get; }

    internal GeneratedDemand Demand { get; }

    internal RouteTable Routes { get; }

    internal CompanyFacts Facts => Opened.Facts;

    /// <summary>Makes the retailer in a folder.</summary>
    internal static BenchWorld Create(string folder, int threads, CancellationToken cancel)
    {
        var workspace = SampleWorkspace.Create(
            Path.Combine(folder, "retailer"), new() { Days = HistoryDays, FutureDays = 308 }, null, threads, _ => { },
            cancel);
        return new(OpenedWorkspace.Open(workspace, null, null, SimulateBench.MostDays, cancel: cancel), threads);
    }

    /// <summary>So many orders of the week to come, day after day, and again from its start.</summary>
    internal List<(WantedOrder Order, CartLine[] Cart)> Orders(int count)
    {
        var (all, last) = (
            new List<(WantedOrder, CartLine[])>(count), Opened.Today.AddDays(OrderDays - 1));
        for (var at = Opened.Today; all.Count < count; at = at == last ? Opened.Today : at.AddDays(1))
        {
            all.AddRange(OrdersOf(at).Take(count - all.Count));
        }

        return all;
    }

    /// <summary>The orders of a day to come.</summary>
    internal List<(WantedOrder Order, CartLine[] Cart)> OrdersOf(DateOnly at)
    {
        var (all, day) = (new List<(WantedOrder, CartLine[])>(), new DayOrders());
        Demand.Load(at, day);
        foreach (ref readonly var order in day.Orders)
        {
            if (Routes.Knows(order.Region))
            {
                all.Add((order, CartOf(day.LinesOf(order))));
            }
        }

        return all;
    }

    /// <summary>Puts plenty of everything into a ledger, so that no order fails for want of goods.</summary>
    internal int Supply(GoodsLedger ledger)
    {
        var at = Instant.Of(Opened.Today);
        var row = 0UL;
        foreach (var product in Facts.Products.Rows)
        {
            foreach (var center in Facts.Centers)
            {
                ledger.Count(Domain.Goods.EntryKey.Of("bench", row++), at, new(product.Id, center, 100_000_000));
            }
        }

        foreach (var center in Facts.Centers)
        {
            for (var ahead = -2; ahead < 40; ahead++)
            {
                ledger.OpenSlot(Domain.Goods.Slot.Pick(center, Opened.Today.AddDays(ahead)), long.MaxValue / 4, at);
            }
        }

        return 0;
    }

    private static CartLine[] CartOf(ReadOnlySpan<WantedLine> lines)
    {
        var cart = new Dictionary<ProductId, int>();
        foreach (ref readonly var line in lines)
        {
            cart[line.Product] = cart.GetValueOrDefault(line.Product) + line.Units;
        }

        return [.. cart.Select(pair => new CartLine(pair.Key, pair.Value))];
    }
}
