using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What orders claim: goods and slots.</content>
internal sealed partial class OrderBook
{
    /// <summary>Makes room to find claims by what they claim.</summary>
    internal void Fit(int products, int slots)
    {
        _claimed.Fit(products);
        _claimedSlots.Fit(slots);
    }

    /// <summary>Adds the claims, so that the first line is found first.</summary>
    internal void AddClaims(int number, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        ref var record = ref _records[number];
        for (var line = lines.Length - 1; line >= 0; line--)
        {
            AddClaim(number, in lines[line], line);
        }

        for (var slot = slots.Length - 1; slot >= 0; slot--)
        {
            record.FirstSlot = _slots.Take(new(slots[slot], record.FirstSlot));
            _claimedSlots.Add(record.FirstSlot, number, HashOf(slots[slot].Slot));
        }
    }

    /// <summary>Adds one claim before the others.</summary>
    internal void AddClaim(int number, in StockClaim claim, int line)
    {
        ref var record = ref _records[number];
        record.FirstClaim = _claims.Take(new(claim, line, record.FirstClaim));
        _claimed.Add(record.FirstClaim, number, HashOf(in claim));
    }

    /// <summary>Removes a claim. <paramref name="before"/> is the claim before it, or none for the first.</summary>
    internal void RemoveClaim(int number, int claim, int before)
    {
        Unlink(number, claim, before);
        _claims.Give(claim);
    }

    /// <summary>A claim's units have left: it is no claim any more, and remembered as what left.</summary>
    internal void ShipClaim(int number, int claim, int before)
    {
        Unlink(number, claim, before);
        _claims[claim] = _claims[claim] with { Next = _records[number].FirstShipped };
        _records[number].FirstShipped = claim;
    }

    /// <summary>Notes that units left, before the others that did.</summary>
    internal void AddShipped(int number, in StockClaim stock) => _records[number].FirstShipped =
        _claims.Take(new(stock, 0, _records[number].FirstShipped));

    private void Unlink(int number, int claim, int before)
    {
        var next = _claims[claim].Next;
        if (before == OrderRecord.None)
        {
            _records[number].FirstClaim = next;
        }
        else
        {
            _claims[before] = _claims[before] with { Next = next };
        }

        _claimed.Remove(claim);
    }

    internal void RemoveSlots(int number)
    {
        ref var record = ref _records[number];
        while (record.FirstSlot != OrderRecord.None)
        {
            var slot = record.FirstSlot;
            record.FirstSlot = _slots[slot].Next;
            _claimedSlots.Remove(slot);
            _slots.Give(slot);
        }
    }

    /// <summary>The first claim of an order on a slot; none if it has none.</summary>
    internal int SlotAt(int number, Slot slot)
    {
        var at = _records[number].FirstSlot;
        while (at != OrderRecord.None && _slots[at].Claim.Slot != slot)
        {
            at = _slots[at].Next;
        }

        return at;
    }

    internal void RemoveSlot(int number, int slot)
    {
        ref var record = ref _records[number];
        var next = _slots[slot].Next;
        if (record.FirstSlot == slot)
        {
            record.FirstSlot = next;
        }
        else
        {
            var before = record.FirstSlot;
            while (_slots[before].Next != slot)
            {
                before = _slots[before].Next;
            }

            _slots[before] = _slots[before] with { Next = next };
        }

        _claimedSlots.Remove(slot);
        _slots.Give(slot);
    }

    /// <summary>Claims so many units fewer of a slot; the claim goes where none are left.</summary>
    internal void LessenSlot(int number, int slot, int units)
    {
        var held = _slots[slot];
        if (held.Claim.Units == units)
        {
            RemoveSlot(number, slot);
        }
        else
        {
            _slots[slot] = held with { Claim = held.Claim with { Units = held.Claim.Units - units } };
        }
    }

    /// <summary>The units of a claim are being picked.</summary>
    internal void MarkPicked(int claim) => _claims[claim] = _claims[claim] with { Mark = ~_claims[claim].Line };

    /// <summary>Claims so many units more of the same; fewer where negative, but never none.</summary>
    internal void Enlarge(int claim, int units)
    {
        var held = _claims[claim];
        _claims[claim] = held with { Claim = held.Claim with { Units = held.Claim.Units + units } };
    }

    /// <summary>The number of an order's next line. O(claims).</summary>
    internal int NextLine(int number)
    {
        var next = 0;
        for (var claim = _records[number].FirstClaim; claim != OrderRecord.None; claim = _claims[claim].Next)
        {
            next = Math.Max(next, _claims[claim].Line + 1);
        }

        return next;
    }

    /// <summary>Whether an order waits for goods on their way to a facility; none for any. O(slots it claims).
    /// </summary>
    internal bool IsWaiting(int number, FacilityId facility = default)
    {
        var slot = _records[number].FirstSlot;
        while (slot != OrderRecord.None && (_slots[slot].Claim.Slot.Kind != SlotKind.Arrival
            || (facility.Value != 0 && _slots[slot].Claim.Slot.Window != facility.Value)))
        {
            slot = _slots[slot].Next;
        }

        return slot != OrderRecord.None;
    }
}
