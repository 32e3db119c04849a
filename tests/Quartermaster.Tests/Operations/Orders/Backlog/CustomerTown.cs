using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Tests.Fulfillment.Orders;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>The town of two FCs with a departure each day for three days, at minute 50 of it: a parcel costs 5, an item
/// 1 from the first FC and 2 from the second.</summary>
internal static class CustomerTown
{
    internal const int Promised = 2_000;

    private const int Day = 1_440;

    internal static RouteTable Routes { get; } = new(new()
    {
        FirstDay = new(1970, 1, 1),
        Days = 3,
        Origins = [new(1), new(2)],
        Pairs = RouteTableParts.Cut(
            [.. new[] { 1e6, 2e6 }.SelectMany(perGram => Enumerable.Range(0, 3).Select(day => new RouteOption(
                (day * Day) + 50, (day * Day) + 80, (day * Day) + 80, day, 0, 30, 0, 1, BacklogTown.ParcelMicros,
                perGram, 0)))],
            [0, 0, 3, 3, 6],
            [.. Enumerable.Range(0, 3).Select(day => new RouteDeparture(new(1), new(1), (day * Day) + 60))]),
        Kilometers = [0, 1, 0, 2],
        Calendar = new(1, 3, [0, Day, 2 * Day, 3 * Day, 0, Day, 2 * Day, 3 * Day], new int[6],
            [Day, 2 * Day, 3 * Day, Day, 2 * Day, 3 * Day]),
    });

    internal static Table<ShipTerms> Terms { get; } =
        new([.. Enumerable.Repeat(new ShipTerms(1, 0, 0, default, default), BacklogTown.Products + 1)]);

    internal static BacklogDesk Desk { get; } = new(Terms, new(), new() { PickMinutes = 5, LeastGain = new(1) });

    internal static CustomerKey Ann { get; } = CustomerKey.Of("ann");

    internal static OrderKey KeyOf(int order) => new(5, (ulong)order);

    /// <summary>A ledger with room to pick, without a limit at the second FC, and nothing else.</summary>
    internal static GoodsLedger Open()
    {
        var ledger = new GoodsLedger();
        for (var day = 0; day < 3; day++)
        {
            ledger.OpenSlot(Slot.Pick(new(1), new DateOnly(1970, 1, 1).AddDays(day)), 1_000, default);
            ledger.OpenSlot(Slot.Pick(new(2), new DateOnly(1970, 1, 1).AddDays(day)), long.MaxValue / 4, default);
        }

        return ledger;
    }

    internal static void Receive(GoodsLedger ledger, int product, int facility, ulong cause = 1) =>
        ledger.Post([Movements.ReceiveExtra(
            new(cause, (ulong)((product * 10) + facility)), default, new(product), new(facility), 1)], new Outcome[1]);

    /// <summary>Places an order of a product at the minute it comes.</summary>
    internal static void Place(
        GoodsLedger ledger, int order, int product, int minute, CustomerKey customer, int promised = Promised)
    {
        var (at, cart) = (Instant.OfMinutes(minute), new CartLine[] { new(new(product), 1) });
        var rows = new ShipmentRow[OrderInputs.FacilitiesPerLine];
        var inputs = new OrderInputs
        {
            Routes = Routes, Available = ledger.Availability.Units, Slots = ledger.Availability.Slots, Terms = Terms,
        };
        new OrdersEngine(new()).DecideOne(
            inputs, new(new(1), at, Instant.OfMinutes(promised)) { MayWait = customer.IsNamed }, cart, rows);
        ledger.Place(KeyOf(order), at, [new(new(product), rows[0].Facility, 1)],
            [new(new(SlotKind.PickUnits, rows[0].Facility.Value, Routes.ShipDayOf(rows[0].Option)), 1)]);
        ledger.Ask(KeyOf(order), new(new(1), at, null, new(cart))
        {
            Promised = Instant.OfMinutes(promised), Customer = customer,
        });
    }

    /// <summary>From where and on which day an order leaves.</summary>
    internal static (int Facility, int Day) LeavesBy(GoodsLedger ledger, int order)
    {
        var claims = ledger.ClaimsToAmend(KeyOf(order))!;
        return (claims.Lines.Single().Facility.Value, claims.Slots.Single().Slot.Window - Routes.FirstDay.DayNumber);
    }

    /// <summary>What becomes of all open orders at a minute.</summary>
    internal static BacklogDecision Decide(GoodsLedger ledger, int minute) => Desk.Decide(
        OpenBacklog.Read(ledger, Instant.OfMinutes(minute)), Routes, ledger.Availability);
}
