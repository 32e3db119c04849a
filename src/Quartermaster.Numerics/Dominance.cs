using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics;

/// <summary>Whether among rows of four keys some row is no greater than another in all four, and has no mark that the
/// other lacks.</summary>
/// <remarks>Eight rows per step. Columns are as long as a multiple of <see cref="Width"/>; rows to be passed over have
/// the greatest integer as their first key.</remarks>
public static class Dominance
{
    /// <summary>Rows looked at in one step.</summary>
    public const int Width = 8;

    /// <summary>Finds a row no greater than another in all four keys.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="start">The first row to look at, rounded down to a multiple of <see cref="Width"/>.</param>
    /// <param name="end">The row after the last one, rounded up; steps go from the end to the start.</param>
    /// <param name="other">What to compare with; its first key below the greatest integer.</param>
    /// <returns>The row's index; −1 for none.</returns>
    public static int Find(in KeyColumns rows, int start, int end, in Keys other) =>
        Find(in rows, default, start, end, in other, 0);

    /// <summary>The same among the rows of one class only.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">The class of each row; empty for all rows.</param>
    /// <param name="start">The first row to look at, rounded down.</param>
    /// <param name="end">The row after the last one, rounded up.</param>
    /// <param name="other">What to compare with.</param>
    /// <param name="wanted">The class.</param>
    public static int Find(
        in KeyColumns rows, ReadOnlySpan<int> classes, int start, int end, in Keys other, int wanted)
    {
        end = (end + Width - 1) & -Width;
        Require(in rows, end);
        ref var kinds = ref MemoryMarshal.GetReference(classes);
        var (isAny, kind) = (classes.IsEmpty, Vector256.Create(wanted));
        for (var at = end - Width; at >= (start & -Width); at -= Width)
        {
            var mask = NoGreater(in rows, at, in other);
            if (mask != 0 && !isAny)
            {
                mask &= Vector256.Equals(Vector256.LoadUnsafe(ref kinds, (nuint)at), kind)
                    .ExtractMostSignificantBits();
            }

            if (mask != 0)
            {
                return at + System.Numerics.BitOperations.Log2(mask);
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NoGreater(in KeyColumns rows, int at, in Keys other)
    {
        var mask = Vector256.LessThanOrEqual(
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(rows.First), (nuint)at), Vector256.Create(other.First))
            .ExtractMostSignificantBits();
        if (mask == 0)
        {
            return 0;
        }

        if (!rows.Marks.IsEmpty)
        {
            mask &= Vector256.Equals(Vector256.AndNot(
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(rows.Marks), (nuint)at),
                Vector256.Create(other.Marks)), Vector256<int>.Zero).ExtractMostSignificantBits();
        }

        return mask & (uint)(
            Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(rows.Second), (nuint)at),
                Vector512.Create(other.Second)).ExtractMostSignificantBits()
            & Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(rows.Third), (nuint)at),
                Vector512.Create(other.Third)).ExtractMostSignificantBits()
            & Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(rows.Fourth), (nuint)at),
                Vector512.Create(other.Fourth)).ExtractMostSignificantBits());
    }

    private static void Require(in KeyColumns rows, int end)
    {
        if (rows.First.Length < end || rows.Second.Length < end || rows.Third.Length < end || rows.Fourth.Length < end
            || (rows.Marks.Length < end && !rows.Marks.IsEmpty))
        {
            Refuse(end);
        }
    }

    [DoesNotReturn]
    private static void Refuse(int end) => throw new ArgumentException(
        $"Columns are shorter than {end} rows: make them as long as a multiple of {Width}.");
}

/// <summary>Four keys of a row, and what it is marked with: a bit each.</summary>
public readonly record struct Keys(int First, long Second, double Third, double Fourth, int Marks = 0);

/// <summary>Four keys and the marks of many rows, column by column.</summary>
public readonly ref struct KeyColumns(
    ReadOnlySpan<int> first, ReadOnlySpan<long> second, ReadOnlySpan<double> third, ReadOnlySpan<double> fourth,
    ReadOnlySpan<int> marks = default)
{
    /// <summary>The first key of every row.</summary>
    public ReadOnlySpan<int> First { get; } = first;

    /// <summary>The second key.</summary>
    public ReadOnlySpan<long> Second { get; } = second;

    /// <summary>The third key.</summary>
    public ReadOnlySpan<double> Third { get; } = third;

    /// <summary>The fourth key.</summary>
    public ReadOnlySpan<double> Fourth { get; } = fourth;

    /// <summary>What every row is marked with; empty where no row has a mark.</summary>
    public ReadOnlySpan<int> Marks { get; } = marks;
}
