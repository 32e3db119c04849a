using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quartermaster.Numerics;

/// <summary>An order of up to 64 things, laid out so that a set of them (bit i for thing i) is put in that order
/// (bit r for the thing of rank r) without a loop: the first of the set is then its lowest bit.</summary>
/// <remarks>No branch depends on the set. Rank r takes byte i / 8 of the set and tests its bit i mod 8, for all ranks
/// at once: one shuffle and one test of 64 bytes, or four of 16.</remarks>
public static class BitOrder
{
    /// <summary>The length of an order laid out: for each rank which byte, then for each rank which bit.</summary>
    public const int Length = 2 * Ranks;

    private const int Ranks = 64;
    private const int Part = 16;

    // A shuffle makes this a zero, in which no bit is set.
    private const byte Nothing = 0x80;

    /// <summary>Lays an order out.</summary>
    /// <param name="order">The thing of each rank, 0 to 63, none twice.</param>
    /// <param name="table">Overwritten; <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<int> order, Span<byte> table)
    {
        table[..Ranks].Fill(Nothing);
        table.Slice(Ranks, Ranks).Fill(1);
        for (var rank = 0; rank < order.Length; rank++)
        {
            table[rank] = (byte)(order[rank] >> 3);
            table[Ranks + rank] = (byte)(1 << (order[rank] & 7));
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
            var bytes = Avx512BW.Shuffle(Vector512.Create(set).AsByte(), Vector512.LoadUnsafe(ref first));
            return Vector512.Equals(bytes & Vector512.LoadUnsafe(ref first, Ranks), Vector512<byte>.Zero)
                .ExtractMostSignificantBits() ^ ulong.MaxValue;
        }

        var (ranked, twice) = (0UL, Vector128.Create(set).AsByte());
        for (var at = 0; at < Ranks; at += Part)
        {
            var bits = Vector128.LoadUnsafe(ref first, (nuint)(Ranks + at));
            var bytes = Vector128.ShuffleNative(twice, Vector128.LoadUnsafe(ref first, (nuint)at));
            ranked |= (ulong)Vector128.Equals(bytes & bits, bits).ExtractMostSignificantBits() << at;
        }

        return ranked;
    }
}
