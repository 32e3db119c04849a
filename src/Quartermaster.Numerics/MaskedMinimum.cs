using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quartermaster.Numerics;

/// <summary>Minima over up to 64 numbers of which a mask says which count: bit i for number i.</summary>
/// <remarks>No branch depends on the numbers: up to 4 steps of 16 numbers each, whatever the mask.</remarks>
public static class MaskedMinimum
{
    /// <summary>The numbers that a mask speaks of.</summary>
    public const int Count = 64;

    private const int Width = 16;

    // What rounding to float may add to a sum of three products, with room to spare.
    private const float Nearness = 1e-6f;

    private static Vector512<int> Powers
    {
        // Inlined, it is a constant; called, sixteen moves.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
    }

    /// <summary>Which numbers are at least so large.</summary>
    /// <param name="values">Up to 64 numbers; others may write them meanwhile.</param>
    /// <param name="least">The bound.</param>
    public static ulong AtLeast(ReadOnlySpan<int> values, int least)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (mask, at, bound) = (0UL, 0, Vector512.Create(least));
        for (; at <= values.Length - Width; at += Width)
        {
            var part = Vector512.LoadUnsafe(ref first, (nuint)at);
            mask |= Vector512.GreaterThanOrEqual(part, bound).ExtractMostSignificantBits() << at;
        }

        for (; at < values.Length; at++)
        {
            mask |= (values[at] >= least ? 1UL : 0) << at;
        }

        return mask;
    }

    /// <summary>The least of the numbers that count; <see cref="int.MaxValue"/> if none does.</summary>
    /// <param name="values">64 numbers.</param>
    /// <param name="mask">Which of them count.</param>
    public static int Of(ReadOnlySpan<int> values, ulong mask)
    {
        Require(values.Length);
        ref var first = ref MemoryMarshal.GetReference(values);
        var none = Vector512.Create(int.MaxValue);
        var least = Vector512.Min(
            Vector512.Min(Part(ref first, 0, mask, none), Part(ref first, 16, mask, none)),
            Vector512.Min(Part(ref first, 32, mask, none), Part(ref first, 48, mask, none)));
        var half = Vector256.Min(least.GetLower(), least.GetUpper());
        var quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        quarter = Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(quarter[0], quarter[1]);
    }

    /// <summary>Which of the numbers that count equal a value.</summary>
    /// <param name="values">64 numbers.</param>
    /// <param name="value">The value.</param>
    /// <param name="mask">Which of them count.</param>
    public static ulong Equal(ReadOnlySpan<int> values, int value, ulong mask)
    {
        Require(values.Length);
        ref var first = ref MemoryMarshal.GetReference(values);
        var (wanted, bits) = (Vector512.Create(value), 0UL);
        for (var at = 0; at < Count; at += Width)
        {
            var part = Vector512.LoadUnsafe(ref first, (nuint)at);
            bits |= Vector512.Equals(part, wanted).ExtractMostSignificantBits() << at;
        }

        return bits & mask;
    }

    /// <summary>Which of the numbers a + b x + c y that count are least, or so near to the least that floats cannot
    /// tell: whoever needs the least one compares these exactly.</summary>
    /// <param name="terms">16, 32, 48 or 64 numbers a, then as many b, then as many c; a is infinite where there is
    /// none.</param>
    /// <param name="x">0 or more.</param>
    /// <param name="y">0 or more.</param>
    /// <param name="mask">Which of them count.</param>
    /// <param name="limit">Numbers that are surely greater than this do not matter; infinite for no limit.</param>
    /// <returns>One bit or more; none if no number that counts is finite, or all are beyond the limit.</returns>
    public static ulong NearLeast(
        ReadOnlySpan<float> terms, float x, float y, ulong mask, float limit = float.PositiveInfinity)
    {
        var count = terms.Length / 3;
        RequireParts(count, terms.Length);
        ref var first = ref MemoryMarshal.GetReference(terms);
        var none = Vector512.Create(float.PositiveInfinity);
        var one = Sum(ref first, 0, count, x, y, mask);
        var two = count > 16 ? Sum(ref first, 16, count, x, y, mask) : none;
        var three = count > 32 ? Sum(ref first, 32, count, x, y, mask) : none;
        var four = count > 48 ? Sum(ref first, 48, count, x, y, mask) : none;

        // None is NaN, so the processor's own minimum will do.
        var least = Vector512.MinNative(Vector512.MinNative(one, two), Vector512.MinNative(three, four));
        var half = Vector256.MinNative(least.GetLower(), least.GetUpper());
        var quarter = Vector128.MinNative(half.GetLower(), half.GetUpper());
        quarter = Vector128.MinNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        var value = quarter[0] < quarter[1] ? quarter[0] : quarter[1];
        if (value == float.PositiveInfinity || value > (limit * (1 + Nearness)) + 1)
        {
            return 0;
        }

        var bound = Vector512.Create((value * (1 + Nearness)) + 1);
        return Vector512.LessThanOrEqual(one, bound).ExtractMostSignificantBits()
            | Vector512.LessThanOrEqual(two, bound).ExtractMostSignificantBits() << 16
            | Vector512.LessThanOrEqual(three, bound).ExtractMostSignificantBits() << 32
            | Vector512.LessThanOrEqual(four, bound).ExtractMostSignificantBits() << 48;
    }

    /// <summary>The bits of a mask at the places of a set, side by side: what counts among the set's members alone.
    /// </summary>
    /// <param name="mask">The mask.</param>
    /// <param name="set">The set.</param>
    public static ulong Among(ulong mask, ulong set)
    {
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.ParallelBitExtract(mask, set);
        }

        var (bits, at) = (0UL, 0);
        for (var left = set; left != 0; left &= left - 1)
        {
            bits |= (mask >> (int)ulong.TrailingZeroCount(left) & 1) << at++;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Part(ref int first, int at, ulong mask, Vector512<int> none) =>
        Vector512.ConditionalSelect(On(mask, at), Vector512.LoadUnsafe(ref first, (nuint)at), none);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sum(ref float first, int at, int count, float x, float y, ulong mask)
    {
        var sum = Vector512.LoadUnsafe(ref first, (nuint)at)
            + (Vector512.LoadUnsafe(ref first, (nuint)(at + count)) * x)
            + (Vector512.LoadUnsafe(ref first, (nuint)(at + (2 * count))) * y);
        return Vector512.ConditionalSelect(
            On(mask, at).AsSingle(), sum, Vector512.Create(float.PositiveInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> On(ulong mask, int at) =>
        Vector512.Equals(Vector512.Create((int)(mask >> at)) & Powers, Powers);

    private static void RequireParts(int count, int length)
    {
        if (count is < Width or > Count || count % Width != 0 || count * 3 != length)
        {
            Refuse(count);
        }
    }

    private static void Require(int count)
    {
        if (count < Count)
        {
            Refuse(count);
        }
    }

    [DoesNotReturn]
    private static void Refuse(int count) =>
        throw new ArgumentException($"{count} numbers: a masked minimum wants a multiple of {Width} up to {Count}; "
            + "fill up with the greatest.");
}
