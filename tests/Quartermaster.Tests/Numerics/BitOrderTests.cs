using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

/// <summary>A set put in an order is what a loop over the order says.</summary>
public sealed class BitOrderTests
{
    private static readonly Gen<int[]> s_orders =
        from count in Gen.Int[0, 64]
        from order in Gen.Shuffle(Enumerable.Range(0, 64).ToArray())
        select order[..count];

    [Fact]
    public void Bit_r_says_whether_the_set_has_the_thing_of_rank_r() =>
        Gen.Select(s_orders, Gen.ULong).Sample((order, set) =>
        {
            var table = new byte[BitOrder.Length];
            BitOrder.Write(order, table);
            var expected = order.Select((thing, rank) => (set >> thing & 1) << rank).Aggregate(0UL, (a, b) => a | b);
            Assert.Equal(expected, BitOrder.Apply(table, set));
        });

    [Fact]
    public void A_table_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BitOrder.Apply(new byte[BitOrder.Length - 1], 1));
}
