using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>Products of small matrices: the kernel that learning spends its time in.</summary>
/// <remarks>
/// Rows of the second factor and of the result are padded to whole vectors, so that no remainder of columns is ever
/// handled apart. Eight rows by two vectors are held in registers. Every element of the result is one chain of fused
/// multiplications in the order of the inner index: the same values on any machine, any tile, any thread.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Floats in a vector: strides are multiples of it.</summary>
    internal const int Lanes = 16;

    private const int TileRows = 8;

    /// <summary>A number of columns, padded to whole vectors.</summary>
    internal static int StrideOf(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>C = A·B, or C += A·B. O(rows × inner × columns).</summary>
    /// <param name="a">A; its element (i, k) stands at i × rowStep + k × innerStep.</param>
    /// <param name="b">B; its rows are padded: inner × stride.</param>
    /// <param name="c">C: rows × stride.</param>
    /// <param name="shape">What is multiplied.</param>
    /// <param name="adds">Whether the product is added to what is there.</param>
    internal static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in ProductShape shape,
        bool adds)
    {
        var (rows, inner, stride) = (shape.Rows, shape.Inner, shape.Stride);
        if (rows == 0)
        {
            return;
        }

        Debug.Assert(stride % Lanes == 0 && b.Length >= inner * stride && c.Length >= rows * stride, "Too short.");
        ref var firstA = ref MemoryMarshal.GetReference(a);
        ref var firstB = ref MemoryMarshal.GetReference(b);
        ref var firstC = ref MemoryMarshal.GetReference(c);
        for (var column = 0; column < stride; column += 2 * Lanes)
        {
            var isPair = column + Lanes < stride;
            ref var panel = ref Unsafe.Add(ref firstB, column);
            var row = 0;
            for (; row + TileRows <= rows; row += TileRows)
            {
                ref var fromA = ref Unsafe.Add(ref firstA, (nint)row * shape.RowStep);
                ref var intoC = ref Unsafe.Add(ref firstC, ((nint)row * stride) + column);
                if (isPair)
                {
                    MatrixTiles.EightByTwo(ref fromA, ref panel, ref intoC, in shape, adds);
                }
                else
                {
                    MatrixTiles.EightByOne(ref fromA, ref panel, ref intoC, in shape, adds);
                }
            }

            for (; row < rows; row++)
            {
                ref var fromA = ref Unsafe.Add(ref firstA, (nint)row * shape.RowStep);
                ref var intoC = ref Unsafe.Add(ref firstC, ((nint)row * stride) + column);
                MatrixTiles.OneByOne(ref fromA, ref panel, ref intoC, in shape, adds);
                if (isPair)
                {
                    MatrixTiles.OneByOne(ref fromA, ref Unsafe.Add(ref panel, Lanes), ref Unsafe.Add(ref intoC, Lanes),
                        in shape, adds);
                }
            }
        }
    }
}

/// <summary>The shape of a product.</summary>
/// <param name="Rows">Rows of A and of the result.</param>
/// <param name="Inner">Columns of A, rows of B.</param>
/// <param name="Stride">Columns of B and of the result, padded to whole vectors.</param>
/// <param name="RowStep">From a row of A to the next.</param>
/// <param name="InnerStep">From a column of A to the next.</param>
internal readonly record struct ProductShape(int Rows, int Inner, int Stride, int RowStep, int InnerStep);
