using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>Exponentials and logarithms in single precision, to about one unit in the last place: half the time
/// of those of the framework, which go by way of double precision.</summary>
internal static class VectorExponentials
{
    // Below, the result would be denormal; above, infinite.
    private const float Least = -87.3f;
    private const float Most = 88.3f;

    // 1.5 × 2²³: added to a small number, it leaves the nearest whole number in the last bits.
    private const float Rounds = 12_582_912f;

    /// <summary>e to the power of x, held between 10⁻³⁸ and 10³⁸.</summary>
    /// <remarks>2ⁿ·exp(r) with |r| ≤ ln 2 / 2; the polynomial is that of Cephes' expf (Moshier, 1989).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Exp(Vector512<float> x)
    {
        // No number stays none: of a number and none, the second is taken.
        x = Vector512.MinNative(Vector512.Create(Most), Vector512.MaxNative(Vector512.Create(Least), x));
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(Rounds));
        var whole = shifted - Vector512.Create(Rounds);
        var rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-0.693359375f), x);
        rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(2.12194440e-4f), rest);
        var sum = Vector512.FusedMultiplyAdd(
            Vector512.Create(1.9875691500e-4f), rest, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest * rest, rest + Vector512<float>.One);
        return (sum.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }

    /// <summary>log(1 + x) for x from 0 to 1.</summary>
    /// <remarks>2 artanh(s), s = x / (2 + x) ≤ 1/3, as its series to s¹⁵: what is left is below 10⁻⁹ of it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> LogOfOneAnd(Vector512<float> x)
    {
        var part = x / (x + Vector512.Create(2f));
        var square = part * part;
        var sum = Vector512.FusedMultiplyAdd(Vector512.Create(2f / 15), square, Vector512.Create(2f / 13));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(2f / 11));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(2f / 9));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(2f / 7));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(2f / 5));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(2f / 3));
        return Vector512.FusedMultiplyAdd(sum, square * part, part + part);
    }
}
