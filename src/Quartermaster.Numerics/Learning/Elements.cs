using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>Element by element, in vectors of 16; lengths are padded to whole vectors.</summary>
internal static class Elements
{
    /// <summary>To += from.</summary>
    internal static void Add(ReadOnlySpan<float> from, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)from.Length; i += MatrixProduct.Lanes)
        {
            var sum = Vector512.LoadUnsafe(ref target, i) + Vector512.LoadUnsafe(ref source, i);
            Vector512.StoreUnsafe(sum, ref target, i);
        }
    }

    /// <summary>To += from, or to = from.</summary>
    internal static void Give(ReadOnlySpan<float> from, Span<float> to, bool adds)
    {
        if (adds)
        {
            Add(from, to);
        }
        else
        {
            from.CopyTo(to);
        }
    }

    /// <summary>To = from × scales.</summary>
    internal static void SetProduct(ReadOnlySpan<float> from, ReadOnlySpan<float> scales, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var factors = ref MemoryMarshal.GetReference(scales);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)from.Length; i += MatrixProduct.Lanes)
        {
            Vector512.StoreUnsafe(
                Vector512.LoadUnsafe(ref source, i) * Vector512.LoadUnsafe(ref factors, i), ref target, i);
        }
    }

    /// <summary>To += from × scales.</summary>
    internal static void AddProduct(ReadOnlySpan<float> from, ReadOnlySpan<float> scales, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var factors = ref MemoryMarshal.GetReference(scales);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)from.Length; i += MatrixProduct.Lanes)
        {
            var sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref source, i),
                Vector512.LoadUnsafe(ref factors, i), Vector512.LoadUnsafe(ref target, i));
            Vector512.StoreUnsafe(sum, ref target, i);
        }
    }

    /// <summary>To += the sum of all rows. Four rows at once, because each sum waits for the last.</summary>
    internal static void AddRows(ReadOnlySpan<float> rows, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(to);
        var (stride, length) = ((nuint)to.Length, (nuint)rows.Length);
        for (nuint column = 0; column < stride; column += MatrixProduct.Lanes)
        {
            var (first, second, third, fourth) = (Vector512<float>.Zero, Vector512<float>.Zero,
                Vector512<float>.Zero, Vector512<float>.Zero);
            var at = column;
            for (; at + (3 * stride) < length; at += 4 * stride)
            {
                first += Vector512.LoadUnsafe(ref source, at);
                second += Vector512.LoadUnsafe(ref source, at + stride);
                third += Vector512.LoadUnsafe(ref source, at + (2 * stride));
                fourth += Vector512.LoadUnsafe(ref source, at + (3 * stride));
            }

            for (; at < length; at += stride)
            {
                first += Vector512.LoadUnsafe(ref source, at);
            }

            var sum = Vector512.LoadUnsafe(ref target, column) + (first + second + (third + fourth));
            Vector512.StoreUnsafe(sum, ref target, column);
        }
    }

    /// <summary>y = x where x is above 0, else exp(x) − 1.</summary>
    internal static void Elu(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(y);
        for (nuint i = 0; i < (nuint)x.Length; i += MatrixProduct.Lanes)
        {
            var value = Vector512.LoadUnsafe(ref source, i);
            var below = VectorExponentials.Exp(Vector512.MinNative(Vector512<float>.Zero, value))
                - Vector512<float>.One;
            var isAbove = Vector512.GreaterThan(value, Vector512<float>.Zero);
            Vector512.StoreUnsafe(Vector512.ConditionalSelect(isAbove, value, below), ref target, i);
        }
    }

    /// <summary>dx = dy × slope, or dx += dy × slope, by what came out: 1 above 0, else y + 1.</summary>
    internal static void EluBack(ReadOnlySpan<float> y, ReadOnlySpan<float> gradients, Span<float> to, bool adds)
    {
        ref var source = ref MemoryMarshal.GetReference(y);
        ref var slopes = ref MemoryMarshal.GetReference(gradients);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)y.Length; i += MatrixProduct.Lanes)
        {
            var slope = Vector512.MinNative(Vector512<float>.Zero, Vector512.LoadUnsafe(ref source, i))
                + Vector512<float>.One;
            var before = adds ? Vector512.LoadUnsafe(ref target, i) : Vector512<float>.Zero;
            Vector512.StoreUnsafe(
                Vector512.FusedMultiplyAdd(slope, Vector512.LoadUnsafe(ref slopes, i), before), ref target, i);
        }
    }

    /// <summary>y = log(1 + exp(x)), without overflow.</summary>
    internal static void Softplus(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(y);
        for (nuint i = 0; i < (nuint)x.Length; i += MatrixProduct.Lanes)
        {
            var value = Vector512.LoadUnsafe(ref source, i);
            var more = VectorExponentials.LogOfOneAnd(VectorExponentials.Exp(-Vector512.Abs(value)));
            Vector512.StoreUnsafe(
                Vector512.MaxNative(Vector512<float>.Zero, value) + more, ref target, i);
        }
    }

    /// <summary>dx = dy × slope, or dx += dy × slope, by what came out: 1 − exp(−y).</summary>
    internal static void SoftplusBack(ReadOnlySpan<float> y, ReadOnlySpan<float> gradients, Span<float> to, bool adds)
    {
        ref var source = ref MemoryMarshal.GetReference(y);
        ref var slopes = ref MemoryMarshal.GetReference(gradients);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)y.Length; i += MatrixProduct.Lanes)
        {
            var slope = Vector512<float>.One - VectorExponentials.Exp(-Vector512.LoadUnsafe(ref source, i));
            var before = adds ? Vector512.LoadUnsafe(ref target, i) : Vector512<float>.Zero;
            Vector512.StoreUnsafe(
                Vector512.FusedMultiplyAdd(slope, Vector512.LoadUnsafe(ref slopes, i), before), ref target, i);
        }
    }

    internal static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
