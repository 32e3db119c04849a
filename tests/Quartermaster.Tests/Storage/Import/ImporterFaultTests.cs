using System.Text;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Import;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

/// <summary>Everything that can be wrong with a file: a clear message, and a workspace as it was.</summary>
public sealed class ImporterFaultTests
{
    private const string Header = "order,line,at,product,units,unit_price\n";
    private const string Good = Header + "A,1,2024-01-02T10:00Z,P,2,9.99\nB,1,2024-01-03,P,1,9.99\n";

    /// <summary>A file that cannot be imported, and what the message must say.</summary>
    public static TheoryData<string, byte[], string[]> Unreadable()
    {
        var gzip = ImportFolder.Gzip(Good + string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $"C{i},{i % 7},2024-01-02,P{i * 7919 % 10007},{i % 13 + 1},3\n")));
        var broken = (byte[])gzip.Clone();
        broken.AsSpan(gzip.Length / 2, 40).Fill(0x55);
        return new()
        {
            { "truncated gzip", gzip[..(gzip.Length / 2)], ["sales.csv", "gzip", "Nothing was imported"] },
            { "gzip cut in its last bytes", gzip[..^3], ["sales.csv", "gzip", "Nothing was imported"] },
            { "gzip damaged in the middle", broken, ["sales.csv", "gzip", "Nothing was imported"] },
            { "garbage after gzip", [.. gzip, .. "garbage"u8], ["sales.csv", "gzip", "Nothing was imported"] },
            { "empty", [], ["sales.csv", "is empty"] },
            { "Parquet in name only", [.. "PAR1"u8, 1, 2, 3], ["sales.csv", "Parquet"] },
            { "wrong columns", "Invoice,StockCode,Quantity,InvoiceDate,Price\n1,2,3,2024-01-05,5\n"u8.ToArray(),
                ["names no column", "Invoice, StockCode", "\"order\":\"Invoice\"", "\"product\":\"StockCode\"",
                    "\"units\":\"Quantity\"", "\"at\":\"InvoiceDate\"", "\"unit_price\":\"Price\""] },
            { "some columns missing", "order,line,at,sku,units,unit_price\n1,1,1,1,1,1\n"u8.ToArray(),
                ["lacks", ": product.", "Found: order, line", "\"product\":\"sku\""] },
            { "no header", "A,1,2024-01-02,P,2,9.99\n"u8.ToArray(),
                ["names no column of table sales", "A, 1, 2024-01-02", "\"header\" in a mapping"] },
            { "the same column twice", "order,order,line,at,product,units,unit_price\n"u8.ToArray(),
                ["2 columns called 'order'"] },
            { "day or month", Encoding.UTF8.GetBytes(Header + "A,1,01/02/2024,P,2,1\n"),
                ["sales.csv: column at of table sales has dates that could be day/month or month/day",
                    "'01/02/2024' in line 2", "{\"formats\": {\"at\": \"dd/MM/yyyy\"}}"] },
            { "day or month with points",
                Encoding.UTF8.GetBytes(Header + "A,1,01.01.2024,P,2,1\nA,2,1.2.2024 9:30,P,2,1\n"),
                ["'1.2.2024 9:30' in line 3", "{\"formats\": {\"at\": \"d.M.yyyy H:mm\"}}"] },
            { "columns that only sound alike", "Nummer;Menge;Preis;vendors\nX;5;1,50;abc\n"u8.ToArray(),
                ["names no column of table sales", "{\"columns\": {\"order\":\"its name in the file\"}}"] },
            { "near names with values of another kind",
                "order,line,at,sku,unitz,unit_price\n1,1,1,1,many,1\n"u8.ToArray(),
                ["{\"columns\": {\"product\":\"sku\"}}"] },
        };
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_cannot_be_imported_says_why_and_leaves_the_workspace_as_it_was(
        string what, byte[] content, string[] expected)
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Good);
        var before = folder.Snapshot();
        var file = folder.Write("sales.csv", content);
        var fault = Assert.Throws<ImportException>(() => folder.Import("sales", [file]));
        Assert.All(expected, part => Assert.True(
            fault.Message.Contains(part, StringComparison.Ordinal), $"{what}: '{part}' is not in: {fault.Message}"));
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void A_damaged_Parquet_file_is_called_damaged()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Good);
        var (whole, before) = (File.ReadAllBytes(folder.WriteParquet("whole.parquet", Good)), folder.Snapshot());
        whole.AsSpan(whole.Length / 4, whole.Length / 2).Fill(0x55);
        var file = folder.Write("sales.parquet", whole);
        Assert.Contains($"{file} begins like a Parquet file and cannot be read as one",
            Assert.Throws<ImportException>(() => folder.Import("sales", [file])).Message);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void A_text_that_cannot_be_written_is_no_fault_of_the_Parquet_file()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Good);
        var (file, before) = (folder.WriteParquet("more.parquet", Good), folder.Snapshot());
        var fault = Assert.Throws<ImportException>(
            () => new Importer(folder.Workspace, new Vanishing()).Import("sales", [file]));
        Assert.StartsWith("Table sales could not be imported: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Get the file again", fault.Message, StringComparison.Ordinal);
        Assert.Contains("free space", fault.NextStep, StringComparison.Ordinal);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var folder = new ImportFolder();
        Assert.Contains("nowhere.csv does not exist",
            Assert.Throws<ImportException>(() => folder.Import("sales", ["nowhere.csv"])).Message);
        Assert.Contains("is a folder",
            Assert.Throws<ImportException>(() => folder.Import("sales", [folder.Workspace.Folder])).Message);
    }

    [Fact]
    public void A_header_without_rows_changes_nothing_and_says_so()
    {
        using var folder = new ImportFolder();
        var before = folder.Snapshot();
        var result = folder.Import("sales", Header);
        Assert.Contains(result.Notes, note => note.Contains("a header and no rows"));
        Assert.True(result.IsUnchanged);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void An_unknown_table_lists_those_there_are()
    {
        using var folder = new ImportFolder();
        Assert.Contains("products", Assert.Throws<WorkspaceException>(() => folder.Import("saels", Good)).Message);
    }

    [Fact]
    public void Ctrl_C_in_the_middle_leaves_the_workspace_as_it_was()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Good);
        var file = folder.Write("many.csv", Header + string.Concat(
            Enumerable.Range(0, 100_000).Select(i => $"C{i},1,2024-01-02,P,{(i % 100 == 0 ? "x" : "1")},3\n")));
        var before = folder.Snapshot();
        using var stop = new CancellationTokenSource();
        var options = new ImportOptions { Progress = new Stopper(stop, 50_000), RowsInMemory = 16_384 };
        Assert.Throws<OperationCanceledException>(() =>
            new Importer(folder.Workspace).Import("sales", [file], options, stop.Token));
        Assert.Equal(before, folder.Snapshot());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void A_full_disk_leaves_the_table_as_before_or_as_after_and_a_second_try_completes_it(string format)
    {
        var counting = new FailingDisk();
        using (var folder = new ImportFolder(counting))
        {
            folder.Import("sales", Good);
            counting.FailAt(int.MaxValue);
            ImportMore(folder, counting, format);
        }

        var steps = Enumerable.Range(1, counting.Steps).Where(i => i < 5 || i > counting.Steps - 5 || i % 16 == 0);
        foreach (var step in steps)
        {
            var disk = new FailingDisk();
            using var folder = new ImportFolder(disk);
            folder.Import("sales", Good);
            disk.FailAt(step);
            var fault = Assert.ThrowsAny<Exception>(() => ImportMore(folder, disk, format));
            Assert.True(fault is ImportException or WorkspaceException, $"step {step}: {fault}");
            Assert.Contains("No space left", fault.Message);
            Assert.InRange(folder.Workspace.Tables.Read<Sale>().Count, 2, 3);
            disk.FailAt(int.MaxValue);
            Assert.Equal(3, ImportMore(folder, disk, format).RowsInTable);
        }
    }

    private static ImportResult ImportMore(ImportFolder folder, FailingDisk disk, string format)
    {
        const string More = Header + "C,1,2024-01-04,P,1,1\nD,1,2024-01-04,P,none,1\n";
        var file = format == "parquet" ? folder.WriteParquet("more.parquet", More) : folder.Write("more.csv", More);
        return new Importer(folder.Workspace, disk).Import("sales", [file]);
    }

    private sealed class Stopper(CancellationTokenSource stop, long rows) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Rows >= rows)
            {
                stop.Cancel();
            }
        }
    }

    // The folder that is written to goes away, as when a disk is unplugged.
    private sealed class Vanishing : Disk
    {
        protected override void Before(DiskStep step, string path)
        {
            if (step == DiskStep.Write && path.EndsWith("0.csv", StringComparison.Ordinal))
            {
                Directory.Delete(Path.GetDirectoryName(path)!);
            }
        }
    }

    private sealed class FailingDisk : Disk
    {
        private int _failAt = int.MaxValue;

        internal int Steps { get; private set; }

        internal void FailAt(int step) => (_failAt, Steps) = (step, 0);

        protected override void Before(DiskStep step, string path)
        {
            if (++Steps >= _failAt)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
