using Quartermaster.Domain.Goods;

namespace Quartermaster.Operations.Orders;

/// <summary>Adds up what an order needs of each slot. Kept and reused: nothing is allocated in steady state.</summary>
internal sealed class SlotTally
{
    private SlotClaim[] _claims = new SlotClaim[64];

    /// <summary>How many slots there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The claims, each slot once, in the order in which they were first added.</summary>
    internal ReadOnlySpan<SlotClaim> Claims => _claims.AsSpan(0, Count);

    /// <summary>Forgets everything.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds units. O(slots): an order needs few.</summary>
    internal void Add(Slot slot, int units)
    {
        for (var at = 0; at < Count; at++)
        {
            if (_claims[at].Slot == slot)
            {
                _claims[at] = new(slot, checked(_claims[at].Units + units));
                return;
            }
        }

        if (Count == _claims.Length)
        {
            Array.Resize(ref _claims, 2 * Count);
        }

        _claims[Count++] = new(slot, units);
    }
}
