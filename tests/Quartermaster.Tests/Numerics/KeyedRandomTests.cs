using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class KeyedRandomTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(61)]
    public void Draws_of_consecutive_indices_are_those_one_by_one(int count)
    {
        var draws = new double[count];
        KeyedRandom.Uniform(7, 0xD012, ulong.MaxValue - 3, 1UL << 40, draws);
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => KeyedRandom.Uniform(
                7, 0xD012, ulong.MaxValue - 3, (1UL << 40) + (ulong)i)), draws);
    }
}
