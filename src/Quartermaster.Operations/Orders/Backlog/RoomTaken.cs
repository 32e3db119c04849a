using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>What orders that are decided one by one take of the same room, before any of them has it.</summary>
/// <param name="available">Units and hands free now.</param>
internal sealed class RoomTaken(Availability available)
{
    private readonly Dictionary<(ProductId, FacilityId), long> _stock = [];
    private readonly Dictionary<Slot, long> _slots = [];

    /// <summary>Takes what an order needs more than it has, if there is still room for all of it.</summary>
    internal bool TryTake(PlannedMove moved)
    {
        var (move, before) = (moved.Order.Move, moved.Before);
        var stock = More(move.Lines.Select(line => ((line.Product, line.Facility), line.Units)),
            before.Lines.Select(line => ((line.Product, line.Facility), line.Units)));
        var slots = More(move.Slots.Select(slot => (slot.Slot, slot.Units)),
            before.Slots.Select(slot => (slot.Slot, slot.Units)));
        var hasRoom = stock.All(cell => _stock.GetValueOrDefault(cell.Key) + cell.Value
                <= available[cell.Key.Product, cell.Key.Facility])
            && slots.All(cell => _slots.GetValueOrDefault(cell.Key) + cell.Value
                <= available.Free(cell.Key));
        foreach (var (cell, units) in hasRoom ? stock : [])
        {
            _stock[cell] = _stock.GetValueOrDefault(cell) + units;
        }

        foreach (var (cell, units) in hasRoom ? slots : [])
        {
            _slots[cell] = _slots.GetValueOrDefault(cell) + units;
        }

        return hasRoom;
    }

    // By how much more is taken of each cell than before; what is left for others does not count for them.
    private static Dictionary<TCell, long> More<TCell>(
        IEnumerable<(TCell Cell, int Units)> now, IEnumerable<(TCell Cell, int Units)> before)
        where TCell : notnull => ClaimChange.Of(now, before).Where(pair => pair.Value > 0).ToDictionary();
}
