using DuckDB.NET.Data;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Query;

/// <summary>The retailer's own sales line by line: no more of them are held than a part.
/// </summary>
internal static class SoldLineReader
{
    private const int LinesAtOnce = 65_536;

    internal static IEnumerable<Table<SoldLine>> Read(StoredTables tables, DateOnly first, DateOnly last)
    {
        using var connection = SalesQueries.OpenWithCodes<ProductId>(tables.Catalog, "products");
        using var command = connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = $"""
            SELECT p.number, {SalesQueries.Day}, s.units, CAST(CAST(s.unit_price AS DECIMAL(38, 6)) * 1000000 AS BIGINT)
            FROM {SalesQueries.SalesWithin(tables, first, last)} s JOIN products p ON p.code = s.product
            """;
        using var reader = SalesQueries.Guard(tables, command.ExecuteReader);
        while (SalesQueries.Guard(tables, () => Part(reader)) is { Count: > 0 } part)
        {
            yield return part;
        }
    }

    private static Table<SoldLine> Part(DuckDBDataReader reader)
    {
        var (lines, count) = (new SoldLine[LinesAtOnce], 0);
        while (count < lines.Length && reader.Read())
        {
            lines[count++] = new(new(reader.GetInt32(0)), SalesQueries.DayOf(reader.GetInt32(1)), reader.GetInt32(2),
                new(reader.GetInt64(3)));
        }

        return new Table<SoldLine>(lines).Slice(0, count);
    }
}
