using System.Runtime.InteropServices;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>By how much more and less an order claims of each cell and slot after a change, in the order in which they
/// were first named.</summary>
internal sealed class ChangeNeed
{
    private readonly List<StockClaim> _cells = [];
    private readonly List<Slot> _slots = [];
    private readonly Dictionary<StockClaim, long> _units = [];
    private readonly Dictionary<Slot, long> _room = [];

    internal ChangeNeed(StockClaim[] lines, SlotClaim[] slots, OrderChangePart part)
    {
        Array.ForEach(lines, line => Add(line, -1));
        Array.ForEach(part.Missing, line => Add(line, 1));
        Array.ForEach(part.Lines, line => Add(line, 1));
        Array.ForEach(slots, claim => Add(claim, -1));
        Array.ForEach(part.Slots, claim => Add(claim, 1));
    }

    /// <summary>What it claims more, units 1 or more.</summary>
    internal IEnumerable<(StockClaim Cell, long Units)> More =>
        _cells.Where(cell => _units[cell] > 0).Select(cell => (cell, _units[cell]));

    /// <summary>What it claims less, units 1 or more.</summary>
    internal IEnumerable<(StockClaim Cell, long Units)> Less =>
        _cells.Where(cell => _units[cell] < 0).Select(cell => (cell, -_units[cell]));

    /// <summary>The capacity that it claims more, units 1 or more.</summary>
    internal IEnumerable<(Slot Slot, long Units)> MoreRoom =>
        _slots.Where(slot => _room[slot] > 0).Select(slot => (slot, _room[slot]));

    /// <summary>The capacity that it claims less, units 1 or more.</summary>
    internal IEnumerable<(Slot Slot, long Units)> LessRoom =>
        _slots.Where(slot => _room[slot] < 0).Select(slot => (slot, -_room[slot]));

    /// <summary>What it wants more of than any place can have; Moved where it does not.</summary>
    internal MoveOutcome TooMuch => More.Concat(Less).Any(one => one.Units > int.MaxValue) ? MoveOutcome.NotEnoughStock
        : MoreRoom.Concat(LessRoom).Any(one => one.Units > int.MaxValue) ? MoveOutcome.SlotFull : MoveOutcome.Moved;

    private void Add(StockClaim line, int sign)
    {
        var cell = line with { Units = 0 };
        ref var units = ref CollectionsMarshal.GetValueRefOrAddDefault(_units, cell, out var isKnown);
        units += sign * (long)line.Units;
        if (!isKnown)
        {
            _cells.Add(cell);
        }
    }

    private void Add(SlotClaim claim, int sign)
    {
        ref var units = ref CollectionsMarshal.GetValueRefOrAddDefault(_room, claim.Slot, out var isKnown);
        units += sign * (long)claim.Units;
        if (!isKnown)
        {
            _slots.Add(claim.Slot);
        }
    }
}
