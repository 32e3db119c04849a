using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Query;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Runs;

/// <summary>A run on disk.</summary>
public sealed class StoredRun : IRun
{
    private readonly Workspace _workspace;
    private readonly string _folder;
    private readonly RunFile _file;

    internal StoredRun(Workspace workspace, string folder) =>
        (_workspace, _folder, _file) = (workspace, folder, RunFile.Read(folder));

    /// <inheritdoc/>
    public string Name => Path.GetFileName(_folder);

    /// <inheritdoc/>
    public RunHeader Header => _file.ToHeader();

    /// <inheritdoc/>
    public IReadOnlyList<RunPart> Parts =>
    [
        .. _file.Parts.Select(part => new RunPart(part.Name, part.Kind, part.Fingerprint, part.Rows, part.Certificate)),
    ];

    /// <summary>How long each step took, in JSON; not part of what the run is.</summary>
    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "{}";

    /// <inheritdoc/>
    public Table<TRow> Read<TRow>(string name) where TRow : unmanaged =>
        new(ParquetRows.Read(PathOf(TableOf(name)), RowMapper<TRow>.Shared, Codes));

    /// <summary>A table of the workspace as it was when the run was made; empty if there was none, or its file is gone.
    /// </summary>
    public Table<TRow> TableThen<TRow>() where TRow : unmanaged, IRow<TRow>
    {
        var path = _file.Tables.TryGetValue(TRow.Schema.Name, out var fingerprint)
            ? _workspace.PathOf(TRow.Schema.Name, fingerprint) : "";
        return new(File.Exists(path) ? ParquetRows.Read(path, RowMapper<TRow>.Shared, Codes) : []);
    }

    /// <inheritdoc/>
    public Reasons<TReason> Reasons<TReason>(string name) where TReason : unmanaged, Enum
    {
        var part = Find(name, part => part.Kind == RunPartKind.Reasons);
        var stored = ParquetRows.Read(PathOf(part), RowMapper<StoredReason<TReason>>.Shared, Codes);
        var why = new ReasonWriter<TReason>();
        var next = 0;
        for (var row = 0; row < TableOf(name).Rows; row++)
        {
            why.NextRow();
            for (; next < stored.Length && stored[next].Row == row; next++)
            {
                why.Add(stored[next].Reason, stored[next].Amount);
            }
        }

        return why.ToReasons();
    }

    /// <inheritdoc/>
    public string Document(string name)
    {
        var path = PathOf(Find(name, part => part.Kind == RunPartKind.Document));
        return Explain(path, () => File.ReadAllText(path, Encoding.UTF8));
    }

    /// <inheritdoc/>
    public byte[] Weights(string name)
    {
        var path = PathOf(Find(name, part => part.Kind == RunPartKind.Weights));
        return Explain(path, () => File.ReadAllBytes(path));
    }

    /// <summary>A table of the run column by column, without its row type: decisions or another table, or, as
    /// <c>buy_reasons</c>, the reasons of the decisions <c>buy</c>.</summary>
    public (TableSchema Schema, IEnumerable<ColumnBatch> Batches) Columns(string name)
    {
        var part = Find(name, part => part.HasRows, ViewName);
        return (part.Schema, ParquetRows.Columns(PathOf(part), part.Schema));
    }

    /// <summary>Asks the run a question in SQL: its tables are <c>run.buy</c>, <c>run.buy_reasons</c>, and the
    /// workspace's tables are those the run was made of, where they still exist.</summary>
    /// <param name="sql">One SELECT.</param>
    public QueryResult Query(string sql)
    {
        var own = _file.Parts.Where(part => part.HasRows)
            .Select(part => ("run." + Analysis.Quote(ViewName(part)), PathOf(part)));
        var tables = _file.Tables.Select(pair => (Analysis.Quote(pair.Key), _workspace.PathOf(pair.Key, pair.Value)));
        return Analysis.Ask(own.Concat(tables.Where(table => File.Exists(table.Item2))), sql);
    }

    private static T Explain<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{path} cannot be read: {error.Message}",
                "Restore the run's folder from a backup, or remove the folder and plan again.", error);
        }
    }

    private string LogPath => Path.Combine(_folder, "log.json");

    private CatalogCodes Codes => new(_workspace.Tables.Catalog);

    private static string ViewName(RunFilePart part) =>
        part.Kind == RunPartKind.Reasons ? part.Name + "_reasons" : part.Name;

    private string PathOf(RunFilePart part) => Path.Combine(_folder, part.FileName);

    private RunFilePart TableOf(string name) =>
        Find(name, part => part.Kind is RunPartKind.Decisions or RunPartKind.Table);

    private RunFilePart Find(string name, Func<RunFilePart, bool> isFit, Func<RunFilePart, string>? nameOf = null)
    {
        nameOf ??= part => part.Name;
        return _file.Parts.FirstOrDefault(part => isFit(part) && nameOf(part) == name)
            ?? throw new WorkspaceException($"Run {Name} has no '{name}'.",
                $"It has: {string.Join(", ", _file.Parts.Where(isFit).Select(nameOf))}.") { IsWrongUse = true };
    }
}
