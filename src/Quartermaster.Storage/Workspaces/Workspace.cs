using System.Text.Json;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Export;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>A folder with a retailer's settings, tables and runs: the embedded store.</summary>
/// <remarks>
/// Tables are immutable files; <c>manifest.json</c> names the current ones and is replaced atomically, so readers
/// always see the last committed whole. One process at a time writes; any number reads. Opening costs a small read.
/// </remarks>
public sealed class Workspace
{
    private readonly Disk _disk;
    private readonly WriterLock _lock;
    private readonly WorkspaceFiles _files;
    private readonly Lock _gate = new();
    private byte[] _manifestBytes = [];
    private StoredTables? _tables;

    private Workspace(WorkspaceFiles files, Disk disk, IReadOnlyDictionary<string, Type>? policies = null)
    {
        (_files, _disk, _lock) = (files, disk, new(files.Lock));
        Settings = SettingsFile.Read(files.Settings, policies);
        Runs = new(this, disk, files.Runs);
    }

    /// <summary>The full path of the folder.</summary>
    public string Folder => _files.Folder;

    /// <summary>The full path of quartermaster.json.</summary>
    public string SettingsPath => _files.Settings;

    /// <summary>What a person set in quartermaster.json.</summary>
    public WorkspaceSettings Settings { get; private set; }

    /// <summary>The finished plans.</summary>
    public StoredRuns Runs { get; }

    /// <summary>Where refused rows lie.</summary>
    public string RejectsFolder => _files.Rejects;

    /// <summary>Where a generator leaves what only it knows.</summary>
    public string TruthFolder => _files.Truth;

    /// <summary>Where the ledger's folder is.</summary>
    public string LedgerPath => Path.Combine(_files.Folder, "ledger");

    /// <summary>The tables as last committed by any process: the same object until something changed.</summary>
    public StoredTables Tables
    {
        get
        {
            lock (_gate)
            {
                var bytes = ReadManifestBytes();
                if (_tables is null || !bytes.AsSpan().SequenceEqual(_manifestBytes))
                {
                    var manifest = Manifest.Of(bytes, _files.Manifest);
                    var catalog = _tables?.Manifest.Catalog.Digest == manifest.Catalog.Digest ? _tables : null;
                    (_tables, _manifestBytes) = (new(_files, manifest, catalog), bytes);
                }

                return _tables;
            }
        }
    }

    /// <summary>Makes a workspace in a folder that has none.</summary>
    /// <param name="folder">Made if it is absent.</param>
    /// <param name="settings">What quartermaster.json shall say.</param>
    /// <param name="disk">How files are changed; the real disk unless told.</param>
    /// <exception cref="WorkspaceException">The folder is a workspace already, or cannot be written.</exception>
    public static Workspace Create(string folder, WorkspaceSettings? settings = null, Disk? disk = null)
    {
        var files = new WorkspaceFiles(Path.GetFullPath(folder));
        if (File.Exists(files.Settings))
        {
            throw new WorkspaceException($"{files.Folder} is a workspace already.",
                "Choose another folder, or use the workspace as it is.") { IsWrongUse = true };
        }

        disk ??= new Disk();
        DiskFaults.Explain(files.Folder, "Nothing was made.", () =>
        {
            foreach (var made in files.Folders)
            {
                disk.CreateFolder(made);
            }

            if (!File.Exists(files.Manifest))
            {
                disk.Replace(files.Manifest, Manifest.Empty.ToBytes());
            }

            disk.Replace(files.Settings, BytesOf(settings ?? new()));
        });
        return new(files, disk);
    }

    /// <summary>Opens the workspace in a folder.</summary>
    /// <param name="folder">The folder that holds quartermaster.json.</param>
    /// <param name="disk">How files are changed; the real disk unless told.</param>
    /// <param name="policies">The record that reads each section of policies, to have all faults of the settings told
    /// at once; null to leave those of policies to others.</param>
    /// <exception cref="WorkspaceException">The folder is no workspace, or its settings are damaged.</exception>
    public static Workspace Open(
        string folder, Disk? disk = null, IReadOnlyDictionary<string, Type>? policies = null)
    {
        var files = new WorkspaceFiles(Path.GetFullPath(folder));
        return File.Exists(files.Settings) ? new(files, disk ?? new Disk(), policies) : throw new WorkspaceException(
            $"{files.Folder} is no workspace: it has no {WorkspaceFiles.SettingsName}.",
            "Go to a workspace's folder, or make one with 'qm init DIR'.") { IsWrongUse = true };
    }

