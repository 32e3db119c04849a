using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Runs a company day by day against a world: arrivals, planning, customers one after the other, closing.
/// </summary>
/// <remarks>
/// Calls the production engines and the production ledger; only customers, vendors and carriers are simulated. All
/// their
/// chance is keyed, so two companies meet the same world (common random numbers). One thread; runs of different
/// policies and replications are independent. O(orders + planned products).
/// </remarks>
/// <param name="facts">What is joined already; shared by all runs.</param>
/// <param name="routes">The ways of every day; shared by all runs.</param>
/// <param name="settings">What the simulation covers.</param>
public sealed class Simulator(CompanyFacts facts, RouteWindows routes, SimulationSettings settings)
{
    private const int SlotDaysAhead = 14;

    /// <summary>Told of the prices of every day's plan; may be null. It changes no value.</summary>
    public PriceDiary? Prices { get; init; }

    /// <summary>Simulates one company in one replication.</summary>
    /// <param name="company">Who decides.</param>
    /// <param name="opening">The goods at the start: the same for every company.</param>
    /// <param name="history">What happened before; copied, not changed.</param>
    /// <param name="demand">What customers want.</param>
    /// <param name="supply">How vendors answer.</param>
    /// <param name="world">The replication's own chance, for transit times.</param>
    /// <param name="onDay">Told of each finished day; may be null.</param>
    /// <param name="cancel">Asked every day.</param>
    public Tally Run(
        Company company,
        OpeningState opening,
        DemandBook history,
        IDemandSource demand,
        ISupplySource supply,
        ulong world,
        Action<DateOnly>? onDay = null,
        CancellationToken cancel = default)
    {
        var days = settings.WarmUpDays + settings.MeasuredDays;
        var goods = new SimulatedWorld(facts, opening, history.Copy(days), supply, settings.FirstDay);
        var planning = new PlanningDay(company, facts, new(Cancel: cancel) { OnlyOrderedLevels = true });
        var watch = new StockWatch(facts.Products.Count);
        var desk = new CustomerDesk(company, facts, goods.Ledger, goods.Book, watch, world)
        {
            Ways = new(routes, facts.ShipTerms, goods.Ledger, settings.LookAtRoomMinutes),
        };
        var (tally, orders, books) = (new Tally(), new DayOrders(), new StockBooks(facts));
        var outlook = default(Outlook);
        for (var day = settings.FirstDay; day < settings.End; day = day.AddDays(1))
        {
            cancel.ThrowIfCancellationRequested();
            var counted = settings.IsMeasured(day) ? tally : null;
            if (settings.IsMeasured(day) && !settings.IsMeasured(day.AddDays(-1)))
            {
                tally.OpeningStock = books.Worth(goods.Ledger, WantedAhead.Of(facts, demand, day));
            }

            goods.Receive(day, counted is null ? null : arrival => books.Pay(counted, arrival));
            var state = goods.StateOf(day, settings.Seed, desk.Ways.AheadOf(day)) with { Budget = settings.Budget };
            if (outlook is null || (day.DayNumber - settings.FirstDay.DayNumber) % settings.LookEveryDays == 0)
            {
                outlook = planning.Look(goods.Book, state);
            }

            var today = day;
            var plan = planning.Replenish(outlook, state, offer => BuyingGather.IsDue(facts, offer, today));
            if (plan.Coordination is not null)
            {
                Prices?.Note(day, plan.Board);
            }

            goods.Release(plan, day);
            if (counted is not null)
            {
                books.Order(counted, plan.Lines.Rows);
            }

            Serve(desk, watch, goods, plan, demand, day, orders, counted);
            books.Close(goods.Ledger, day, counted);
            goods.Book.AdvanceTo(day.AddDays(1));
            onDay?.Invoke(day);
        }

        tally.ClosingStock = books.Worth(goods.Ledger, WantedAhead.Of(facts, demand, settings.End));
        return tally;
    }

    private void Serve(
        CustomerDesk desk, StockWatch watch, SimulatedWorld goods, DayPlan plan, IDemandSource demand, DateOnly day,
        DayOrders orders, Tally? tally)
    {
        desk.Open(day, plan, tally);
        for (var ahead = day == settings.FirstDay ? 0 : SlotDaysAhead; ahead <= SlotDaysAhead; ahead++)
        {
            desk.OpenSlots(day.AddDays(ahead));
        }

        watch.StartDay(row => Array.Exists(
            facts.Centers, center => goods.Ledger.Available(facts.Products.Rows[row].Id, center) > 0));
        demand.Load(day, orders);
        foreach (ref readonly var order in orders.Orders)
        {
            desk.Serve(order, orders.LinesOf(order));
        }

        desk.Close();
        watch.EndDay(goods.Book, day);
    }
}
