using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>An open order as the engine sees it.</summary>
/// <param name="Order">As the ledger has it.</param>
/// <param name="Ask">What was asked for and promised.</param>
/// <param name="Lines">What it holds, each product once.</param>
/// <param name="Rows">From where and by which way, as many rows per line as it may have centers; all without a way
/// where <paramref name="IsAtRisk"/>.</param>
/// <param name="IsAtRisk">Whether no way that is left keeps its promise from where it is held.</param>
internal sealed record WaitingOrder(
    UnpickedOrder Order, OrderAsk Ask, CartLine[] Lines, ShipmentRow[] Rows, bool IsAtRisk);

/// <summary>Tells which open orders can be looked at again, and by which way each would leave now.</summary>
/// <remarks>The ledger keeps from where and on which day, not by which way: of the ways of that day that keep the
/// promise and can still be reached it is the cheapest, as it was when the order came; of equal ones the first, or the
/// last for orders that are held for their customer's next one. An order counts as being picked when the last cut-off
/// of its day is nearer than the time to pick, or past: whether its goods lie in a box by then, the ledger does not
/// say.</remarks>
/// <param name="routes">The ways there are.</param>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="at">Now.</param>
/// <param name="pickMinutes">Minutes before a cut-off from which an order is being picked.</param>
/// <param name="areHeld">Whether orders that name a customer leave by the last of the ways that cost the same.</param>
internal sealed partial class BacklogIntake(
    RouteTable routes, Table<ShipTerms> terms, Instant at, int pickMinutes, bool areHeld)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    private readonly SlotClaim[] _needs = new SlotClaim[RouteRooms.Most];

    private readonly int _ready = new CartRequest(default, at.PlusMinutes(pickMinutes)).Minute;

    /// <summary>The orders to look at, by promise, then key; and why each of the others is left alone.</summary>
    internal (WaitingOrder[] Orders, Dictionary<LeftAlone, int> Left) Read(OpenBacklog backlog, int mostOrders)
    {
        FindTogether(backlog);
        var (orders, left) = (new List<WaitingOrder>(), new Dictionary<LeftAlone, int>());
        foreach (var (order, ask) in backlog.Orders)
        {
            var because = ReadOne(order, ask, out var waiting);
            if (waiting is not null)
            {
                orders.Add(waiting);
            }
            else
            {
                left[because] = left.GetValueOrDefault(because) + 1;
            }
        }

        WaitingOrder[] sorted =
        [
            .. orders.OrderBy(order => order.Ask.Promised.UnixMilliseconds).ThenBy(order => order.Order.Order),
        ];
        if (sorted.Length > mostOrders)
        {
            left[LeftAlone.BeyondLimit] = sorted.Length - mostOrders;
            sorted = sorted[..mostOrders];
        }

        return (sorted, left);
    }

    /// <summary>Why one order would be left alone; the default where it would be looked at.</summary>
    internal LeftAlone WhyAlone(UnpickedOrder order, OrderAsk ask) => ReadOne(order, ask, out _);

    private LeftAlone ReadOne(UnpickedOrder order, OrderAsk? ask, out WaitingOrder? waiting)
    {
        waiting = null;
        if (ask is not { Promised.IsKnown: true })
        {
            return LeftAlone.NoPromise;
        }

        if (ask.Promised < at)
        {
            return LeftAlone.PastPromise;
        }

        if (!IsOurs(order, ask))
        {
            return LeftAlone.NotOurs;
        }

        if (GoodsClaims.AnyArriving(order.Slots))
        {
            return LeftAlone.WaitsForGoods;
        }

        CartLine[] lines =
        [
            .. order.Lines.GroupBy(line => line.Product).OrderBy(line => line.Key.Value)
                .Select(line => new CartLine(line.Key, line.Sum(one => one.Units))),
        ];
        var ways = new Dictionary<FacilityId, int>();
        var isAtRisk = false;
        foreach (var parcel in order.Lines.GroupBy(line => line.Facility))
        {
            var way = WayOf(order, ask, [.. parcel], out var isPicked);
            if (isPicked)
            {
                return LeftAlone.BeingPicked;
            }

            isAtRisk |= way < 0;
            ways[parcel.Key] = way < 0 ? way : _together.GetValueOrDefault((order.Order, parcel.Key), way);
        }

        waiting = new(order, ask, lines, Rows(order, lines, ways, isAtRisk), isAtRisk);
        return default;
    }

    private bool IsOurs(UnpickedOrder order, OrderAsk ask) => routes.Knows(ask.GoesTo)
        && order.Lines.All(line => line.Owner == default && line.Product.Value < terms.Count
            && routes.OriginOf(line.Facility) >= 0)
        && Array.FindAll(order.Slots, slot => slot.Slot.Kind == SlotKind.PickUnits) is var picks
        && picks.Select(slot => slot.Slot.Place).Distinct().Count() == picks.Length
        && order.Lines.GroupBy(line => line.Product).All(line => line.Sum(one => (long)one.Units) <= 100_000
            && line.Select(one => one.Facility).Distinct().Count() <= Most);

    // The way that a parcel would leave by now; −1 for none that keeps the promise.
    private int WayOf(UnpickedOrder order, OrderAsk ask, StockClaim[] parcel, out bool isPicked)
    {
        isPicked = false;
        var facility = parcel[0].Facility;
        var slot = Array.FindIndex(order.Slots, claim =>
            claim.Slot.Kind == SlotKind.PickUnits && claim.Slot.Place == facility.Value);
        if (slot < 0)
        {
            return -1; // Its hands were taken away by a lower limit.
        }

        var (shipDay, origin) = (order.Slots[slot].Slot.Window, routes.OriginOf(facility));
        var ready = ReadyOf(parcel);
        var deadline = new OrderRequest(ask.GoesTo, at, ask.Promised).DeadlineMinute;
        var load = LoadOf(parcel);
        var (best, bestMicros, isBestClaimed, leavesInTime) = (-1, long.MaxValue, false, false);
        for (var way = routes.RangeOf(origin, ask.GoesTo).Start; way < routes.SparesOf(origin, ask.GoesTo).End; way++)
        {
            ref readonly var option = ref routes.Options[way];
            if (routes.ShipDayOf(way) != shipDay || option.DeliveryMinute > deadline)
            {
                continue;
            }

            leavesInTime = true;
            var micros = option.ParcelMicros + MicrosOf(parcel, in option);
            var isClaimed = option.CutoffMinute >= ready && Claims(order, way, ask.GoesTo, in load);
            var better = (isClaimed, bestMicros).CompareTo((isBestClaimed, micros));
            if (option.CutoffMinute >= ready && (better > 0 || (better == 0 && ask.Customer.IsNamed
                && IsLater(way, best))))
            {
                (best, bestMicros, isBestClaimed) = (way, micros, isClaimed);
            }
        }

        // A day that has come may have been picked whatever routes say by now.
        isPicked = best < 0 && (leavesInTime || shipDay <= at.UtcDay.DayNumber);
        return best;
    }

    private int ReadyOf(StockClaim[] parcel) =>
        _ready + parcel.Max(line => terms.Rows[line.Product.Value].HandlingMinutes);

    private ParcelLoad LoadOf(StockClaim[] parcel) => new(
        1, parcel.Sum(line => (double)terms.Rows[line.Product.Value].WeightGrams),
        parcel.Sum(line => (double)terms.Rows[line.Product.Value].VolumeCubicCentimeters));

    // An order leaves by the departures that it claims room on: all that are limited, where it claims any.
    private bool Claims(UnpickedOrder order, int way, RegionId region, in ParcelLoad load)
    {
        var needs = _needs.AsSpan(0, routes.NeedsOf(way, region, in load, _needs));
        foreach (ref readonly var need in needs)
        {
            var slot = need.Slot;
            if (!Array.Exists(order.Slots, claim => claim.Slot == slot))
            {
                return false;
            }
        }

        return needs.Length > 0;
    }

    private long MicrosOf(StockClaim[] parcel, in RouteOption way)
    {
        var sum = 0L;
        foreach (ref readonly var line in parcel.AsSpan())
        {
            ref readonly var of = ref terms.Rows[line.Product.Value];
            sum += line.Units * way.GoodsMicros(of.WeightGrams, of.VolumeCubicCentimeters);
        }

        return sum;
    }

    private static ShipmentRow[] Rows(
        UnpickedOrder order, CartLine[] lines, Dictionary<FacilityId, int> ways, bool isAtRisk)
    {
        var rows = new ShipmentRow[lines.Length * Most];
        for (var line = 0; line < lines.Length; line++)
        {
            var at = line * Most;
            Array.Fill(rows, new() { Product = lines[line].Product, Option = -1 }, at, Most);
            foreach (var of in order.Lines.Where(claim => claim.Product == lines[line].Product)
                .GroupBy(claim => claim.Facility))
            {
                rows[at++] = new()
                {
                    Product = lines[line].Product, Facility = of.Key, Units = of.Sum(claim => claim.Units),
                    Option = isAtRisk ? -1 : ways[of.Key],
                };
            }
        }

        return rows;
    }
}
