using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Xunit;

namespace Quartermaster.Tests.Storage.Parquet;

public sealed class ParquetTableTests : IDisposable
{
    private static readonly TableSchema s_schema = new("everything", 1,
    [
        new("code", ColumnType.Code, ""), new("text", ColumnType.Text, ""), new("count", ColumnType.Integer, ""),
        new("weight", ColumnType.Number, ""), new("price", ColumnType.Money, ""), new("day", ColumnType.Day, ""),
        new("at", ColumnType.Instant, ""), new("flag", ColumnType.Flag, ""), new("wide", ColumnType.Long, ""),
        new("total", ColumnType.Total, ""),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_001)]
    public void What_is_written_is_read_back_cell_by_cell(int rows)
    {
        Write("a.parquet", rows, batch: 9_000);
        using var reader = new ParquetTableReader(_folder.File("a.parquet"), s_schema);
        Assert.Equal(rows, reader.Rows);
        var row = 0;
        foreach (var batch in reader.Read(capacity: 7_000))
        {
            for (var i = 0; i < batch.Count; i++, row++)
            {
                var expected = new ColumnBatch(s_schema, 1);
                Fill(expected, 0, row);
                Assert.Equal(Cells(expected, 0), Cells(batch, i));
            }
        }

        Assert.Equal(rows, row);
    }

    [Fact]
    public void An_optional_amount_that_an_older_program_did_not_write_has_its_default()
    {
        Write("old.parquet", rows: 20, batch: 20);
        var grown = new TableSchema("everything", 1,
            [.. s_schema.Columns, Column.Money("fee", "").Or(1.5), Column.Integer("pack", "", 1, 9).Or(3),
                Column.Number("share", "", 0, 1).Or(0.25)]);
        using var reader = new ParquetTableReader(_folder.File("old.parquet"), grown);
        var batch = Assert.Single(reader.Read());
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(
            (1_500_000L, 3, 0.25), (batch.Longs(10)[i], batch.Integers(11)[i], batch.Numbers(12)[i])));

        var required = new TableSchema("everything", 1, [.. s_schema.Columns, Column.Money("fee", "")]);
        var fault = Assert.Throws<WorkspaceException>(
            () => new ParquetTableReader(_folder.File("old.parquet"), required));
        Assert.Contains("fee", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_depends_on_the_content_and_not_on_the_batches()
    {
        var fingerprint = Write("a.parquet", 1_000, batch: 1_000);
        Assert.Matches("^[0-9a-f]{16}$", fingerprint);
        Assert.Equal(fingerprint, Write("b.parquet", 1_000, batch: 77));
        Assert.NotEqual(fingerprint, Write("c.parquet", 999, batch: 77));
        Assert.NotEqual(fingerprint, Write("d.parquet", 1_000, batch: 77, changedRow: 500));
    }

    [Fact]
    public void A_flipped_byte_anywhere_is_reported_or_harmless_and_never_changes_what_is_read()
    {
        var fingerprint = Write("a.parquet", 300, batch: 300);
        var bytes = File.ReadAllBytes(_folder.File("a.parquet"));
        var reported = 0;
        for (var at = 0; at < bytes.Length; at += 23)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(_folder.File("b.parquet"), damaged);
            try
            {
                Assert.Equal(fingerprint, Copy("b.parquet"));
            }
            catch (WorkspaceException error)
            {
                Assert.Contains("b.parquet", error.Message);
                reported++;
            }
        }

        Assert.True(reported > bytes.Length / 23 / 2, $"Only {reported} of {bytes.Length / 23} were reported.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    [InlineData(-1)]
    public void A_truncated_file_is_reported_by_name(int length)
    {
        Write("a.parquet", 300, batch: 300);
        var bytes = File.ReadAllBytes(_folder.File("a.parquet"));
        File.WriteAllBytes(_folder.File("a.parquet"), bytes[..(length < 0 ? bytes.Length - 1 : length)]);
        var error = Assert.Throws<WorkspaceException>(
            () => new ParquetTableReader(_folder.File("a.parquet"), s_schema));
        Assert.Contains("a.parquet", error.Message);
        Assert.Contains("Import the table again", error.NextStep);
    }

    private static void Fill(ColumnBatch batch, int i, int row)
    {
        batch.Strings(0)[i] = row % 7 == 0 ? "" : $"code-{row % 11}";
        batch.Strings(1)[i] = row % 5 == 0 ? "" : $"Zoë, \"{row}\"\nnext";
        batch.Integers(2)[i] = row - 5;
        batch.Numbers(3)[i] = row == 3 ? double.NaN : row / 3.0;
        batch.Longs(4)[i] = row * 1_000_000_007L;
        batch.Days(5)[i] = row % 3 == 0 ? default : new DateOnly(1960, 1, 1).AddDays(row);
        batch.Longs(6)[i] = row % 4 == 0 ? 0 : -1_000_000 + (row * 86_400_123L);
        batch.Flags(7)[i] = row % 2 == 0;
        batch.Longs(8)[i] = long.MaxValue - row;
        batch.Totals(9)[i] = new Int128(77, (ulong)row) * (row % 2 == 0 ? 1 : -1);
    }

    private static object[] Cells(ColumnBatch batch, int i) =>
    [
        batch.Strings(0)[i]!, batch.Strings(1)[i]!, batch.Integers(2)[i], batch.Numbers(3)[i], batch.Longs(4)[i],
        batch.Days(5)[i], batch.Longs(6)[i], batch.Flags(7)[i], batch.Longs(8)[i], batch.Totals(9)[i],
    ];

    private string Write(string name, int rows, int batch, int changedRow = -1)
    {
        using var stream = File.Create(_folder.File(name));
        using var writer = new ParquetTableWriter(stream, s_schema);
        var columns = new ColumnBatch(s_schema, batch);
        for (var row = 0; row < rows; row++)
        {
            Fill(columns, columns.Count, row == changedRow ? row + 1 : row);
            columns.Count++;
            if (columns.Count == batch)
            {
                writer.Write(columns);
                columns.Clear();
            }
        }

        writer.Write(columns);
        return writer.Finish();
    }

    private string Copy(string name)
    {
        using var reader = new ParquetTableReader(_folder.File(name), s_schema);
        using var writer = new ParquetTableWriter(Stream.Null, s_schema);
        foreach (var batch in reader.Read())
        {
            writer.Write(batch);
        }

        return writer.Finish();
    }
}
