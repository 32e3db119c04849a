using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Tests.Fulfillment;
using Quartermaster.Tests.Fulfillment.Orders;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>Orders in a ledger that wait to be picked, after the world has changed.</summary>
/// <param name="Ledger">With the orders, what has become of them, and what has come in.</param>
/// <param name="Inputs">What the orders were decided by.</param>
/// <param name="Routes">The ways by now.</param>
/// <param name="Now">Now.</param>
internal sealed record BacklogStory(GoodsLedger Ledger, OrderInputs Inputs, RouteTable Routes, Instant Now)
{
    internal const int PickMinutes = 30;

    internal static BacklogDeskPolicy Policy { get; } = new() { PickMinutes = PickMinutes, LeastGain = new(1) };

    internal BacklogDesk Desk => new(Inputs.Terms, OrderWorlds.Policy, Policy);

    /// <summary>The orders that were placed, whatever has become of them.</summary>
    internal IEnumerable<OrderKey> Orders => Enumerable.Range(0, Inputs.Count).Select(KeyOf)
        .Where(key => Ledger.StateOf(key) != OrderOutcome.Unknown);

    internal static OrderKey KeyOf(int order) => new(5, (ulong)order);
}

/// <summary>Stories of small networks.</summary>
internal static class BacklogStories
{
    private const int Days = RouteWorlds.PickDays;
    private const int Stride = RouteWorlds.FacilityCount + 1;

    internal static Gen<BacklogStory> Any { get; } = Of(Gen.Const(new int[1]));

    /// <summary>The same, where two customers place the orders, or nobody in particular.</summary>
    internal static Gen<BacklogStory> Named { get; } = Of(
        Gen.Frequency((1, Gen.Const(0)), (4, Gen.Const(1)), (1, Gen.Const(2))).Array[8]);

