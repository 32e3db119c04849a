using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A 64-bit hash of what an order claims, to tell a repetition from another order under the same key.
/// </summary>
internal static class OrderContent
{
    internal static ulong Of(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var hash = (ulong)(uint)lines.Length;
        foreach (ref readonly var line in lines)
        {
            hash = Mix(hash, line.Product.Value, line.Facility.Value);
            hash = Mix(hash, line.Units, line.Owner.Value);
        }

        foreach (ref readonly var slot in slots)
        {
            hash = Mix(hash, (int)slot.Slot.Kind, slot.Slot.Place);
            hash = Mix(hash, slot.Slot.Window, slot.Units);
        }

        return hash;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014) over a running hash.
    internal static ulong Mix(ulong hash, int high, int low)
    {
        unchecked
        {
            hash = (hash ^ (((ulong)(uint)high << 32) | (uint)low)) + 0x9E3779B97F4A7C15UL;
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return hash ^ (hash >> 31);
        }
    }
}