    /// <summary>Opens the nearest workspace at or above a folder.</summary>
    /// <param name="folder">Where to start, for example the current folder.</param>
    /// <param name="policies">As for <see cref="Open"/>.</param>
    /// <exception cref="WorkspaceException">There is none up to the root.</exception>
    public static Workspace Find(string folder, IReadOnlyDictionary<string, Type>? policies = null)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, WorkspaceFiles.SettingsName)))
            {
                return Open(at.FullName, policies: policies);
            }
        }

        throw new WorkspaceException($"There is no workspace at or above {Path.GetFullPath(folder)}.",
            "Go to a workspace's folder, or make one with 'qm init DIR'.") { IsWrongUse = true };
    }

    /// <summary>Keeps other processes from writing until the result is disposed.</summary>
    /// <remarks>Changing tables, saving runs and cleaning take it themselves; hold it around a ledger that is open for
    /// writing.</remarks>
    public IDisposable LockForWriting() => _lock.Take();

    /// <summary>The same, waiting while another process writes.</summary>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public IDisposable LockForWriting(TimeSpan patience, CancellationToken cancel) => _lock.Take(patience, cancel);

    /// <summary>Starts to replace tables, all of them at once when the change is committed.</summary>
    /// <param name="source">Where the rows come from.</param>
    public TableChange Change(TableSource source = TableSource.Imported)
    {
        var held = _lock.Take();
        try
        {
            return new(_files, _disk, held, Tables, source);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Removes files that neither the manifest nor any run names, and what killed processes left.</summary>
    /// <exception cref="WorkspaceException">A run or the manifest is damaged, so that nobody knows what it names; then
    /// nothing is removed.</exception>
    public Cleaned Clean()
    {
        using var held = _lock.Take();
        return Cleaning.Run(_files, _disk, Tables, Runs);
    }

    /// <summary>Writes a table to a .csv, .csv.gz, .json or .parquet file.</summary>
    /// <param name="table">A table of the workspace.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <returns>The number of rows.</returns>
    public long Export(string table, string path)
    {
        var tables = Tables;
        var schema = KnownTables.Find(table);
        return tables.Has(table) ? TableExport.Write(schema, tables.Columns(table), path, _disk)
            : throw new WorkspaceException($"The workspace has no table '{table}'.", tables.Names.Count == 0
                ? "Import one with 'qm import TABLE FILE'." : $"It has: {string.Join(", ", tables.Names)}.")
            { IsWrongUse = true };
    }

    /// <summary>Writes a table of a run to a .csv, .csv.gz, .json or .parquet file.</summary>
    /// <param name="run">Its name, the beginning of it, or latest.</param>
    /// <param name="part">For example buy, or buy_reasons.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <returns>The number of rows.</returns>
    public long ExportRun(string run, string part, string path)
    {
        var (schema, batches) = Runs.Open(run).Columns(part);
        return TableExport.Write(schema, batches, path, _disk);
    }

    /// <summary>Where a content of a table lies, or would lie.</summary>
    internal string PathOf(string table, string fingerprint) => _files.Table(table, fingerprint);

    /// <summary>Replaces the settings.</summary>
    public void Save(WorkspaceSettings settings)
    {
        using var held = _lock.Take();
        DiskFaults.Explain(_files.Settings, "The settings are as they were.",
            () => _disk.Replace(_files.Settings, BytesOf(settings)));
        Settings = settings;
    }

    private static byte[] BytesOf(WorkspaceSettings settings) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(settings, StorageJson.Options), (byte)'\n'];

    private byte[] ReadManifestBytes()
    {
        try
        {
            return File.ReadAllBytes(_files.Manifest);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{_files.Manifest} cannot be read: {error.Message}",
                "Restore it from a backup, or give yourself read permission on it.", error);
        }
    }
}
