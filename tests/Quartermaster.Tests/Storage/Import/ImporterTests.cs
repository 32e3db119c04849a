using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Import;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

public sealed class ImporterTests
{
    private const string Header = "order,line,at,product,units,unit_price\n";

    [Fact]
    public void Good_rows_land_and_bad_rows_are_listed_with_file_line_field_value_and_rule()
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales", Header
            + "A,1,2024-01-02T10:30:00+01:00,P,2,9.99\n"
            + "A,2,2024-01-02,P,-3,9.99\n"
            + "A,3,9999-01-02,P,1e30,NaN\n"
            + "A,4,2024-01-02,P,1,1000000000000\n"
            + "A,5,2024-01-02,,1,1\n"
            + "A,6,2024-01-02,P,1.5,1\n"
            + "A,7,2024-01-02,P,1\n");
        Assert.Equal((7L, 1L, 6L), (result.RowsRead, result.RowsTaken, result.RowsRejected));
        Assert.Equal(
            [
                "file,line,field,value,rule",
                "sales.csv,3,units,-3,\"must be 1 to 1,000,000,000\"",
                "sales.csv,4,at,9999-01-02,has a year outside 1970 to 2199",
                "sales.csv,4,units,1e30,\"must be 1 to 1,000,000,000\"",
                "sales.csv,4,unit_price,NaN,is not a number",
                "sales.csv,5,unit_price,1000000000000,\"must be 0 to 1,000,000,000\"",
                "sales.csv,6,product,,\"is empty, and a value is needed\"",
                "sales.csv,7,units,1.5,is not a whole number",
                "sales.csv,8,,\"A,7,2024-01-02,P,1\",\"has 5 cells, and the header has 6\"",
            ],
            File.ReadAllLines(Assert.Single(result.RejectFiles)));
        var sale = Assert.Single(folder.Workspace.Tables.Read<Sale>().Rows.ToArray());
        Assert.Equal("2024-01-02T09:30:00Z", sale.At.ToString());
        Assert.Equal(Money.Of(9.99m), sale.UnitPrice);
        Assert.Equal(Speed.Standard, sale.Speed);
        Assert.True(result.HasFindings);
        Assert.Contains(result.Rules, rule => rule is { Field: "units", Count: 2 });
    }

    [Fact]
    public void All_or_nothing_lists_what_is_rejected_and_leaves_the_table_as_it_was()
    {
        using var folder = new ImportFolder();
        var good = folder.Write("good.csv", "product,facility,units\nP1,F1,10\nP2,F1,7\n");
        var bad = folder.Write("bad.csv", "product,facility,units\nP1,F1,8\nP2,F1,many\n");
        var options = new ImportOptions { IsReplacement = true, IsAllOrNothing = true };
        Assert.False(new Importer(folder.Workspace).Import("stock", [good], options).IsHeldBack);
        var before = folder.Workspace.Tables.Fingerprint("stock");
        var held = new Importer(folder.Workspace).Import("stock", [bad], options);
        Assert.Equal((true, 2L, 0L, 1L), (held.IsHeldBack, held.RowsRead, held.RowsTaken, held.RowsRejected));
        Assert.Equal(before, folder.Workspace.Tables.Fingerprint("stock"));
        Assert.Single(held.RejectFiles);
    }

    /// <summary>A row of every table with its optional cells empty comes back from its own export.</summary>
    [Fact]
    public void What_is_exported_can_be_imported_again_also_where_values_are_missing()
    {
        using var there = new ImportFolder();
        using var back = new ImportFolder();
        foreach (var schema in KnownTables.ByName.Values)
        {
            var needed = schema.Columns.Where(column => !column.IsOptional).ToArray();
            Assert.Equal(0, there.Import(schema.Name, string.Join(",", needed.Select(column => column.Name)) + "\n"
                + string.Join(",", needed.Select(ValueOf)) + "\n").RowsRejected);
            var file = there.Write($"{schema.Name}-out.csv", "");
            there.Workspace.Export(schema.Name, file);
            var result = back.Import(schema.Name, [file]);
            Assert.True(result.RowsRejected == 0, string.Join("\n", result.Rules));
            Assert.Equal(there.Workspace.Tables.Fingerprint(schema.Name), result.Fingerprint);
        }

        static string ValueOf(Column column) => column.Type switch
        {
            ColumnType.Integer or ColumnType.Number or ColumnType.Money =>
                Math.Clamp(1, column.Least, column.Most).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ColumnType.Day => "2025-03-31",
            ColumnType.Instant => "2025-03-31T10:00:00Z",
            ColumnType.Choice => Enum.GetNames(column.Choices!)[^1],
            ColumnType.Flag => "true",
            _ => "X",
        };
    }

    /// <summary>What other writers than the importer appended, the sample's for example, is in any order; then a row of
    /// the table comes after the row that takes its place.</summary>
    [Fact]
    public void A_new_row_takes_the_place_of_one_in_a_table_of_any_order()
    {
        using var folder = new ImportFolder();
        using (var change = folder.Workspace.Change())
        {
            change.AddCodes<FacilityId>(["A", "B"]);
            change.Append<Capacity>([RoomOf("B", 5), RoomOf("A", 5)]);
            change.Commit();

            Capacity RoomOf(string facility, double hard) => new(change.Find<FacilityId>(facility), Resource.Storage,
                StorageClass.Bin, new(2024, 1, 1), hard, hard);
        }

        var result = folder.Import("capacity", "facility,resource,storage_class,from_day,soft,hard\n"
            + "A,storage,bin,2024-01-01,7,7\n" + "B,storage,bin,2024-01-01,5,5\n");

        Assert.Equal((2L, 0L, 2L), (result.RowsTaken, result.RowsRejected, result.RowsReplaced));
        Assert.Equal([7, 5], folder.Workspace.Tables.Read<Capacity>().Rows.ToArray().Select(row => row.Hard));
    }

    /// <summary>Of two new rows that differ none lands, and the table's own stays.</summary>
    [Fact]
    public void New_rows_that_differ_leave_the_row_of_a_table_of_any_order()
    {
        using var folder = new ImportFolder();
        using (var change = folder.Workspace.Change())
        {
            change.AddCodes<FacilityId>(["A", "B"]);
            change.Append<Capacity>([RoomOf("B"), RoomOf("A")]);
            change.Commit();

            Capacity RoomOf(string facility) => new(change.Find<FacilityId>(facility), Resource.Storage,
                StorageClass.Bin, new(2024, 1, 1), 5, 5);
        }

        var result = folder.Import("capacity", "facility,resource,storage_class,from_day,soft,hard\n"
            + "A,storage,bin,2024-01-01,7,7\n" + "A,storage,bin,2024-01-01,8,8\n"
            + "B,storage,bin,2024-01-01,6,6\n");

        Assert.Equal((1L, 2L), (result.RowsTaken, result.RowsRejected));
        Assert.Equal([5, 6], folder.Workspace.Tables.Read<Capacity>().Rows.ToArray().Select(row => row.Hard));
    }

    [Fact]
    public void Importing_the_same_file_again_changes_nothing()
    {
        using var folder = new ImportFolder();
        const string Text = Header + "B,1,2024-01-02,Q,2,9.99\nA,1,2024-01-02,P,2,9.99\n";
        var first = folder.Import("sales", Text);
        var before = folder.Snapshot();
        var second = folder.Import("sales", Text);
        Assert.False(first.IsUnchanged);
        Assert.True(second.IsUnchanged);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public void A_later_import_replaces_rows_of_the_same_key_and_keeps_the_others()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Header + "A,1,2024-01-02,P,2,9.99\nB,1,2024-01-02,P,2,9.99\n");
        var result = folder.Import("sales", Header + "B,1,2024-01-02,P,5,9.99\nC,1,2024-01-02,P,7,9.99\n");
        Assert.Equal((1L, 1L, 3L), (result.RowsAdded, result.RowsReplaced, result.RowsInTable));
        Assert.Equal([2, 5, 7], folder.Workspace.Tables.Read<Sale>().Rows.ToArray().Select(sale => sale.Units));
    }

    [Fact]
    public void A_replacement_becomes_the_whole_table()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Header + "A,1,2024-01-02,P,2,9.99\n");
        var file = folder.Write("new.csv", Header + "C,1,2024-01-02,P,7,9.99\n");
        var result = new Importer(folder.Workspace).Import("sales", [file], new() { IsReplacement = true });
        Assert.Equal(1, result.RowsInTable);
        var empty = folder.Write("bad.csv", Header + "C,1,2024-01-02,P,x,9.99\n");
        var fault = Assert.Throws<ImportException>(() =>
            new Importer(folder.Workspace).Import("sales", [empty], new() { IsReplacement = true }));
        Assert.Contains("was not replaced. Most often: units is not a number (bad.csv line 2: 'x')", fault.Message);
    }

    [Fact]
    public void Of_equal_keys_identical_rows_are_dropped_and_conflicting_ones_rejected_with_both_lines()
    {
        using var folder = new ImportFolder();
        var first = folder.Write("one.csv",
            Header + "A,1,2024-01-02,P,2,1\nA,1,2024-01-02,P,2,1\nB,1,2024-01-02,P,2,1\n");
        var second = folder.Write("two.csv", Header + "A,1,2024-01-02,P,2,1\nB,1,2024-01-02,P,3,1\n");
        var result = folder.Import("sales", [first, second]);
        Assert.Equal((5L, 1L, 2L, 2L),
            (result.RowsRead, result.RowsTaken, result.RowsRepeated, result.RowsRejected));
        Assert.Equal(
            [
                "one.csv,4,order+line,\"B, 1\","
                    + "the same key is on line 3 of two.csv with other values; neither was taken",
                "two.csv,3,order+line,\"B, 1\","
                    + "the same key is on line 4 of one.csv with other values; neither was taken",
            ],
            result.RejectFiles.SelectMany(file => File.ReadAllLines(file).Skip(1)));
        Assert.Equal(2, Assert.Single(result.Rules).Count);
    }

    [Fact]
    public void Rows_that_do_not_fit_in_memory_are_sorted_in_files_to_the_same_table()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => $"{i * 7919 % 60_013:D6},1,2024-01-02,P{i % 97},2,1\n");
        var text = Header + string.Concat(rows);
        using var wide = new ImportFolder();
        using var narrow = new ImportFolder();
        var once = wide.Import("sales", text);
        var file = narrow.Write("sales.csv", text);
        var spilled = new Importer(narrow.Workspace).Import("sales", [file], new() { RowsInMemory = 16_384 });
        Assert.Equal(60_000, once.RowsInTable);
        Assert.Equal(once.Fingerprint, spilled.Fingerprint);
        Assert.Empty(Directory.EnumerateFileSystemEntries(narrow.Workspace.RejectsFolder));
    }

    [Theory]
    [InlineData("line endings mixed", "A,1,2024-01-02,P,2,1\r\nB,1,2024-01-02,P,2,1\rC,1,2024-01-02,P,2,1\n\n", 3, 0)]
    [InlineData("no newline at the end", "A,1,2024-01-02,P,2,1\nB,1,2024-01-02,P,2,1", 2, 0)]
    [InlineData("delimiters at the end", "A,1,2024-01-02,P,2,1,,\nB,1,2024-01-02,P,2,1,\n", 2, 0)]
    [InlineData("NUL bytes", "A,1,2024-01-02,P\0,2,1\nB,1,2024-01-02,P,2,1\n", 1, 1)]
    [InlineData("a quote that is not closed", "A,1,2024-01-02,\"P,2,1\nB,1,2024-01-02,P,2,1\n", 1, 1)]
    [InlineData("text after a quote", "A,1,2024-01-02,\"P\"x,2,1\nB,1,2024-01-02,P,2,1\n", 1, 1)]
    [InlineData("quoted everything",
        "\"A\",\"1\",\"2024-01-02\",\"P \"\"6\"\"\r\n, x\",\"2\",\"1\"\nB,1,20240102,P,2,1", 2, 0)]
    public void Odd_text_costs_only_the_rows_it_spoils(string what, string rows, int good, int bad)
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales", Header + rows);
        Assert.True((good, bad) == (result.RowsTaken, result.RowsRejected),
            $"{what}: {string.Join(' ', result.Rules)}");
    }

    [Fact]
    public void A_cell_of_10_megabytes_costs_one_row()
    {
        using var folder = new ImportFolder();
        var huge = new string('x', 10_000_000);
        var result = folder.Import("sales", Header
            + $"A,1,2024-01-02,{huge},2,1\nB,1,2024-01-02,\"{huge}\",2,1\n"
            + "C,1,2024-01-02,P,2,1\nD,1,2024-01-02,P,x,1\n");
        Assert.Equal((1L, 3L), (result.RowsTaken, result.RowsRejected));
        var lines = File.ReadAllLines(Assert.Single(result.RejectFiles));
        Assert.Equal(["2", "3", "5"], lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.All(lines, line => Assert.True(line.Length < 300));
        Assert.All(lines[1..3], line => Assert.Contains("is longer than", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_quote_that_runs_over_many_lines_is_not_closed_rather_than_long()
    {
        using var folder = new ImportFolder();
        var result = folder.Import("sales", Header + "A,1,2024-01-02,\"P,2,1\n" + string.Concat(
            Enumerable.Range(0, 100_000).Select(i => $"B{i},1,2024-01-02,P,2,1\n")));
        Assert.Equal((100_000L, 1L), (result.RowsTaken, result.RowsRejected));
        Assert.Contains("not closed", Assert.Single(result.Rules).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sale_of_an_unknown_product_lands_and_its_code_joins_the_catalog()
    {
        using var folder = new ImportFolder();
        folder.Import("sales", Header + "A,1,2024-01-02,NEW,2,1\nB,1,2024-01-02,REJECTED,x,1\n");
        var catalog = folder.Workspace.Tables.Catalog;
        Assert.NotEqual(default, catalog.Find<ProductId>("NEW"));
        Assert.Equal(default, catalog.Find<ProductId>("REJECTED"));
    }

    [Fact]
    public void Every_form_of_packing_gives_the_same_table()
    {
        const string Text = Header + "A,1,2024-01-02T10:11:12.345Z,Ä,2,9.99\nB,2,2024-01-02,Q,2,0.000001\n";
        using var plain = new ImportFolder();
        var expected = plain.Import("sales", Text).Fingerprint;
        byte[][] forms =
        [
            ImportFolder.Gzip(Text), [.. ImportFolder.Gzip(Text[..60]), .. ImportFolder.Gzip(Text[60..])],
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)],
            Encoding.Unicode.GetBytes(Text), Encoding.Latin1.GetBytes(Text),
            Encoding.UTF8.GetBytes(Text.Replace(',', ';')), Encoding.UTF8.GetBytes(Text.Replace(',', '\t')),
            Encoding.UTF8.GetBytes(Text.Replace(',', '|')),
            File.ReadAllBytes(Directory.GetFiles(Path.Combine(plain.Workspace.Folder, "tables", "sales"))[0]),
        ];
        Assert.All(forms, form =>
        {
            using var folder = new ImportFolder();
            var result = folder.Import("sales", [folder.Write("any.name", form)]);
            Assert.True(result.Fingerprint == expected, string.Join("; ", result.Notes));
        });
    }

    [Fact]
    public void Bytes_of_another_encoding_are_rejected_where_they_cannot_be_read_for_sure()
    {
        using var folder = new ImportFolder();
        byte[] mixed = [.. Encoding.UTF8.GetBytes(Header + "A,1,2024-01-02,Ä,2,1\n"),
            .. Encoding.Latin1.GetBytes("B,1,2024-01-02,Ä,2,1\n")];
        var result = folder.Import("sales", [folder.Write("mixed.csv", mixed)]);
        Assert.Equal((1L, 1L), (result.RowsTaken, result.RowsRejected));
        Assert.Contains(result.Notes, note => note.Contains("UTF-8"));
    }
}
