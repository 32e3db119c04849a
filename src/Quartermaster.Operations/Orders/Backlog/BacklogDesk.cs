using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;
using Quartermaster.Fulfillment.Orders.Packing;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>Looks at open orders again until they are picked: what is cheaper elsewhere leaves from there, what would
/// come too late is rescued where that is possible, and what was promised stays promised.</summary>
/// <remarks>
/// A pass has two rounds, each read → decide → apply. The first gives every order whose promise no way keeps a plan of
/// its own, as far as there is room for all; the second looks at all together. Deciding reads live figures and no
/// ledger, so that others may write meanwhile: a step is refused, and nothing of it done, where an order has changed or
/// room has gone since.
/// Stock is not priced: goods of later orders will have come in by then (docs/online.md has the figures). Lane space
/// is, where it has a price. Open orders of one customer to one region share parcels where that saves something; each
/// keeps its promise.
/// </remarks>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="orders">How single orders are decided.</param>
/// <param name="policy">The settings.</param>
public sealed class BacklogDesk(Table<ShipTerms> terms, OrdersPolicy orders, BacklogDeskPolicy policy)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    private readonly BacklogEngine _engine = new(policy.ForEngine(orders));
    private readonly OrderSlots _slots = new();

    /// <summary>A whole pass on a ledger that nobody else writes meanwhile.</summary>
    /// <param name="ledger">The ledger, slots of the days ahead open.</param>
    /// <param name="routes">The ways there are, from the day before now on.</param>
    /// <param name="now">Now.</param>
    public BacklogReport Run(GoodsLedger ledger, RouteTable routes, Instant now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var rescue = DecideRescues(OpenBacklog.Read(ledger, now), routes, ledger.Availability);
        var rescued = rescue.Apply(ledger, 0, rescue.Steps.Count, now);
        var all = Decide(OpenBacklog.Read(ledger, now), routes, ledger.Availability);
        return BacklogReport.Of(rescue, rescued, all, all.Apply(ledger, 0, all.Steps.Count, now));
    }

    /// <summary>Decides orders whose promise no way keeps from where they are held, each alone on what is free.
    /// </summary>
    /// <param name="backlog">The open orders.</param>
    /// <param name="routes">The ways there are, from the day before now on.</param>
    /// <param name="available">Units and hands free now, live.</param>
    public BacklogDecision DecideRescues(OpenBacklog backlog, RouteTable routes, Availability available)
    {
        var (waiting, left) = Read(backlog, routes);
        var (steps, plans, room) = (new List<BacklogStep>(), 0, new RoomTaken(available));
        foreach (var order in waiting.Where(order => order.IsAtRisk))
        {
            var inputs = Inputs([order], backlog.At, routes, available, hidesAtRisk: false);
            var plan = _engine.Decide(inputs);
            plans += plan.Plans;
            steps.AddRange(Moved([order], inputs, plan, [0], available.Rooms).Where(room.TryTake)
                .Select(move => new BacklogStep([move.Order])));
        }

        return new(backlog.At, ValidUntil(backlog), backlog.Count, left,
            waiting.Count(order => order.IsAtRisk), steps, plans, IsCut: false);
    }

    /// <summary>Decides all open orders together.</summary>
    /// <inheritdoc cref="DecideRescues"/>
    public BacklogDecision Decide(OpenBacklog backlog, RouteTable routes, Availability available)
    {
        var (waiting, left) = Read(backlog, routes);
        var inputs = Inputs(waiting, backlog.At, routes, available, hidesAtRisk: true);
        var plan = _engine.Decide(inputs);
        var bills = plan.Bills.Rows.ToArray();
        var units = BacklogParties.UnitsOf(bills);
        var moves = Moved(waiting, inputs, plan, units, available.Rooms);
        var moved = moves.Select(move => move.Before.Order).ToHashSet();
        var stays = Enumerable.Range(0, waiting.Length).Where(order => !moved.Contains(waiting[order].Order.Order))
            .ToArray();
        var beside = stays.ToLookup(order => units[order], order => waiting[order].Order);
        BacklogStep[] steps =
        [
            // Each stands on its own: none is taken that costs more, lane space counted, unless for a promise.
            .. BacklogGroups.Of(BacklogParties.WithWhoStays(
                    moves, stays.Select(order => (units[order], bills[order].More))), available)
                .Select(group => new BacklogStep([.. group.Select(move => move.Order)])
                {
                    Beside =
                    [
                        .. group.Select(move => move.Unit).Distinct().SelectMany(unit => beside[unit])
                            .Select(order => (order.Order, order.Seen)),
                    ],
                })
                .Where(step => step.Orders.Any(order => order.IsRescued)
                    || step.Orders.Sum(order => order.Saved.Micros) > 0),
        ];
        return new(backlog.At, ValidUntil(backlog), backlog.Count, left,
            waiting.Count(order => order.IsAtRisk), steps, plan.Plans, plan.IsCut)
        {
            SharedParcels = plan.SharedParcels,
        };
    }

    // What is decided keeps cut-offs that are at least so far away.
    private Instant ValidUntil(OpenBacklog backlog) => backlog.At.PlusMinutes(policy.PickMinutes);

    private (WaitingOrder[] Orders, Dictionary<LeftAlone, int> Left) Read(OpenBacklog backlog, RouteTable routes)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        return new BacklogIntake(routes, terms, backlog.At, policy.PickMinutes, orders.HoldForConsolidation)
            .Read(backlog, policy.MostOrders);
    }

    // What an order at risk holds is not free for others: it may be late, but it is not taken away from it.
    private BacklogInputs Inputs(
        WaitingOrder[] waiting, Instant at, RouteTable routes, Availability available, bool hidesAtRisk) => new()
    {
        Orders = new()
        {
            Routes = routes,
            Available = available.Units,
            Slots = available.Slots,

            // What is rescued needs another way than it has. Where all are looked at together an order's own claims
            // would seem to leave no room for it: then the ledger, which knows them, is the judge.
            Rooms = hidesAtRisk ? null : available.Rooms,
            Terms = terms,
            Orders = Groups.OfSizes([.. waiting.Select(order => order.Lines.Length)]),
            Lines = new([.. waiting.SelectMany(order => order.Lines)]),
            Requests = new(
            [
                .. waiting.Select(order => new OrderRequest(
                    order.Ask.GoesTo, at.PlusMinutes(policy.PickMinutes), order.Ask.Promised)
                {
                    Fill = FillRule.All, MayWait = order.Ask.Customer.IsNamed,
                }),
            ]),
        },
        Present = new(
        [
            .. waiting.SelectMany(order => order.IsAtRisk && hidesAtRisk
                ? Array.ConvertAll(order.Rows, row => row with { Units = 0 }) : order.Rows),
        ]),
        Parties = new(BacklogParties.Of(waiting)),
    };

    // Of those that share parcels, or did, all or none: what one saves hangs on the others.
    private List<PlannedMove> Moved(
        WaitingOrder[] waiting, BacklogInputs inputs, BacklogPlan plan, int[] units, LiveRooms rooms)
    {
        var (moved, bills) = (new List<PlannedMove>(), plan.Bills.Rows.ToArray());
        for (var i = 0; i < waiting.Length; i++)
        {
            var (order, rows) = (waiting[i], Range(plan.Shipments, inputs, i).ToArray());
            var slots = _slots.Of(rows, order.Ask.GoesTo, inputs.Orders.Routes, terms, rooms).ToArray();
            StockClaim[] lines = [.. rows.Where(row => row.Units > 0)
                .Select(row => new StockClaim(row.Product, row.Facility, row.Units))];
            if (!IsWhole(order, rows) || IsSame(order.Rows, rows) || IsSame(order.Order, lines, slots))
            {
                continue;
            }

            var (bill, move) = (bills[i],
                new OrderMove(order.Order.Order, order.Order.Seen, lines, slots));
            moved.Add(new(
                new(order.Order.Order, order.Ask, move, order.Order.Lines,
                    rows.Where(row => row.Units > 0).Max(row => row.Delivery),
                    order.IsAtRisk ? default : bill.Before, bill.After, order.IsAtRisk),
                order.Order, units[i]));
        }

        var moving = moved.Select(move => move.Unit).ToHashSet();
        var stay = Enumerable.Range(0, waiting.Length).Where(order => moving.Contains(units[order]))
            .GroupBy(order => bills[order].TogetherAfter)
            .Where(parcels => NeedMoreParcels(inputs.Orders, [.. parcels.SelectMany(
                order => Range(plan.Shipments, inputs, order).ToArray())]))
            .Select(parcels => units[parcels.Key]).ToHashSet();
        moved.RemoveAll(move => stay.Contains(move.Unit));
        return moved;
    }

    private static ReadOnlySpan<ShipmentRow> Range(Table<ShipmentRow> rows, BacklogInputs inputs, int order) =>
        rows.Rows[inputs.Orders.FirstRow(order)..inputs.Orders.FirstRow(order + 1)];

    // All lines, to the unit: what the engine cannot ship keeps what it holds.
    private static bool IsWhole(WaitingOrder order, ShipmentRow[] rows)
    {
        for (var line = 0; line < order.Lines.Length; line++)
        {
            if (rows.Skip(line * Most).Take(Most).Sum(row => (long)row.Units) != order.Lines[line].Units)
            {
                return false;
            }
        }

        return true;
    }

    // Stays as it is, whatever it claims for it.
    private static bool IsSame(ShipmentRow[] before, ShipmentRow[] now) => Ways(before).SetEquals(Ways(now));

    private static HashSet<(ProductId, FacilityId, int, int)> Ways(ShipmentRow[] rows) =>
        [.. rows.Where(row => row.Units > 0).Select(row => (row.Product, row.Facility, row.Units, row.Option))];

    // The engine counts one parcel per center: what takes more there may cost more than it says.
    private static bool NeedMoreParcels(OrderInputs inputs, ShipmentRow[] rows) => inputs.Routes.HasTerms
        && Packages.Of(inputs, rows).GroupBy(package => package.Facility)
            .Any(center => center.Sum(package => package.Count) > 1);

    private static bool IsSame(UnpickedOrder before, StockClaim[] lines, SlotClaim[] slots) =>
        lines.OrderBy(Key).SequenceEqual(before.Lines.OrderBy(Key))
        && slots.ToHashSet().SetEquals(before.Slots);

    private static (int Product, int Facility) Key(StockClaim line) => (line.Product.Value, line.Facility.Value);
}
