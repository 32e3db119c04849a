using System.Globalization;
using DuckDB.NET.Data;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Query;

/// <summary>The retailer's own sales, asked and added up. Whole numbers only, in the order of keys: the same on every
/// machine.</summary>
/// <remarks>Whatever the importer takes can be added up: counts stop at the highest that their cell can hold. What is
/// that high is a finding of <c>check</c>, not the end of a plan.</remarks>
internal static class SalesQueries
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The SQL of a sale's UTC day, counted from 1970.</summary>
    internal static string Day { get; } = string.Create(
        CultureInfo.InvariantCulture, $"CAST(floor(epoch_ms(\"at\") / {MillisecondsPerDay}) AS INTEGER)");

    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The first UTC day on which anything was sold; null if nothing was.</summary>
    internal static DateOnly? FirstDay(StoredTables tables, DateOnly first, DateOnly last) => Guard(tables, () =>
    {
        using var connection = Analysis.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT min({Day}) FROM {SalesWithin(tables, first, last)}";
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? DayOf(reader.GetInt32(0)) : (DateOnly?)null;
    });

    /// <summary>Units and lines by product and region; sales without a region have the region none.</summary>
    internal static Table<RegionalSales> ByRegion(StoredTables tables, DateOnly first, DateOnly last) =>
        Guard(tables, () =>
        {
            using var connection = OpenWithCodes<ProductId>(tables.Catalog, "products");
            AddCodes<RegionId>(connection, tables.Catalog, "regions");
            var rows = new List<RegionalSales>();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT p.number, coalesce(r.number, 0), s.units, s.lines
                FROM (
                    SELECT product, region, CAST(sum(units) AS BIGINT) AS units, {Cell("count(*)")} AS lines
                    FROM {SalesWithin(tables, first, last)} GROUP BY product, region) s
                JOIN products p ON p.code = s.product LEFT JOIN regions r ON r.code = s.region
                ORDER BY p.number, coalesce(r.number, 0)
                """;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(new(
                    new(reader.GetInt32(0)), new(reader.GetInt32(1)), reader.GetInt64(2), reader.GetInt32(3)));
            }

            return new Table<RegionalSales>([.. rows]);
        });

    /// <summary>Units by product, region and UTC hour, of some products.</summary>
    internal static Table<HourlySale> ByHour(
        StoredTables tables, DateOnly first, DateOnly last, IReadOnlyList<ProductId> products) => Guard(tables, () =>
    {
        using var connection = Analysis.Open();
        AddCodes(connection, "products", products.Select(product => (product.Value, tables.Catalog.CodeOf(product))));
        AddCodes<RegionId>(connection, tables.Catalog, "regions");
        var rows = new List<HourlySale>();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT p.number, coalesce(r.number, 0) AS region, s.hour, s.units
            FROM (
                SELECT product, region, CAST(floor(epoch_ms("at") / {MillisecondsPerDay / 24}) AS INTEGER) AS hour,
                    {Cell("sum(units)")} AS units
                FROM {SalesWithin(tables, first, last)} SEMI JOIN products ON products.code = product
                GROUP BY product, region, hour) s
            JOIN products p ON p.code = s.product LEFT JOIN regions r ON r.code = s.region
            ORDER BY p.number, 2, s.hour
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (day, hour) = Math.DivRem(reader.GetInt32(2), 24);
            rows.Add(new(new(reader.GetInt32(0)), new(reader.GetInt32(1)), DayOf(day), hour,
                reader.GetInt32(3)));
        }

        return new Table<HourlySale>([.. rows]);
    });

    /// <summary>Units ÷ orders; 0 without orders.</summary>
    internal static double UnitsPerOrder(StoredTables tables, DateOnly first, DateOnly last) => Guard(tables, () =>
    {
        using var connection = Analysis.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT CAST(coalesce(sum(units), 0) AS BIGINT), count(DISTINCT "order")
            FROM {SalesWithin(tables, first, last)}
            """;
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt64(1) > 0 ? (double)reader.GetInt64(0) / reader.GetInt64(1) : 0;
    });

    /// <summary>The day of a number that <see cref="Day"/> gave.</summary>
    internal static DateOnly DayOf(int day) => DateOnly.FromDayNumber(day + s_epoch);

    private static string Cell(string total) => $"CAST(least({total}, {int.MaxValue}) AS INTEGER)";

    // The retailer's own: whoever bought of a seller, by its stock, did not want the retailer's (decision 0027).
    internal static string SalesWithin(StoredTables tables, DateOnly first, DateOnly last) =>
        string.Create(CultureInfo.InvariantCulture, $"""
            (SELECT * FROM {Analysis.Parquet(tables.PathOf("sales"))}
             WHERE NOT is_cancelled AND owner IS NULL AND "at" >= TIMESTAMPTZ '{first:yyyy-MM-dd} 00:00:00+00'
                AND "at" < TIMESTAMPTZ '{last.AddDays(1):yyyy-MM-dd} 00:00:00+00')
            """);

    internal static DuckDBConnection OpenWithCodes<TId>(CatalogVersion catalog, string table)
        where TId : unmanaged, IIdentifier<TId>
    {
        var connection = Analysis.Open();
        AddCodes<TId>(connection, catalog, table);
        return connection;
    }

    private static void AddCodes<TId>(DuckDBConnection connection, CatalogVersion catalog, string table)
        where TId : unmanaged, IIdentifier<TId>
    {
        var list = catalog.Of<TId>();
        AddCodes(connection, table, Enumerable.Range(1, list.Count).Select(number => (number, list.CodeOf(number))));
    }

    private static void AddCodes(
        DuckDBConnection connection, string table, IEnumerable<(int Number, string Code)> codes)
    {
        Analysis.Execute(connection, $"CREATE TABLE {table} (number INTEGER, code VARCHAR);");
        using var appender = connection.CreateAppender(table);
        foreach (var (number, code) in codes)
        {
            appender.CreateRow().AppendValue(number).AppendValue(code).EndRow();
        }
    }

    internal static T Guard<T>(StoredTables tables, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDBException error)
        {
            throw new WorkspaceException($"{tables.PathOf("sales")} cannot be added up: {error.Message.Trim()}",
                "Import the table sales again, or restore the file from a backup.", error);
        }
    }
}
