using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Operations.Gather;
using Xunit;

namespace Quartermaster.Tests.Domain;

public sealed class LongMatrixTests
{
    /// <summary>The sums of demand of a million products: 2.8·10⁹ values, which no array and no int can count.
    /// </summary>
    [Theory]
    [InlineData(762_601)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void Blocks_hold_more_values_than_an_array_can(int products)
    {
        var columns = CumulativeDemand.UsualDays.Length * 128;
        var sizes = LongMatrix.SizesOfBlocks(products, columns);

        Assert.Equal((long)products * columns, sizes.Sum(size => (long)size));
        Assert.All(sizes, size => Assert.InRange(size, 1, Array.MaxLength));
    }

    [Fact]
    public void A_row_as_long_as_an_array_is_a_block_of_its_own() =>
        Assert.Equal([Array.MaxLength, Array.MaxLength], LongMatrix.SizesOfBlocks(2, Array.MaxLength));

    [Fact]
    public void Rows_are_found_across_blocks_in_slices_and_in_copies()
    {
        var values = Enumerable.Range(0, 3 * 20_000).Select(i => (float)i).ToArray();
        var whole = new LongMatrix(3, values);
        var blocks = whole.Pick([.. Enumerable.Range(0, 20_000)]);
        var slice = blocks.Slice(8_190, 9_000);

        Assert.Equal(whole, blocks);
        Assert.Equal([.. values.AsSpan(3 * 8_190, 3)], slice.Row(0).ToArray());
        Assert.Equal([.. values.AsSpan(3 * 8_192, 3)], slice.Row(2).ToArray());
        Assert.Equal(blocks.Row(17_189).ToArray(), slice.Slice(8_990, 10).Row(9).ToArray());
        Assert.Equal([.. values.AsSpan(3 * 16_384, 3)], slice.Pick([8_194, 0]).Row(0).ToArray());
        Assert.NotEqual(slice, blocks.Slice(8_189, 9_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(0, 9_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Row(9_000).Length);
    }

    [Fact]
    public void What_no_table_can_hold_is_refused_by_its_size()
    {
        var error = Assert.Throws<TooManyCellsException>(() => new DemandBook(
            new(2025, 3, 3), 2_000_000_000, new(new ProductFacts[3]), new([]), new([])));

        Assert.Contains("sales by product and day: 3 × 2,000,000,000 are 6,000,000,000 values", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(1_100_000_000, Cells.Of(1_000_000, 1_100, "days of three years"));
    }
}
