using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Xunit;

namespace Quartermaster.Tests.Domain;

/// <summary>Marks say of any stretch of facilities what the cells say one by one.</summary>
public sealed class LiveMarksTests
{
    private static readonly Gen<int> s_units = Gen.Int[-1, 2];

    [Fact]
    public void Marks_say_what_cells_say_before_and_after_writes() => (
        from products in Gen.Int[1, 5]
        from facilities in Gen.Int[1, 200]
        from cells in s_units.Array[(products + 1) * (facilities + 1)]
        from writes in Gen.Select(Gen.Int[1, products], Gen.Int[1, facilities], s_units).Array[50]
        from count in Gen.Int[1, 64]
        select (products, facilities, cells, writes, count)).Sample(world =>
        {
            var stride = world.facilities + 1;
            var marks = new LiveMarks(world.cells, stride);
            Compare(new(world.cells, stride, 1, marks), world.products, world.facilities, world.count);
            foreach (var (product, facility, units) in world.writes)
            {
                world.cells[(product * stride) + facility] = units;
                marks.Set(product, facility, units > 0);
            }

            Compare(new(world.cells, stride, 1, marks), world.products, world.facilities, world.count);
        });

    [Fact]
    public void Without_marks_nothing_is_claimed() =>
        Assert.False(new LiveUnits(new int[4], 2).Has(new(1), new(1), 1, out _));

    private static void Compare(LiveUnits live, int products, int facilities, int count)
    {
        for (var product = 1; product <= products + 1; product++)
        {
            for (var first = 1; first <= facilities; first++)
            {
                var expected = 0UL;
                for (var i = 0; i < count; i++)
                {
                    expected |= live.Of(new(product), new(first + i)) > 0 ? 1UL << i : 0;
                }

                Assert.True(live.Has(new(product), new(first), count, out var marks));
                Assert.Equal(expected, marks);
            }
        }
    }
}
