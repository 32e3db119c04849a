using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quartermaster.Numerics;

/// <summary>An order of up to 64 things, laid out so that a set of them (bit i for thing i) is put in that order
/// (bit r for the thing of rank r) without a loop: the first of the set is then its lowest bit.</summary>
/// <remarks>No branch depends on the set. Rank r, of thing i, takes byte i / 8 of the set and tests its bit i mod 8,
/// for 64, 32 or 16 ranks at once, as the processor can: one shuffle finds the bytes, another one the bits.</remarks>
public static class BitOrder
{
    /// <summary>The length of an order laid out: one thing per rank.</summary>
    public const int Length = 64;

    // A shuffle makes this a zero: in it no bit is set.
    private const byte Nothing = 0x80;

    private const byte LowBits = 7;

    // Bit i mod 8 by the low four bits of i.
    private const ulong BitOfThing = 0x8040_2010_0804_0201;

    /// <summary>Lays an order out.</summary>
    /// <param name="order">The thing of each rank, 0 to 63, none twice.</param>
    /// <param name="table">Overwritten; <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<int> order, Span<byte> table)
    {
        table[..Length].Fill(Nothing);
        for (var rank = 0; rank < order.Length; rank++)
        {
            table[rank] = (byte)order[rank];
        }
    }

    /// <summary>A set in an order; things that the order does not have are left out.</summary>
    /// <param name="table">The order, laid out.</param>
    /// <param name="set">The set.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Apply(ReadOnlySpan<byte> table, ulong set)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(table.Length, Length);
        ref var first = ref MemoryMarshal.GetReference(table);
        if (Avx512BW.IsSupported)
        {
            var things = Vector512.LoadUnsafe(ref first);
            var bytes = Avx512BW.Shuffle(
                Vector512.Create(set).AsByte(),
                Vector512.ShiftRightLogical(things.AsUInt16(), 3).AsByte() & Vector512.Create(LowBits));
            var bits = Avx512BW.Shuffle(Vector512.Create(BitOfThing).AsByte(), things);
            return ~Vector512.Equals(bytes & bits, Vector512<byte>.Zero).ExtractMostSignificantBits();
        }

        return Avx2.IsSupported
            ? Ranks32(ref first, set) | ((ulong)Ranks32(ref Unsafe.Add(ref first, 32), set) << 32)
            : Ranks16(ref first, set) | (Ranks16(ref Unsafe.Add(ref first, 16), set) << 16)
                | (Ranks16(ref Unsafe.Add(ref first, 32), set) << 32)
                | (Ranks16(ref Unsafe.Add(ref first, 48), set) << 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Ranks32(ref byte first, ulong set)
    {
        var things = Vector256.LoadUnsafe(ref first);
        var bytes = Avx2.Shuffle(
            Vector256.Create(set).AsByte(),
            Vector256.ShiftRightLogical(things.AsUInt16(), 3).AsByte() & Vector256.Create(LowBits));
        var bits = Avx2.Shuffle(Vector256.Create(BitOfThing).AsByte(), things);
        return ~Vector256.Equals(bytes & bits, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    // Ranks that have nothing are left out here by hand: what a shuffle does with them differs between processors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Ranks16(ref byte first, ulong set)
    {
        var things = Vector128.LoadUnsafe(ref first);
        var low = Vector128.Create(LowBits);
        var bytes = Vector128.ShuffleNative(
            Vector128.Create(set).AsByte(), Vector128.ShiftRightLogical(things.AsUInt16(), 3).AsByte() & low);
        var bits = Vector128.ShuffleNative(Vector128.Create(BitOfThing).AsByte(), things & low);
        var none = Vector128.Equals(bytes & bits, Vector128<byte>.Zero)
            | Vector128.GreaterThanOrEqual(things, Vector128.Create(Nothing));
        return ~none.ExtractMostSignificantBits() & ushort.MaxValue;
    }
}
