using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>The tiles of <see cref="MatrixProduct"/>: what fits the registers.</summary>
/// <remarks>Where vectors are narrower than 512 bits, each operation is made of halves: slower, the same
/// values.</remarks>
internal static class MatrixTiles
{
    internal static void EightByTwo(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var (step, stride, from) = ((nint)shape.RowStep, (nint)shape.Stride, (nint)shape.StartStep);
        var (c00, c01) = Load2(ref start, 0);
        var (c10, c11) = Load2(ref start, from);
        var (c20, c21) = Load2(ref start, 2 * from);
        var (c30, c31) = Load2(ref start, 3 * from);
        var (c40, c41) = Load2(ref start, 4 * from);
        var (c50, c51) = Load2(ref start, 5 * from);
        var (c60, c61) = Load2(ref start, 6 * from);
        var (c70, c71) = Load2(ref start, 7 * from);
        for (var k = 0; k < shape.Inner; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            var b1 = Vector512.LoadUnsafe(ref b, MatrixProduct.Lanes);
            var a0 = Vector512.Create(a);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(Unsafe.Add(ref a, step));
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(Unsafe.Add(ref a, 2 * step));
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(Unsafe.Add(ref a, 3 * step));
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            var a4 = Vector512.Create(Unsafe.Add(ref a, 4 * step));
            c40 = Vector512.FusedMultiplyAdd(a4, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(a4, b1, c41);
            var a5 = Vector512.Create(Unsafe.Add(ref a, 5 * step));
            c50 = Vector512.FusedMultiplyAdd(a5, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(a5, b1, c51);
            var a6 = Vector512.Create(Unsafe.Add(ref a, 6 * step));
            c60 = Vector512.FusedMultiplyAdd(a6, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(a6, b1, c61);
            var a7 = Vector512.Create(Unsafe.Add(ref a, 7 * step));
            c70 = Vector512.FusedMultiplyAdd(a7, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(a7, b1, c71);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Store2(c00, c01, ref c, 0);
        Store2(c10, c11, ref c, stride);
        Store2(c20, c21, ref c, 2 * stride);
        Store2(c30, c31, ref c, 3 * stride);
        Store2(c40, c41, ref c, 4 * stride);
        Store2(c50, c51, ref c, 5 * stride);
        Store2(c60, c61, ref c, 6 * stride);
        Store2(c70, c71, ref c, 7 * stride);
    }

    internal static void EightByOne(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var (step, stride, from) = ((nint)shape.RowStep, (nint)shape.Stride, (nint)shape.StartStep);
        var c0 = Load(ref start, 0);
        var c1 = Load(ref start, from);
        var c2 = Load(ref start, 2 * from);
        var c3 = Load(ref start, 3 * from);
        var c4 = Load(ref start, 4 * from);
        var c5 = Load(ref start, 5 * from);
        var c6 = Load(ref start, 6 * from);
        var c7 = Load(ref start, 7 * from);
        for (var k = 0; k < shape.Inner; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, step)), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2 * step)), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3 * step)), b0, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 4 * step)), b0, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 5 * step)), b0, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 6 * step)), b0, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 7 * step)), b0, c7);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Vector512.StoreUnsafe(c0, ref c);
        Vector512.StoreUnsafe(c1, ref Unsafe.Add(ref c, stride));
        Vector512.StoreUnsafe(c2, ref Unsafe.Add(ref c, 2 * stride));
        Vector512.StoreUnsafe(c3, ref Unsafe.Add(ref c, 3 * stride));
        Vector512.StoreUnsafe(c4, ref Unsafe.Add(ref c, 4 * stride));
        Vector512.StoreUnsafe(c5, ref Unsafe.Add(ref c, 5 * stride));
        Vector512.StoreUnsafe(c6, ref Unsafe.Add(ref c, 6 * stride));
        Vector512.StoreUnsafe(c7, ref Unsafe.Add(ref c, 7 * stride));
    }

    internal static void FourByTwo(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var (step, stride, from) = ((nint)shape.RowStep, (nint)shape.Stride, (nint)shape.StartStep);
        var (c00, c01) = Load2(ref start, 0);
        var (c10, c11) = Load2(ref start, from);
        var (c20, c21) = Load2(ref start, 2 * from);
        var (c30, c31) = Load2(ref start, 3 * from);
        for (var k = 0; k < shape.Inner; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            var b1 = Vector512.LoadUnsafe(ref b, MatrixProduct.Lanes);
            var a0 = Vector512.Create(a);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(Unsafe.Add(ref a, step));
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(Unsafe.Add(ref a, 2 * step));
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(Unsafe.Add(ref a, 3 * step));
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Store2(c00, c01, ref c, 0);
        Store2(c10, c11, ref c, stride);
        Store2(c20, c21, ref c, 2 * stride);
        Store2(c30, c31, ref c, 3 * stride);
    }

    internal static void FourByOne(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var (step, stride, from) = ((nint)shape.RowStep, (nint)shape.Stride, (nint)shape.StartStep);
        var c0 = Load(ref start, 0);
        var c1 = Load(ref start, from);
        var c2 = Load(ref start, 2 * from);
        var c3 = Load(ref start, 3 * from);
        for (var k = 0; k < shape.Inner; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, step)), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2 * step)), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3 * step)), b0, c3);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Vector512.StoreUnsafe(c0, ref c);
        Vector512.StoreUnsafe(c1, ref Unsafe.Add(ref c, stride));
        Vector512.StoreUnsafe(c2, ref Unsafe.Add(ref c, 2 * stride));
        Vector512.StoreUnsafe(c3, ref Unsafe.Add(ref c, 3 * stride));
    }

    internal static void OneByTwo(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var (first, second) = Load2(ref start, 0);
        for (var k = 0; k < shape.Inner; k++)
        {
            var factor = Vector512.Create(a);
            first = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref b), first);
            second = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref b, MatrixProduct.Lanes), second);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Store2(first, second, ref c, 0);
    }

    internal static void OneByOne(ref float a, ref float b, ref float start, ref float c, in ProductShape shape)
    {
        var sum = Load(ref start, 0);
        for (var k = 0; k < shape.Inner; k++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a), Vector512.LoadUnsafe(ref b), sum);
            a = ref Unsafe.Add(ref a, shape.InnerStep);
            b = ref Unsafe.Add(ref b, shape.Stride);
        }

        Vector512.StoreUnsafe(sum, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> First, Vector512<float> Second) Load2(ref float start, nint at) =>
        (Load(ref start, at), Load(ref start, at + MatrixProduct.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ref float start, nint at) =>
        Vector512.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2(Vector512<float> first, Vector512<float> second, ref float c, nint at)
    {
        Vector512.StoreUnsafe(first, ref Unsafe.Add(ref c, at));
        Vector512.StoreUnsafe(second, ref Unsafe.Add(ref c, at + MatrixProduct.Lanes));
    }
}
