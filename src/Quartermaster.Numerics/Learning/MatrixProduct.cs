using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>Products of small matrices: the kernel that learning spends its time in.</summary>
/// <remarks>
/// Rows of the second factor and of the result are padded to whole vectors, so that no remainder of columns is ever
/// handled apart. Eight rows by two vectors are held in registers, and
/// start from the bias or from what is there. Every element of the result is one chain of fused
/// multiplications in the order of the inner index: the same values on any machine, any tile, any thread.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Floats in a vector: strides are multiples of it.</summary>
    internal const int Lanes = 16;

    private const int TileRows = 8;

    private static readonly float[] s_zeros = new float[2 * Lanes];

    /// <summary>A number of columns, padded to whole vectors.</summary>
    internal static int StrideOf(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>C += A·B. O(rows × inner × columns).</summary>
    /// <param name="a">A; its element (i, k) stands at i × rowStep + k × innerStep.</param>
    /// <param name="b">B; its rows are padded: inner × stride.</param>
    /// <param name="c">C: rows × stride.</param>
    /// <param name="shape">What is multiplied.</param>
    internal static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape) =>
        Run(a, b, c, c, shape with { StartStep = shape.Stride });

    /// <summary>C = A·B, plus a row that is the same for all.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="row">The row, padded; empty for none.</param>
    /// <param name="c">C.</param>
    /// <param name="shape">What is multiplied.</param>
    internal static void Set(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> row, Span<float> c, in ProductShape shape) =>
        Run(a, b, row, c, in shape);

    private static void Run(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> start, Span<float> c, in ProductShape shape)
    {
        var (rows, stride, place) = (shape.Rows, shape.Stride, start.IsEmpty ? 0 : 1);
        if (rows == 0)
        {
            return;
        }

        Debug.Assert(
            stride % Lanes == 0 && b.Length >= shape.Inner * stride && c.Length >= rows * stride, "Too short.");
        ref var firstA = ref MemoryMarshal.GetReference(a);
        ref var firstB = ref MemoryMarshal.GetReference(b);
        ref var firstC = ref MemoryMarshal.GetReference(c);
        ref var firstStart = ref MemoryMarshal.GetReference(start.IsEmpty ? s_zeros : start);
        for (var column = 0; column < stride; column += 2 * Lanes)
        {
            var isPair = column + Lanes < stride;
            ref var panel = ref Unsafe.Add(ref firstB, column);
            for (var row = 0; row < rows;)
            {
                var left = rows - row;
                ref var fromA = ref Unsafe.Add(ref firstA, (nint)row * shape.RowStep);
                ref var from = ref Unsafe.Add(ref firstStart, ((nint)row * shape.StartStep) + (column * place));
                ref var intoC = ref Unsafe.Add(ref firstC, ((nint)row * stride) + column);
                row += left >= TileRows ? TileRows : left >= TileRows / 2 ? TileRows / 2 : 1;
                if (isPair)
                {
                    MultiplyTwo(left, ref fromA, ref panel, ref from, ref intoC, in shape);
                }
                else
                {
                    MultiplyOne(left, ref fromA, ref panel, ref from, ref intoC, in shape);
                }
            }
        }
    }

    private static void MultiplyTwo(
        int rows, ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        if (rows >= TileRows)
        {
            MatrixTiles.EightByTwo(ref a, ref b, ref start, ref c, in shape);
        }
        else if (rows >= TileRows / 2)
        {
            MatrixTiles.FourByTwo(ref a, ref b, ref start, ref c, in shape);
        }
        else
        {
            MatrixTiles.OneByTwo(ref a, ref b, ref start, ref c, in shape);
        }
    }

    private static void MultiplyOne(
        int rows, ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        if (rows >= TileRows)
        {
            MatrixTiles.EightByOne(ref a, ref b, ref start, ref c, in shape);
        }
        else if (rows >= TileRows / 2)
        {
            MatrixTiles.FourByOne(ref a, ref b, ref start, ref c, in shape);
        }
        else
        {
            MatrixTiles.OneByOne(ref a, ref b, ref start, ref c, in shape);
        }
    }
}

/// <summary>The shape of a product.</summary>
/// <param name="Rows">Rows of A and of the result.</param>
/// <param name="Inner">Columns of A, rows of B.</param>
/// <param name="Stride">Columns of B and of the result, padded to whole vectors.</param>
/// <param name="RowStep">From a row of A to the next.</param>
/// <param name="InnerStep">From a column of A to the next.</param>
internal readonly record struct ProductShape(int Rows, int Inner, int Stride, int RowStep, int InnerStep)
{
    /// <summary>From where a row starts to where the next does; 0 where all start alike.</summary>
    internal int StartStep { get; init; }
}
