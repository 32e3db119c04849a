using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Keeps the slots that readers of other threads see in step with the book.</summary>
/// <remarks>One cell per facility and day between the first day that is open and the last. Days too far apart for
/// <see cref="MostCells"/> are left out: they have no room for promises.</remarks>
internal sealed class SlotCells(Availability availability)
{
    private const int MostCells = 1 << 24;
    private const int SpareDays = 32;

    private int[] _units = [];
    private int _firstDay;
    private int _days = 1;

    /// <summary>Shows how full a slot is.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="use">How full; the default for one that was closed.</param>
    /// <param name="all">Every open slot, this one included: read where the cells have to move.</param>
    internal void Show(Slot slot, SlotUse use, IReadOnlyDictionary<Slot, SlotUse> all)
    {
        if (slot.Place < 1)
        {
            return;
        }

        if (slot.Kind != SlotKind.PickUnits)
        {
            availability.RoomsOf(slot.Kind).Set(slot, use == default && !all.ContainsKey(slot) ? null : use.Free);
            return;
        }

        if (CellOf(slot) is >= 0 and var cell)
        {
            Volatile.Write(ref _units[cell], UnitsOf(use));
        }
        else if (use != default)
        {
            Move(slot, all);
        }
    }

    private void Move(Slot slot, IReadOnlyDictionary<Slot, SlotUse> all)
    {
        var (first, last, places) = (slot.Window, slot.Window, slot.Place);
        foreach (var other in all.Keys.Where(other => other.Kind == SlotKind.PickUnits && other.Place >= 1))
        {
            (first, last) = (Math.Min(first, other.Window), Math.Max(last, other.Window));
            places = Math.Max(places, other.Place);
        }

        var days = (long)last - first + 1 + SpareDays;
        if (days * (places + 1L) > MostCells)
        {
            return;
        }

        (_firstDay, _days, _units) = (first, (int)days, new int[(int)days * (places + 1)]);
        foreach (var (other, use) in all.Where(pair => pair.Key.Kind == SlotKind.PickUnits && pair.Key.Place >= 1))
        {
            _units[CellOf(other)] = UnitsOf(use);
        }

        availability.Slots.Publish(_units, _firstDay, _days);
    }

    private int CellOf(Slot slot)
    {
        var (day, index) = ((long)slot.Window - _firstDay, ((long)slot.Place * _days) + slot.Window - _firstDay);
        return day >= 0 && day < _days && index < _units.Length ? (int)index : -1;
    }

    private static int UnitsOf(SlotUse use) => (int)Math.Min(int.MaxValue, use.Free);
}
