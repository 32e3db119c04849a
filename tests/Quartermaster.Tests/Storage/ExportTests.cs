using System.IO.Compression;
using System.Text.Json.Nodes;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Tests.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Tests.Storage;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public ExportTests()
    {
        _workspace = Workspace.Create(_folder.File("workspace"));
        WorkspaceFixtures.Put(_workspace, 2);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_says_what_the_table_says_also_when_packed()
    {
        Assert.Equal(500, _workspace.Export("sales", _folder.File("sales.csv")));
        _workspace.Export("sales", _folder.File("sales.csv.gz"));
        var text = File.ReadAllText(_folder.File("sales.csv"));
        using var packed = new GZipStream(File.OpenRead(_folder.File("sales.csv.gz")), CompressionMode.Decompress);
        Assert.Equal(text, new StreamReader(packed).ReadToEnd());
        var records = PlainCsv.Parse(text);
        var batch = new ColumnBatch(Sale.Schema, 500) { Count = 500 };
        for (var row = 0; row < 500; row++)
        {
            PlainCsv.Fill(batch, row, records[row + 1]);
        }

        var rows = new Sale[500];
        RowMapper<Sale>.Shared.Take(batch, rows, new CatalogCodes(_workspace.Tables.Catalog));
        Assert.Equal(_workspace.Tables.Stream<Sale>().Single().Rows.ToArray(), rows);
    }

    [Fact]
    public void Parquet_has_the_same_content()
    {
        _workspace.Export("sales", _folder.File("sales.parquet"));
        using var writer = new ParquetTableWriter(Stream.Null, Sale.Schema);
        using var reader = new ParquetTableReader(_folder.File("sales.parquet"), Sale.Schema);
        foreach (var batch in reader.Read(100))
        {
            writer.Write(batch);
        }

        Assert.Equal(_workspace.Tables.Fingerprint("sales"), writer.Finish());
    }

    [Fact]
    public void Json_has_numbers_as_numbers_and_none_as_null()
    {
        _workspace.Export("sales", _folder.File("sales.json"));
        var sales = JsonNode.Parse(File.ReadAllText(_folder.File("sales.json")))!.AsArray();
        Assert.Equal(500, sales.Count);
        Assert.Equal("""
            {"order":"O1","line":5,"at":"2025-03-31T00:05:00Z","customer":null,"region":null,"product":"c","owner":null,
            "units":2,"unit_price":5.1,"speed":"TwoDay","shipping_fee":0,"promised":null,"shipped_from":null,
            "shipped":null,"delivered":null,"is_cancelled":false}
            """.Replace("\n", ""), sales[5]!.ToJsonString());
    }

    [Fact]
    public void A_file_that_does_not_say_its_kind_or_a_table_that_is_not_there_is_explained()
    {
        Assert.Contains(".parquet", Assert.Throws<WorkspaceException>(
            () => _workspace.Export("sales", _folder.File("sales.xlsx"))).NextStep);
        Assert.Contains("products", Assert.Throws<WorkspaceException>(
            () => _workspace.Export("offers", _folder.File("offers.csv"))).NextStep);
        Assert.Contains("products", Assert.Throws<WorkspaceException>(
            () => _workspace.Export("prodcts", _folder.File("a.csv"))).NextStep);
    }
}
