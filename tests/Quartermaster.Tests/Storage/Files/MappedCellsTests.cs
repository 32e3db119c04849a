using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Operations.Gather;
using Quartermaster.Storage.Files;
using Xunit;

namespace Quartermaster.Tests.Storage.Files;

public sealed class MappedCellsTests : IDisposable
{
    private static readonly DateOnly s_first = new(2025, 1, 6);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mapped_values_are_kept_and_their_file_has_no_name()
    {
        var mapped = MappedCells.Room(_folder.Path, 100_000, leastMapped: 1_000);
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped.Span[i] = i;
        }

        Assert.Equal(100_000, mapped.Length);
        Assert.Equal(99_999, mapped.Span[99_999]);
        Assert.Equal([7, 8, 9], mapped.Slice(7, 3).ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.ThrowsAny<IOException>(
        () => MappedCells.Room(Path.Combine(_folder.Path, "none"), 10, leastMapped: 1));

    [Fact]
    public void A_book_says_the_same_wherever_it_is_held()
    {
        var (held, mapped) = (Book(null), Book(cells => MappedCells.Room(_folder.Path, cells, leastMapped: 1)));
        Assert.Equal(held.Inputs(), mapped.Inputs());
        Assert.Equal(held.Inputs(1, 1), mapped.Inputs(1, 1));
        Assert.Equal(held.Inputs([1, 0]), mapped.Inputs([1, 0]));
        Assert.Equal(held.Copy(3).Inputs(), mapped.Copy(3).Inputs());
    }

    private static DemandBook Book(CellRoom? room)
    {
        var book = new DemandBook(s_first, 5,
            new([new(new(1), 11, new(1), 1, int.MaxValue, 5), new(new(2), 12, new(1), -1, int.MaxValue, 5)]),
            new([]), new([]), room);
        for (var day = 0; day < 5; day++)
        {
            book.AddSales(day % 2, s_first.AddDays(day), day);
            book.AddAvailability(1, s_first.AddDays(day), day / 5.0, 3);
            book.SetPriceRatio(0, s_first.AddDays(day), s_first.AddDays(day + 1), 1 - (0.1 * day));
        }

        book.AdvanceTo(s_first.AddDays(5));
        return book;
    }
}
