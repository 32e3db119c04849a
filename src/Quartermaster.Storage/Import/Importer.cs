using System.Runtime.CompilerServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Import.Merging;
using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import;

/// <summary>Brings files into a table of a workspace: good rows land, bad rows are listed, all at once or not at all.
/// </summary>
/// <remarks>CSV (plain or gzip, told from the content) and Parquet. Rows are sorted by key and merged with the table:
/// one pass over the file, one sort in memory per million rows, one write. A fault, a full disk or Ctrl-C leaves the
/// workspace as it was.</remarks>
/// <param name="workspace">Where the table goes.</param>
/// <param name="disk">How files are changed; the real disk unless told.</param>
public sealed class Importer(Workspace workspace, Disk? disk = null)
{
    private const string MendDisk = "Make sure that the disk works and has free space, then try again.";

    private readonly Disk _disk = disk ?? new Disk();

    /// <summary>Imports files into a table.</summary>
    /// <param name="table">The table's name, for example sales.</param>
    /// <param name="files">One or many files, each with a header of its own; a later file does not win over an earlier
    /// one: rows of one key that differ are rejected.</param>
    /// <param name="options">How; the defaults unless told.</param>
    /// <param name="cancel">Stops between rows; the workspace is as it was.</param>
    /// <exception cref="ImportException">Nothing could be imported.</exception>
    /// <exception cref="WorkspaceException">There is no such table, or the workspace cannot be read or written.
    /// </exception>
    public ImportResult Import(
        string table, IReadOnlyList<string> files, ImportOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        var schema = KnownTables.Find(table);
        if (files.Count == 0)
        {
            throw new ImportException($"No file was named for table {table}. Name one or more.") { IsWrongUse = true };
        }

        var hasLanded = new StrongBox<bool>();
        try
        {
            return Import(schema, [.. files.Select(SourceFile.Of)], options, hasLanded, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var said = fault.Message.TrimEnd('.');
            throw hasLanded.Value
                ? new ImportException($"Table {table} was imported, but what followed went wrong: {said}.", fault)
                {
                    NextStep = "Its rows are there, and importing the same again changes nothing. " + MendDisk,
                }
                : new ImportException($"Table {table} could not be imported: {said}.", fault)
                {
                    NextStep = "The workspace is as it was. " + MendDisk,
                };
        }
    }

    private ImportResult Import(TableSchema schema, SourceFile[] sources, ImportOptions options,
        StrongBox<bool> hasLanded, CancellationToken cancel)
    {
        using var change = workspace.Change();
        using var rejects = new Rejects(_disk, workspace.RejectsFolder, schema.Name, options.MostRejectLines);
        using var runs = new RunBuilder(
            _disk, Path.Combine(workspace.RejectsFolder, $"{schema.Name}{Leftovers.Suffix}"), schema,
            options.RowsInMemory);
        var reading = new FileReading(schema, options, sources, rejects, runs);
        for (var i = 0; i < sources.Length; i++)
        {
            reading.Read(i, _disk, cancel);
        }

        return Finish(schema, reading, change, rejects, runs, options, hasLanded, cancel);
    }

    private ImportResult Finish(TableSchema schema, FileReading reading, TableChange change, Rejects rejects,
        RunBuilder runs, ImportOptions options, StrongBox<bool> hasLanded, CancellationToken cancel)
    {
        var before = workspace.Tables;
        var conflicts = new List<(long Origin, long Other, string Key)>();
        var merger = new Merger(
            schema, Write, (origin, other, key) => conflicts.Add((origin, other, key)));
        if (reading.Good > 0)
        {
            using var old = options.IsReplacement ? null : Existing(before, schema, runs);
            merger.Merge(old is null ? runs.Runs() : [old, .. runs.Runs()], cancel);
        }

        ReportConflicts(schema, conflicts, reading, rejects);
        var isRejected = options.IsAllOrNothing && rejects.Rows > 0;
        if (isRejected || (merger.Rows > 0 && options.Judge?.Refuses(change.Seal(schema.Name)) == true))
        {
            Publish(rejects, schema, hasLanded: false);
            return new(schema.Name, reading.Seen, 0, 0, 0, rejects.Rows, merger.Repeated, before.Count(schema.Name),
                before.Fingerprint(schema.Name), IsUnchanged: true, rejects.Rules, reading.Notes, rejects.Files)
            {
                IsHeldBack = isRejected, IsRefused = !isRejected,
            };
        }

        if (merger.Added + merger.Replaced > 0)
        {
            cancel.ThrowIfCancellationRequested();
            change.Commit();
            hasLanded.Value = true;
        }
        else if (options.IsReplacement)
        {
            throw new ImportException($"None of {reading.Seen} rows could be taken, so table {schema.Name} was not "
                + $"replaced. {Worst(rejects)}");
        }

        Publish(rejects, schema, hasLanded.Value);
        var (after, taken) = (workspace.Tables, merger.Added + merger.Replaced);
        var isUnchanged = after.Fingerprint(schema.Name) == before.Fingerprint(schema.Name);

        // A replacement is merged with nothing, so only here it shows that the table had all of its rows.
        var added = isUnchanged ? 0 : merger.Added;
        return new(schema.Name, reading.Seen, taken, added, taken - added, rejects.Rows, merger.Repeated,
            after.Count(schema.Name), after.Fingerprint(schema.Name), isUnchanged, rejects.Rules, reading.Notes,
            rejects.Files)
        {
            RowsBefore = options.IsReplacement ? before.Count(schema.Name) : 0,
        };

        void Write(ColumnBatch batch)
        {
            options.Judge?.See(batch);
            change.Append(batch);
        }
    }

    private static void Publish(Rejects rejects, TableSchema schema, bool hasLanded)
    {
        try
        {
            rejects.Publish();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var what = hasLanded ? $"Table {schema.Name} was imported, but" : "No row could be taken, and";
            throw new ImportException($"{what} the list of {rejects.Rows} rejected rows could not be written: "
                + $"{fault.Message.TrimEnd('.')}.", fault)
            {
                NextStep = (hasLanded ? "The rows that were taken are there" : "The workspace is as it was")
                    + "; import the same again to have the list. " + MendDisk,
            };
        }
    }

    private static FileRun? Existing(StoredTables before, TableSchema schema, RunBuilder runs)
    {
        if (!before.Has(schema.Name))
        {
            return null;
        }

        var path = before.PathOf(schema.Name);
        if (SortedFiles.IsSorted(path, schema))
        {
            return new(path, schema);
        }

        SortedFiles.AddAll(path, schema, runs);
        return null;
    }

    private static void ReportConflicts(TableSchema schema, List<(long Origin, long Other, string Key)> conflicts,
        FileReading reading, Rejects rejects)
    {
        var field = string.Join('+', schema.Columns.Take(schema.KeyLength).Select(column => column.Name));
        foreach (var file in conflicts.GroupBy(conflict => FileReading.FileOf(conflict.Origin)).OrderBy(g => g.Key))
        {
            reading.BeginRejects(file.Key);
            foreach (var (origin, other, key) in file.OrderBy(conflict => conflict.Origin))
            {
                rejects.AddConflict(FileReading.LineOf(origin), field, key, reading.NameOf(other, file.Key));
            }
        }
    }

    private static string Worst(Rejects rejects) => rejects.Rules is [var rule, ..]
        ? $"Most often: {rule.Field} {rule.Rule} ({rule.Example})." : "The files have no rows.";
}
