using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>Takes tables into memory.</summary>
internal sealed class MemoryTables : ITableWriter, ITruthWriter
{
    private readonly Dictionary<Type, object> _tables = [];
    private readonly Dictionary<Type, Dictionary<string, List<string>>> _texts = [];

    internal CatalogVersion Catalog { get; private set; } = CatalogVersion.Empty;

    /// <summary>The tables that were written.</summary>
    internal IEnumerable<object> All => _tables.Values;

    internal bool IsCommitted { get; private set; }

    public void AddCodes<TId>(IEnumerable<string> codes) where TId : unmanaged, IIdentifier<TId> =>
        Catalog = Catalog.With(TId.Kind, codes);

    public TId Find<TId>(string code) where TId : unmanaged, IIdentifier<TId> => Catalog.Find<TId>(code);

    public void Append<TRow>(ReadOnlySpan<TRow> rows, IReadOnlyDictionary<string, string[]>? texts)
        where TRow : unmanaged, IRow<TRow>
    {
        Append(rows);
        foreach (var (column, values) in texts ?? new Dictionary<string, string[]>())
        {
            if (values.Length != rows.Length || TRow.Schema.Columns.All(known => known.Name != column))
            {
                throw new ArgumentException($"{TRow.Schema.Name}.{column} does not fit its {rows.Length} rows.");
            }

            var columns = _texts.TryGetValue(typeof(TRow), out var known) ? known : _texts[typeof(TRow)] = [];
            (columns.TryGetValue(column, out var list) ? list : columns[column] = []).AddRange(values);
        }
    }

    public void Append<TRow>(ReadOnlySpan<TRow> rows) where TRow : unmanaged, IRow<TRow>
    {
        if (!_tables.TryGetValue(typeof(TRow), out var table))
        {
            _tables[typeof(TRow)] = table = new List<TRow>();
        }

        ((List<TRow>)table).AddRange(rows);
    }

    public void Commit() => IsCommitted = true;

    public void Dispose()
    {
    }

    internal List<TRow> Of<TRow>() where TRow : unmanaged =>
        _tables.TryGetValue(typeof(TRow), out var table) ? (List<TRow>)table : [];

    internal static (MemoryTables Tables, MemoryTables Truth) Make(SampleRetail sample, int threads = 2)
    {
        var (tables, truth) = (new MemoryTables(), new MemoryTables());
        new RetailGenerator(sample).Write(tables, truth, threads);
        return (tables, truth);
    }
}