    private static Gen<BacklogStory> Of(Gen<int[]> anyCustomers) =>
        from network in RouteWorlds.Network
        from world in OrderWorlds.Any.Where(world => world.Check().Count == 0 && world.Count > 0)
        from stock in RouteWorlds.Stock
        from limits in Gen.Frequency((1, Gen.Int[0, 8]), (2, Gen.Const(1_000))).Array[Stride * Days]
        from arrivals in Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, 6]))
            .Array[(RouteWorlds.ProductCount + 1) * Stride]
        from closed in Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 3]))
        from changes in Gen.Int[0, 9].Array[10]
        from minutes in Gen.Int[0, 800]
        from customers in anyCustomers
        select Told(network, world, stock, limits, arrivals, closed, changes, minutes, customers);

    private static BacklogStory Told(
        RouteNetwork network, OrderInputs world, int[] stock, int[] limits, int[] arrivals, int closed, int[] changes,
        int minutes, int[] customers)
    {
        var (ledger, start) = (new GoodsLedger(), Instant.Of(RouteWorlds.FirstDay));
        var inputs = world with
        {
            Routes = new RouteBuilder(network, RouteWorlds.Policy).Build(RouteWorlds.FirstDay, RouteWorlds.Days),
            Available = ledger.Availability.Units, Slots = ledger.Availability.Slots, StockValues = null,
            SlotPrices = null,
            Requests = new(
            [
                // Within some hours, so that most still wait when they are looked at again.
                .. world.Requests.Rows.ToArray().Select((request, i) => request with
                {
                    At = start.PlusMinutes(40 * i),
                    Deadline = start.PlusMinutes(40 * i).PlusMinutes(
                        (int)((request.Deadline.UnixMilliseconds - request.At.UnixMilliseconds) / 60_000)),
                }),
            ]),
        };
        Receive(ledger, 1, stock, start);
        for (var i = Days; i < limits.Length; i++)
        {
            ledger.OpenSlot(Slot.Pick(new(i / Days), RouteWorlds.FirstPickDay.AddDays(i % Days)), limits[i], start);
        }

        var last = start;
        foreach (var order in Enumerable.Range(0, inputs.Count).OrderBy(i => inputs.Requests.Rows[i].At))
        {
            last = Place(ledger, inputs, order, new((ulong)customers[order % customers.Length])) ?? last;
        }

        Receive(ledger, 2, arrivals, last);
        for (var i = 0; i < changes.Length; i++)
        {
            Change(ledger, BacklogStory.KeyOf(i), changes[i], last);
        }

        var late = network with
        {
            ClosedDays = new(
            [
                .. network.ClosedDays.Rows, .. Enumerable.Range(1, closed == 0 ? 0 : 3).Select(day =>
                    new Quartermaster.Domain.Tables.ClosedDay(new(closed), default, last.UtcDay.AddDays(day))),
            ]),
        };
        return new(ledger, inputs,
            new RouteBuilder(late, RouteWorlds.Policy).Build(RouteWorlds.FirstDay, RouteWorlds.Days + 3),
            last.PlusMinutes(minutes));
    }

    private static void Receive(GoodsLedger ledger, ulong cause, int[] units, Instant at)
    {
        for (var cell = Stride; cell < units.Length; cell++)
        {
            if (units[cell] > 0 && cell % Stride > 0)
            {
                ledger.Post([Movements.ReceiveExtra(new(cause, (ulong)cell), at, new(cell / Stride),
                    new(cell % Stride), units[cell])], new Outcome[1]);
            }
        }
    }

    // Orders of which not all can ship are not placed. The instant of one that is.
    private static Instant? Place(GoodsLedger ledger, OrderInputs inputs, int order, CustomerKey customer)
    {
        var request = inputs.Requests.Rows[order] with { MayWait = customer.IsNamed };
        var lines = inputs.LinesOf(order).ToArray();
        var rows = new ShipmentRow[lines.Length * OrderInputs.FacilitiesPerLine];
        new OrdersEngine(OrderWorlds.Policy).DecideOne(inputs, request, lines, rows);
        var shipped = Array.FindAll(rows, row => row.Units > 0);
        if (shipped.Sum(row => (long)row.Units) != lines.Sum(line => (long)line.Units))
        {
            return null;
        }

        var outcome = ledger.Place(BacklogStory.KeyOf(order), request.At,
            Array.ConvertAll(shipped, row => new StockClaim(row.Product, row.Facility, row.Units)),
            [
                .. shipped.GroupBy(row => (row.Facility, Day: inputs.Routes.ShipDayOf(row.Option))).Select(of =>
                    new SlotClaim(new(SlotKind.PickUnits, of.Key.Facility.Value, of.Key.Day),
                        of.Sum(row => row.Units))),
            ]);
        if (outcome == OrderOutcome.Decided)
        {
            ledger.Ask(BacklogStory.KeyOf(order),
                new(request.Region, request.At, null, new(lines))
                {
                    Code = $"{order}", Promised = request.Deadline, Customer = customer,
                });
        }

        return outcome == OrderOutcome.Decided ? request.At : null;
    }

    private static void Change(GoodsLedger ledger, OrderKey order, int change, Instant at)
    {
        if (ledger.ClaimsOf(order) is not [var claim, ..])
        {
            return;
        }

        switch (change)
        {
            case 1:
                ledger.Release(order, at);
                break;
            case 2:
                ledger.Ship(order, claim.Facility, at);
                break;
            case 3:
                // Fewer are there than were thought: the newest claims go.
                ledger.Count(new(3, order.Low), at, new(claim.Product, claim.Facility, claim.Units - 1));
                break;
            case 4:
                // A center can pick less on a day than was thought.
                var slot = ledger.Unpicked().FirstOrDefault(one => one.Order == order)?.Slots.FirstOrDefault();
                if (slot is { Units: > 0 } some)
                {
                    ledger.OpenSlot(some.Slot, some.Units - 1, at);
                }

                break;
        }
    }
}
