using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>For each slot the two ways that lately beat what came over it: most of what comes next falls to them, eight
/// slots per step.</summary>
internal sealed class SlotChampions
{
    private Columns _one = new(0);
    private Columns _two = new(0);
    private RegionSlots? _slots;

    /// <summary>Forgets the champions.</summary>
    /// <param name="slots">The slots from now on.</param>
    internal void Clear(RegionSlots slots)
    {
        _slots = slots;
        if (_one.Deliveries.Length < slots.Lanes.Length)
        {
            (_one, _two) = (new(slots.Lanes.Length), new(slots.Lanes.Length));
        }

        _one.Deliveries.AsSpan(0, slots.Lanes.Length).Fill(int.MaxValue);
        _two.Deliveries.AsSpan(0, slots.Lanes.Length).Fill(int.MaxValue);
    }

    /// <summary>Which of eight slots get past their champions.</summary>
    /// <param name="slot">The first slot.</param>
    /// <param name="deliveries">When the eight deliver; the greatest integer for never.</param>
    /// <param name="before">What the way costs before its last lane.</param>
    /// <param name="compared">How many deliver.</param>
    internal uint Unbeaten(int slot, ReadOnlySpan<int> deliveries, in LaneCost before, out int compared)
    {
        var (at, slots) = ((nuint)slot, _slots!);
        var delivery = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(deliveries));
        var isThere = ~Vector256.Equals(delivery, Vector256.Create(int.MaxValue)).ExtractMostSignificantBits() & 0xFF;
        compared = BitOperations.PopCount(isThere);
        if (isThere == 0)
        {
            return 0;
        }

        var parcel = Vector512.LoadUnsafe(ref First(slots.ParcelMicros), at) + Vector512.Create(before.ParcelMicros);
        var gram = Vector512.LoadUnsafe(ref First(slots.MicrosPerGram), at) + Vector512.Create(before.MicrosPerGram);
        var volume = Vector512.LoadUnsafe(ref First(slots.MicrosPerCubicCentimeter), at)
            + Vector512.Create(before.MicrosPerCubicCentimeter);
        var marks = Vector256.LoadUnsafe(ref First(slots.Marks), at) | Vector256.Create(before.Marks);
        return isThere & ~(_one.Beats(at, delivery, parcel, gram, volume, marks)
            | _two.Beats(at, delivery, parcel, gram, volume, marks));
    }

    /// <summary>Makes a way the champion of a slot; the one before becomes the second.</summary>
    internal void Crown(int slot, in Keys keys)
    {
        _two.Put(slot, new(_one.Deliveries[slot], _one.Parcels[slot], _one.Grams[slot], _one.Volumes[slot],
            _one.Marks[slot]));
        _one.Put(slot, in keys);
    }

    private static ref T First<T>(T[] values) => ref MemoryMarshal.GetArrayDataReference(values);

    private sealed class Columns(int count)
    {
        internal readonly int[] Deliveries = new int[count];
        internal readonly long[] Parcels = new long[count];
        internal readonly double[] Grams = new double[count];
        internal readonly double[] Volumes = new double[count];
        internal readonly int[] Marks = new int[count];

        internal void Put(int at, in Keys keys) => (Deliveries[at], Parcels[at], Grams[at], Volumes[at], Marks[at]) =
            (keys.First, keys.Second, keys.Third, keys.Fourth, keys.Marks);

        internal uint Beats(
            nuint at, Vector256<int> delivery, Vector512<long> parcel, Vector512<double> gram, Vector512<double> volume,
            Vector256<int> marks)
        {
            var mask = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref First(Deliveries), at), delivery)
                .ExtractMostSignificantBits()
                & Vector256.Equals(Vector256.AndNot(Vector256.LoadUnsafe(ref First(Marks), at), marks),
                    Vector256<int>.Zero).ExtractMostSignificantBits();
            return mask & (uint)(
                Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref First(Parcels), at), parcel)
                    .ExtractMostSignificantBits()
                & Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref First(Grams), at), gram)
                    .ExtractMostSignificantBits()
                & Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref First(Volumes), at), volume)
                    .ExtractMostSignificantBits());
        }
    }
}
