using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Tests.Fulfillment.Orders;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>A ledger of the town with two FCs, its orders placed one after the other.</summary>
internal static class BacklogTownLedger
{
    /// <summary>When the orders come, and are looked at again.</summary>
    internal static Instant Now { get; } = Instant.OfMinutes(10);

    internal static BacklogDesk Desk { get; } = new(
        BacklogTown.Orders([], []).Terms, new(), new() { PickMinutes = 5, LeastGain = new(1) });

    internal static OrderKey KeyOf(int order) => new(5, (ulong)order);

    /// <summary>Orders of which not all can ship are not placed.</summary>
    internal static GoodsLedger Place(int[] stock, int[][] orders)
    {
        var ledger = new GoodsLedger();
        for (var cell = 0; cell < stock.Length; cell++)
        {
            if (stock[cell] > 0 && cell >= BacklogTown.Stride && cell % BacklogTown.Stride > 0)
            {
                ledger.Post([Movements.ReceiveExtra(new(1, (ulong)cell), default, new(cell / BacklogTown.Stride),
                    new(cell % BacklogTown.Stride), stock[cell])], new Outcome[1]);
            }
        }

        var inputs = BacklogTown.Orders([], orders) with
        {
            Available = ledger.Availability.Units, Slots = ledger.Availability.Slots,
        };
        ledger.OpenSlot(Slot.Pick(new(1), new(1970, 1, 1)), 1_000, default);
        ledger.OpenSlot(Slot.Pick(new(2), new(1970, 1, 1)), 1_000, default);
        for (var order = 0; order < orders.Length; order++)
        {
            var (request, lines) = (inputs.Requests.Rows[order], inputs.LinesOf(order).ToArray());
            var rows = new ShipmentRow[lines.Length * OrderInputs.FacilitiesPerLine];
            new OrdersEngine(new()).DecideOne(inputs, request, lines, rows);
            var shipped = Array.FindAll(rows, row => row.Units > 0);
            if (shipped.Length == lines.Length)
            {
                ledger.Place(KeyOf(order), Now,
                    Array.ConvertAll(shipped, row => new StockClaim(row.Product, row.Facility, row.Units)),
                    [
                        .. shipped.GroupBy(row => row.Facility).Select(of =>
                            new SlotClaim(Slot.Pick(of.Key, new(1970, 1, 1)), of.Count())),
                    ]);
                ledger.Ask(KeyOf(order), new(new(1), Now, null, new(lines)) { Promised = request.Deadline });
            }
        }

        return ledger;
    }
}
