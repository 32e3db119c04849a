using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

/// <summary>Against loops that say the same.</summary>
public sealed class MaskedMinimumTests
{
    private static readonly Gen<int[]> s_numbers = Gen.Frequency((8, Gen.Int[-3, 9]), (1, Gen.Int)).Array[64];

    [Fact]
    public void At_least() => Gen.Select(s_numbers, Gen.Int[0, 64], Gen.Int[-4, 10]).Sample((numbers, count, least) =>
    {
        var mask = MaskedMinimum.AtLeast(numbers.AsSpan(0, count), least);
        for (var i = 0; i < 64; i++)
        {
            Assert.Equal(i < count && numbers[i] >= least, (mask >> i & 1) != 0);
        }
    });

    [Fact]
    public void The_least_and_where_it_is() => Gen.Select(s_numbers, Gen.ULong).Sample((numbers, mask) =>
    {
        var counting = Enumerable.Range(0, 64).Where(i => (mask >> i & 1) != 0).ToArray();
        var least = counting.Length == 0 ? int.MaxValue : counting.Min(i => numbers[i]);
        Assert.Equal(least, MaskedMinimum.Of(numbers, mask));
        Assert.Equal(
            counting.Where(i => numbers[i] == least).Aggregate(0UL, (bits, i) => bits | (1UL << i)),
            MaskedMinimum.Equal(numbers, least, mask));
    });

    [Fact]
    public void Near_the_least_is_never_without_the_least_and_seldom_with_another() =>
        Gen.Select(Gen.Int[1, 4], Gen.Double[0, 5_000_000].Array[64], Gen.Double[0, 50].Array[128], Gen.ULong,
            Gen.Select(Gen.Double[0, 40_000], Gen.Double[0, 90_000])).Sample((parts, a, rates, mask, goods) =>
            {
                var count = parts * 16;
                float[] terms =
                [
                    .. a.Take(count).Select((one, i) => i % 7 == 3 ? float.PositiveInfinity : (float)one),
                    .. rates.Take(count).Select(rate => (float)rate),
                    .. rates.Skip(64).Take(count).Select(rate => (float)rate),
                ];
                var near = MaskedMinimum.NearLeast(terms, (float)goods.Item1, (float)goods.Item2, mask);
                var sums = Enumerable.Range(0, count).Where(i => (mask >> i & 1) != 0 && i % 7 != 3)
                    .Select(i => (Place: i, Sum: terms[i] + ((double)terms[count + i] * (float)goods.Item1)
                        + ((double)terms[(2 * count) + i] * (float)goods.Item2))).ToArray();
                if (sums.Length == 0)
                {
                    Assert.Equal(0UL, near);
                    return;
                }

                var least = sums.Min(one => one.Sum);
                ulong Within(double limit) => MaskedMinimum.NearLeast(
                    terms, (float)goods.Item1, (float)goods.Item2, mask, (float)limit);
                Assert.Equal(near, Within(least));
                Assert.Equal(0UL, Within((least * 0.999) - 10));
                foreach (var (place, sum) in sums)
                {
                    var isNear = (near >> place & 1) != 0;
                    Assert.True(isNear || sum > least, $"{sum} is the least and missing");
                    Assert.True(!isNear || sum <= (least * 1.000_003) + 2, $"{sum} is not near {least}");
                }

                Assert.Equal(0UL, near & ~sums.Aggregate(0UL, (bits, one) => bits | (1UL << one.Place)));
            });

    [Fact]
    public void Among_a_set_bits_stand_side_by_side() => Gen.Select(Gen.ULong, Gen.ULong).Sample((mask, set) =>
    {
        var members = Enumerable.Range(0, 64).Where(i => (set >> i & 1) != 0).ToArray();
        Assert.Equal(
            members.Select((member, place) => (mask >> member & 1) << place).Aggregate(0UL, (bits, bit) => bits | bit),
            MaskedMinimum.Among(mask, set));
    });

    [Fact]
    public void Too_few_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MaskedMinimum.Of(new int[63], 1));
        Assert.Throws<ArgumentException>(() => MaskedMinimum.NearLeast(new float[3 * 20], 1, 1, 1));
    }
}
