using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Query;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Storage.Workspaces;

/// <summary>The tables of a workspace as they were at one commit; later commits do not change it.</summary>
public sealed class StoredTables : ITables
{
    private readonly WorkspaceFiles _files;
    private readonly Lazy<CatalogVersion> _catalog;

    internal StoredTables(WorkspaceFiles files, Manifest manifest, StoredTables? sameCatalog)
    {
        (_files, Manifest) = (files, manifest);
        _catalog = sameCatalog?._catalog ?? new(() => CatalogFile.Read(files.Catalog, manifest.Catalog));
    }

    /// <summary>What is current, with fingerprints, row counts and sources.</summary>
    public Manifest Manifest { get; }

    /// <inheritdoc/>
    public CatalogVersion Catalog => _catalog.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. Manifest.Tables.Keys];

    /// <inheritdoc/>
    public bool Has(string table) => Manifest.Tables.ContainsKey(table);

    /// <inheritdoc/>
    public string Fingerprint(string table) => Manifest.Tables.GetValueOrDefault(table)?.Fingerprint ?? "";

    /// <inheritdoc/>
    public long Count(string table) => Manifest.Tables.GetValueOrDefault(table)?.Rows ?? 0;

    /// <summary>The full path of a table's file, for other readers of Parquet; empty if there is none.</summary>
    public string PathOf(string table) =>
        Has(table) ? _files.Table(table, Fingerprint(table)) : "";

    /// <inheritdoc/>
    public Table<TRow> Read<TRow>() where TRow : unmanaged, IRow<TRow>
    {
        var mapper = RowMapper<TRow>.Shared;
        var rows = Has(TRow.Schema.Name) ? ParquetRows.Read(PathOf(TRow.Schema.Name), mapper, Codes) : [];
        mapper.SortByKey(rows);
        return new(rows);
    }

    /// <inheritdoc/>
    public IEnumerable<Table<TRow>> Stream<TRow>() where TRow : unmanaged, IRow<TRow> =>
        Has(TRow.Schema.Name) ? ParquetRows.Stream(PathOf(TRow.Schema.Name), RowMapper<TRow>.Shared, Codes) : [];

    /// <summary>A table column by column, as its file holds it; empty if the workspace has no such table.</summary>
    /// <param name="table">A known table.</param>
    public IEnumerable<ColumnBatch> Columns(string table) =>
        Has(table) ? ParquetRows.Columns(PathOf(table), KnownTables.Find(table)) : [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Texts(string table, string keyColumn, string textColumn)
    {
        var whole = KnownTables.Find(table);
        var schema = new TableSchema(table, 1, [ColumnOf(whole, keyColumn), ColumnOf(whole, textColumn)]);
        var texts = new Dictionary<string, string>();
        foreach (var batch in Has(table) ? ParquetRows.Columns(PathOf(table), schema) : [])
        {
            for (var i = 0; i < batch.Count; i++)
            {
                texts[batch.Strings(0)[i]!] = batch.Strings(1)[i]!;
            }
        }

        return texts;
    }

    /// <inheritdoc/>
    public IEnumerable<Table<SoldLine>> SoldLines(DateOnly first, DateOnly last) =>
        Has("sales") ? SoldLineReader.Read(this, first, last) : [];

    /// <inheritdoc/>
    public DateOnly? FirstSale(DateOnly first, DateOnly last) =>
        Has("sales") ? SalesQueries.FirstDay(this, first, last) : null;

    /// <inheritdoc/>
    public Table<RegionalSales> SalesByRegion(DateOnly first, DateOnly last) =>
        Has("sales") ? SalesQueries.ByRegion(this, first, last) : new([]);

    /// <inheritdoc/>
    public Table<HourlySale> SalesByHour(DateOnly first, DateOnly last, IReadOnlyList<ProductId> products) =>
        Has("sales") ? SalesQueries.ByHour(this, first, last, products) : new([]);

    /// <inheritdoc/>
    public double UnitsPerOrder(DateOnly first, DateOnly last) =>
        Has("sales") ? SalesQueries.UnitsPerOrder(this, first, last) : 0;

    /// <summary>Asks the tables a question in SQL (DuckDB's); each table is a view of its name.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <exception cref="WorkspaceException">The question is malformed; the message is DuckDB's.</exception>
    public QueryResult Query(string sql) => Analysis.Ask(this, sql);

    /// <summary>Reads a table's file whole and compares its content with its fingerprint.</summary>
    /// <exception cref="WorkspaceException">They differ, or the file cannot be read.</exception>
    public void Verify(string table) =>
        ParquetRows.Verify(PathOf(table), KnownTables.Find(table), Fingerprint(table));

    private CatalogCodes Codes => new(Catalog);

    private static Column ColumnOf(TableSchema table, string name) =>
        table.Columns.FirstOrDefault(column => column.Name == name) ?? throw new WorkspaceException(
            $"Table {table.Name} has no column '{name}'.",
            $"Use one of: {string.Join(", ", table.Columns.Select(column => column.Name))}.");
}
