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

    /// <summary>y = x where x is above 0, else exp(x) − 1.</summary>
    internal static void Elu(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(y);
        for (nuint i = 0; i < (nuint)x.Length; i += MatrixProduct.Lanes)
        {
            var value = Vector512.LoadUnsafe(ref source, i);
            var below = Vector512.Exp(Vector512.Min(value, Vector512<float>.Zero)) - Vector512<float>.One;
            var isAbove = Vector512.GreaterThan(value, Vector512<float>.Zero);
            Vector512.StoreUnsafe(Vector512.ConditionalSelect(isAbove, value, below), ref target, i);
        }
    }

    /// <summary>dx += dy × slope, by what came out: 1 above 0, else y + 1.</summary>
    internal static void EluBack(ReadOnlySpan<float> y, ReadOnlySpan<float> gradients, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(y);
        ref var slopes = ref MemoryMarshal.GetReference(gradients);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)y.Length; i += MatrixProduct.Lanes)
        {
            var slope = Vector512.Min(Vector512.LoadUnsafe(ref source, i), Vector512<float>.Zero)
                + Vector512<float>.One;
            var sum = Vector512.FusedMultiplyAdd(
                slope, Vector512.LoadUnsafe(ref slopes, i), Vector512.LoadUnsafe(ref target, i));
            Vector512.StoreUnsafe(sum, ref target, i);
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
            var small = Vector512.Exp(-Vector512.Abs(value));
            var result = Vector512.Max(value, Vector512<float>.Zero) + Vector512.Log(Vector512<float>.One + small);
            Vector512.StoreUnsafe(result, ref target, i);
        }
    }

    /// <summary>dx += dy × slope, by what came out: 1 − exp(−y).</summary>
    internal static void SoftplusBack(ReadOnlySpan<float> y, ReadOnlySpan<float> gradients, Span<float> to)
    {
        ref var source = ref MemoryMarshal.GetReference(y);
        ref var slopes = ref MemoryMarshal.GetReference(gradients);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < (nuint)y.Length; i += MatrixProduct.Lanes)
        {
            var slope = Vector512<float>.One - Vector512.Exp(-Vector512.LoadUnsafe(ref source, i));
            var sum = Vector512.FusedMultiplyAdd(
                slope, Vector512.LoadUnsafe(ref slopes, i), Vector512.LoadUnsafe(ref target, i));
            Vector512.StoreUnsafe(sum, ref target, i);
        }
    }

    internal static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    internal static float Softplus(float x) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));
}
