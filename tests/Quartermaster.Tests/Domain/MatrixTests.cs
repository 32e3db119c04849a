using CsCheck;
using Quartermaster.Domain;
using Xunit;

namespace Quartermaster.Tests.Domain;

public sealed class MatrixTests
{
    private static readonly Gen<(int Columns, int Rows)> s_size = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6]);

    [Fact]
    public void First_columns_and_slices_of_them_are_what_copies_are() => s_size.Sample(size =>
    {
        var whole = Counted(size.Columns, size.Rows);
        for (var kept = 0; kept <= size.Columns; kept++)
        {
            var (view, copy) = (whole.FirstColumns(kept), Copy(whole, kept));
            Assert.Equal(copy, view);
            Assert.Equal(copy.Slice(1, size.Rows - 1), view.Slice(1, size.Rows - 1));
            Assert.Equal(copy.Pick([size.Rows - 1, 0]), view.Pick([size.Rows - 1, 0]));
            Assert.Equal(copy, view.FirstColumns(kept));
        }
    });

    [Fact]
    public void A_repeated_row_is_in_every_row()
    {
        var matrix = Matrix.Repeated([1, 2, 3], 4);
        Assert.Equal(new(3, [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]), matrix);
        Assert.Equal(new(2, [1, 2, 1, 2]), matrix.FirstColumns(2).Slice(1, 2));
        Assert.Equal(matrix.Slice(0, 2), matrix.Pick([3, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(4).Length);
    }

    [Fact]
    public void What_is_outside_is_refused()
    {
        var matrix = Counted(3, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.FirstColumns(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.FirstColumns(2).Row(4).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(-1, 2));
    }

    private static Matrix Counted(int columns, int rows) =>
        new(columns, [.. Enumerable.Range(0, columns * rows).Select(i => (float)i)]);

    private static Matrix Copy(Matrix whole, int columns) => columns == 0 ? Matrix.Repeated([], whole.Count)
        : new(columns, [.. Enumerable.Range(0, whole.Count).SelectMany(row => whole.Row(row)[..columns].ToArray())]);
}
