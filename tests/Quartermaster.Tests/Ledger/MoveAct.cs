using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>Lets orders leave from elsewhere: each of their claims from the facility whose turn it is.</summary>
/// <param name="Key">The move's key.</param>
/// <param name="At">When.</param>
/// <param name="Orders">Which, one of them perhaps twice, or not there.</param>
/// <param name="To">From where, claim by claim in turn.</param>
/// <param name="Odd">0: as if something else had been seen; 1: other goods than the order claims; else nothing is odd.
/// </param>
internal sealed record MoveAct(EntryKey Key, Instant At, OrderKey[] Orders, FacilityId[] To, int Odd) : LedgerAct
{
    internal override string Do(GoodsLedger ledger)
    {
        var turn = 0;
        var unpicked = ledger.Unpicked().ToDictionary(order => order.Order);
        var moves = Orders.Select(key =>
        {
            var order = unpicked.GetValueOrDefault(key) ?? new(key, 7, [new(new(1), new(1), 1)], []);
            return new OrderMove(key, order.Seen + (Odd == 0 ? 1UL : 0),
                Array.ConvertAll(order.Lines, line => Odd == 1 ? line with { Units = line.Units + 1 }
                    : line with { Facility = To[turn++ % To.Length] }),
                Array.ConvertAll(order.Slots, slot =>
                    slot with { Slot = slot.Slot with { Place = To[turn++ % To.Length].Value } }));
        });
        return $"move {ledger.MoveOrders(Key, At, moves.ToArray())}";
    }

    internal override string Do(NaiveLedger ledger) => $"move {ledger.Move(Key, Orders, To, Odd)}";
}
