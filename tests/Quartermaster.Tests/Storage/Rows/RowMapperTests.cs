using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Text;
using Xunit;

namespace Quartermaster.Tests.Storage.Rows;

public sealed class RowMapperTests
{
    private enum Color : byte
    {
        Red = 1,
    }

    private readonly record struct Nested(int Code, Money Amount)
    {
        public bool IsGiven => Code != 0;
    }

    private readonly record struct Decided(ProductId Product, Nested Override, Color Color, long Wide, float Narrow,
        MoneySum Total, ulong Hash);

    public static TheoryData<string> Tables => [.. KnownTables.RowTypes.Select(type => type.Name)];

    [Fact]
    public void Every_table_is_found() => Assert.True(KnownTables.ByName.Count >= 20);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_column_but_texts_has_a_property_and_every_property_a_column(string row) =>
        Run(row, new Agreement());

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_comes_back_from_parquet(string row) => Run(row, new ThroughParquet());

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_comes_back_from_csv(string row) => Run(row, new ThroughCsv());

    [Fact]
    public void Any_struct_has_columns_and_structs_within_it_are_taken_apart()
    {
        var schema = RowMapper<Decided>.Shared.Schema;
        Assert.Equal(
            ["product", "override_code", "override_amount", "color", "wide", "narrow", "total", "hash"],
            schema.Columns.Select(column => column.Name));
        Decided[] rows =
        [
            new(new(3), new(4, new(5)), Color.Red, -6, 0.1f, new(Int128.MinValue / 4), ulong.MaxValue), default,
        ];
        Assert.Equal(rows, Back(Batch<Decided>(rows)));
    }

    [Fact]
    public void A_code_that_the_catalog_does_not_have_is_named()
    {
        var batch = Batch<Decided>([default]);
        batch.Strings(0)[0] = "unheard of";
        var error = Assert.Throws<WorkspaceException>(() => Back(batch));
        Assert.Contains("unheard of", error.What);
    }

    [Fact]
    public void Rows_are_sorted_by_their_key_and_labels_by_their_text()
    {
        Sale[] rows = [Sale("b", 1), Sale("a", 2), Sale("ab", 0), Sale("a", 1), Sale("zzzzzzzzz", 1), Sale("é", 1)];
        RowMapper<Sale>.Shared.SortByKey(rows);
        Assert.Equal(["a1", "a2", "ab0", "b1", "zzzzzzzzz1", "é1"], rows.Select(row => $"{row.Order}{row.Line}"));
    }

    private static Sale Sale(string order, int line) => default(Sale) with { Order = Label.Of(order), Line = line };

    private static ColumnBatch Batch<TRow>(TRow[] rows) where TRow : unmanaged
    {
        var batch = new ColumnBatch(RowMapper<TRow>.Shared.Schema, rows.Length);
        RowMapper<TRow>.Shared.Put(rows, batch, new SampleCodes());
        return batch;
    }

    private static TRow[] Back<TRow>(ColumnBatch batch) where TRow : unmanaged
    {
        var rows = new TRow[batch.Count];
        RowMapper<TRow>.Shared.Take(batch, rows, new SampleCodes());
        return rows;
    }

    private static TRow[] Back<TRow>(ColumnBatch batch, TRow[] _) where TRow : unmanaged => Back<TRow>(batch);

    private static Decided[] Back(ColumnBatch batch) => Back(batch, Array.Empty<Decided>());

    private static void Run(string row, ITableCheck check)
    {
        var type = KnownTables.RowTypes.Single(known => known.Name == row);
        typeof(ITableCheck).GetMethod(nameof(ITableCheck.Check))!.MakeGenericMethod(type)
            .Invoke(check, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [], null);
    }

    private interface ITableCheck
    {
        void Check<TRow>() where TRow : unmanaged, IRow<TRow>;
    }

    private sealed class Agreement : ITableCheck
    {
        public void Check<TRow>() where TRow : unmanaged, IRow<TRow>
        {
            var properties = typeof(TRow).GetConstructors().MaxBy(made => made.GetParameters().Length)!
                .GetParameters().Select(parameter => parameter.Name == "Id" ? typeof(TRow).Name : parameter.Name!);
            var columns = TRow.Schema.Columns.Where(column => column.Type != ColumnType.Text)
                .Select(column => string.Concat(column.Name.Split('_')
                    .Select(word => char.ToUpper(word[0]) + word[1..])));
            Assert.Equal(properties, columns);
            Assert.Same(TRow.Schema, RowMapper<TRow>.Shared.Schema);
            Assert.InRange(TRow.Schema.KeyLength, 1, TRow.Schema.Columns.Count);
        }
    }

    private sealed class ThroughParquet : ITableCheck
    {
        public void Check<TRow>() where TRow : unmanaged, IRow<TRow>
        {
            using var folder = new TemporaryFolder();
            var rows = SampleRows.Of<TRow>(300);
            using (var stream = File.Create(folder.File("a.parquet")))
            {
                using var writer = new ParquetTableWriter(stream, TRow.Schema);
                writer.Write(Batch(rows));
                writer.Finish();
            }

            using var reader = new ParquetTableReader(folder.File("a.parquet"), TRow.Schema);
            Assert.Equal(rows, reader.Read().SelectMany(Back<TRow>));
        }
    }

    private sealed class ThroughCsv : ITableCheck
    {
        public void Check<TRow>() where TRow : unmanaged, IRow<TRow>
        {
            var rows = SampleRows.Of<TRow>(300);
            using var text = new StringWriter();
            new CsvTableWriter(text, TRow.Schema).Write(Batch(rows));
            var records = PlainCsv.Parse(text.ToString());
            Assert.Equal(TRow.Schema.Columns.Select(column => column.Name), records[0]);
            var batch = new ColumnBatch(TRow.Schema, rows.Length) { Count = rows.Length };
            for (var row = 0; row < rows.Length; row++)
            {
                PlainCsv.Fill(batch, row, records[row + 1]);
            }

            Assert.Equal(rows, Back<TRow>(batch));
        }
    }
}
