using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>How full each open slot is. About 50 bytes per slot.</summary>
/// <param name="availability">Where readers of other threads see them.</param>
/// <param name="watch">What looks after the products whose arrivals are open.</param>
internal sealed class SlotBook(Availability availability, ArrivalWatch watch)
{
    private readonly Dictionary<Slot, SlotUse> _uses = [];
    private readonly SlotCells _cells = new(availability);
    private LiveSeat? _seat;

    internal SlotUse this[Slot slot] => _uses.GetValueOrDefault(slot);

    /// <summary>Shows how full slots are beside those of other ledgers, and from now on every change of it.</summary>
    internal void ShowOn(LiveSeat seat)
    {
        _seat = seat;
        foreach (var (slot, use) in _uses)
        {
            seat.Show(slot, use.Free);
        }
    }

    /// <summary>How many slots are open.</summary>
    internal int Count => _uses.Count;

    internal bool IsOpen(Slot slot) => _uses.ContainsKey(slot);

    internal void Set(Slot slot, SlotUse use)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, slot, out var isOpen);
        known = use;
        if (!isOpen && slot.Kind == SlotKind.Arrival)
        {
            watch.Watch(slot.Place, 1);
        }

        Show(slot, use);
    }

    internal void SetLimit(Slot slot, long limit) => Set(slot, this[slot] with { Limit = limit });

    internal bool TryClaim(in SlotClaim claim)
    {
        ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, claim.Slot);
        if (Unsafe.IsNullRef(ref use) || use.Free < claim.Units)
        {
            return false;
        }

        use = use with { Claimed = use.Claimed + claim.Units };
        Show(claim.Slot, use);
        return true;
    }

    /// <summary>Gives units back; nothing happens where the slot was closed since.</summary>
    internal void Give(in SlotClaim claim)
    {
        ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, claim.Slot);
        if (!Unsafe.IsNullRef(ref use))
        {
            use = use with { Claimed = Math.Max(0, use.Claimed - claim.Units) };
            Show(claim.Slot, use);
        }
    }

    /// <summary>Claims so many units more, or fewer where negative; nothing happens where the slot is closed.</summary>
    internal void Add(Slot slot, long more)
    {
        if (_uses.TryGetValue(slot, out var use) && more != 0)
        {
            Set(slot, use with { Claimed = Math.Max(0, use.Claimed + more) });
        }
    }

    internal int Close(SlotKind kind, int beforeWindow)
    {
        var count = _uses.Count;
        foreach (var slot in _uses.Keys)
        {
            if (slot.Kind == kind && slot.Window < beforeWindow)
            {
                Close(slot);
            }
        }

        return count - _uses.Count;
    }

    internal void Close(Slot slot)
    {
        if (_uses.Remove(slot))
        {
            if (slot.Kind == SlotKind.Arrival)
            {
                watch.Watch(slot.Place, -1);
            }

            _cells.Show(slot, default, _uses);
            _seat?.Show(slot, null);
        }
    }

    private void Show(Slot slot, SlotUse use)
    {
        _cells.Show(slot, use, _uses);
        _seat?.Show(slot, use.Free);
    }

    /// <summary>The slots of goods on their way that orders wait for, and for how many. O(open slots).</summary>
    internal IEnumerable<(Slot Slot, long Claimed)> ClaimedArrivals()
    {
        foreach (var (slot, use) in _uses)
        {
            if (slot.Kind == SlotKind.Arrival && use.Claimed > 0)
            {
                yield return (slot, use.Claimed);
            }
        }
    }

    internal IEnumerable<KeyValuePair<Slot, SlotUse>> Sorted() =>
        _uses.OrderBy(pair => pair.Key.Kind).ThenBy(pair => pair.Key.Place).ThenBy(pair => pair.Key.Window);
}
