using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Storage.Workspaces;

/// <summary>A change of tables that becomes visible at once, or not at all.</summary>
/// <remarks>Files are written aside and made safe, then the catalog, then the manifest is replaced: whatever step is
/// the last, the workspace is as before or as after. Rows are named by content, so
/// committing the same rows again changes
/// nothing.</remarks>
public sealed class TableChange : ITableWriter
{
    private const string Unharmed = "The workspace is as it was.";
    private const string Whole = "The workspace is whole: as it was, or with every row of this change.";

    private readonly WorkspaceFiles _files;
    private readonly Disk _disk;
    private readonly IDisposable _lock;
    private readonly Manifest _before;
    private readonly CatalogDraft _codes;
    private readonly TableSource _source;
    private readonly SortedDictionary<string, TableFile> _tables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<EntityKind, HashSet<string>> _seen = [];

    internal TableChange(
        WorkspaceFiles files, Disk disk, IDisposable held, StoredTables before, TableSource source)
    {
        (_files, _disk, _lock, _before, _source) = (files, disk, held, before.Manifest, source);
        _codes = new(before.Catalog);
    }

    /// <summary>The codes and numbers so far, those added by this change included.</summary>
    public ICodeBook Codes => _codes;

    /// <inheritdoc/>
    public void AddCodes<TId>(IEnumerable<string> codes) where TId : unmanaged, IIdentifier<TId> =>
        _codes.Add(TId.Kind, codes);

    /// <inheritdoc/>
    public TId Find<TId>(string code) where TId : unmanaged, IIdentifier<TId> =>
        TId.Of(_codes.NumberOf(TId.Kind, code));

    /// <inheritdoc/>
    public void Append<TRow>(ReadOnlySpan<TRow> rows, IReadOnlyDictionary<string, string[]>? texts = null)
        where TRow : unmanaged, IRow<TRow>
    {
        var table = FileOf(TRow.Schema, _source);
        for (var done = 0; done < rows.Length;)
        {
            var batch = table.Room();
            var size = Math.Min(batch.Capacity - batch.Count, rows.Length - done);
            var start = batch.Count;
            RowMapper<TRow>.Shared.Put(rows.Slice(done, size), batch, _codes);
            foreach (var (column, values) in texts ?? new Dictionary<string, string[]>())
            {
                Array.Copy(values, done, batch.Strings(TextColumn(batch, column)), start, size);
            }

            done += size;
        }
    }

    /// <summary>Appends checked columns to a table that this change replaces; new codes join the catalog on commit.
    /// </summary>
    /// <param name="batch">Rows of a known table; may be reused afterwards.</param>
    /// <param name="source">Where the rows come from; as the change was told, unless told here.</param>
    public void Append(ColumnBatch batch, TableSource? source = null)
    {
        var table = FileOf(batch.Schema, source ?? _source);
        NoteCodes(batch);
        table.Append(batch);
    }

    /// <summary>Says that a table's rows come from elsewhere than the rest of the change.</summary>
    /// <param name="schema">The table; it becomes empty if nothing is appended.</param>
    /// <param name="source">Where its rows come from.</param>
    public void Mark(TableSchema schema, TableSource source) => FileOf(schema, source).Source = source;

    /// <summary>The fingerprint that a table will have; no more rows of it can be appended then. Empty where the change
    /// does not touch it.</summary>
    internal string Seal(string table) =>
        _tables.TryGetValue(table, out var file) ? Explain(file.Seal) : "";

    /// <inheritdoc/>
    public void Commit()
    {
        var manifest = Explain(WriteFiles).ToBytes();
        if (!manifest.AsSpan().SequenceEqual(_before.ToBytes()))
        {
            Explain(() =>
            {
                _disk.SyncFolder(_files.Folder);
                return true;
            });
            DiskFaults.Explain(_files.Manifest, Whole, () => _disk.Replace(_files.Manifest, manifest));
        }
    }

    /// <summary>Gives up what was not committed, and lets other processes write.</summary>
    public void Dispose()
    {
        try
        {
            foreach (var table in _tables.Values)
            {
                table.Dispose();
            }
        }
        finally
        {
            _tables.Clear();
            _lock.Dispose();
        }
    }

    // All but the last step: until the manifest names them, nobody sees these files.
    private Manifest WriteFiles()
    {
        var after = new SortedDictionary<string, TableEntry>(_before.Tables, StringComparer.Ordinal);
        foreach (var (name, table) in _tables)
        {
            after[name] = table.Finish(_files);
        }

        foreach (var (kind, codes) in _seen)
        {
            _codes.Add(kind, codes);
        }

        var fresh = _codes.Fresh();
        var catalog = fresh.Count == 0 ? _before.Catalog
            : CatalogFile.Append(_disk, _files.Catalog, _before.Catalog, fresh);
        return _before with { Catalog = catalog, Tables = after };
    }

    private TableFile FileOf(TableSchema schema, TableSource source)
    {
        if (!_tables.TryGetValue(schema.Name, out var table))
        {
            table = Explain(() => new TableFile(_disk, Path.Combine(_files.Tables, schema.Name), schema, source));
            _tables.Add(schema.Name, table);
        }

        return table;
    }

    private void NoteCodes(ColumnBatch batch)
    {
        for (var column = 0; column < batch.Schema.Columns.Count; column++)
        {
            if (batch.Schema.Columns[column] is not { Type: ColumnType.Code, Entity: var kind })
            {
                continue;
            }

            if (!_seen.TryGetValue(kind, out var seen))
            {
                _seen[kind] = seen = new(StringComparer.Ordinal);
            }

            foreach (var code in batch.Strings(column).AsSpan(0, batch.Count))
            {
                _ = string.IsNullOrEmpty(code) || seen.Add(code);
            }
        }
    }

    private static int TextColumn(ColumnBatch batch, string name) =>
        batch.IndexOf(name) is >= 0 and var column && batch.Schema.Columns[column].Type == ColumnType.Text
            ? column
            : throw new ArgumentException($"Table {batch.Schema.Name} has no text column '{name}'.", nameof(name));

    private T Explain<T>(Func<T> change) => DiskFaults.Explain(_files.Folder, Unharmed, change);
}
