using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <content>Decided orders that leave from elsewhere, or of which something is not found.</content>
internal sealed partial class SimulatedClients
{
    // Some orders, whatever there are then, shall leave from one place: often it has too little, or no slot.
    private static MoveOutcome Move(GoodsLedger ledger, ulong number, Instant at, FacilityId to)
    {
        var orders = ledger.Unpicked();
        var first = orders.Length == 0 ? 0 : (int)(number % (ulong)orders.Length);
        return ledger.MoveOrders(new(number, 2), at,
        [
            .. orders.Skip(first).Take(2).Select(order => new OrderMove(order.Order, order.Seen,
                Array.ConvertAll(order.Lines, line => line with { Facility = to }),
                Array.ConvertAll(order.Slots, slot => slot with { Slot = slot.Slot with { Place = to.Value } }))),
        ]);
    }

    private static UnpickedOrder? AnyUnpicked(GoodsLedger ledger, ulong number) =>
        ledger.Unpicked() is { Length: > 0 } orders ? orders[(int)(number % (ulong)orders.Length)] : null;

    // A unit is not where it was claimed, and nothing else is claimed for it.
    private static MoveOutcome Short(GoodsLedger ledger, ulong number, Instant at)
    {
        if (AnyUnpicked(ledger, number) is not { Lines.Length: > 0 } order)
        {
            return MoveOutcome.Changed;
        }

        var missing = order.Lines[0] with { Units = 1 };
        return ledger.AmendOrder(new(number, 5), at, new(order.Order, order.Seen,
            [
                .. order.Lines.Select((line, i) => i == 0 ? line with { Units = line.Units - 1 } : line)
                    .Where(line => line.Units > 0),
            ],
            order.Slots)
        {
            Missing = [missing], MissingTo = number % 2 == 0 ? GoodsState.Lost : GoodsState.Unfulfillable,
        });
    }

    // What it needs at another place is held beside an order, and a unit is not where it was claimed.
    private static MoveOutcome HoldChange(GoodsLedger ledger, ulong number, Instant at, FacilityId to)
    {
        if (AnyUnpicked(ledger, number) is not { Lines.Length: > 0 } order)
        {
            return MoveOutcome.Changed;
        }

        return ledger.HoldChange(new(number, 6), at, at.PlusMinutes(5),
        [
            new(order.Order, order.Seen, Array.ConvertAll(order.Lines, line => line with { Facility = to }),
                order.Slots)
            {
                Missing = [order.Lines[0] with { Units = 1 }],
            },
        ]);
    }

    // One that is held is decided, followed as if another ledger had decided it, or given up.
    private static bool EndChange(GoodsLedger ledger, ulong number, Instant at)
    {
        var held = ledger.HeldChanges();
        if (held.Length == 0)
        {
            return false;
        }

        var key = held[(int)(number % (ulong)held.Length)].Key;
        return (number % 3) switch
        {
            0 => ledger.WithdrawChange(key, at),
            1 => ledger.FollowChange(key, at),
            _ => ledger.DecideChange(key, at) == MoveOutcome.Moved || ledger.WithdrawChange(key, at),
        };
    }
}
