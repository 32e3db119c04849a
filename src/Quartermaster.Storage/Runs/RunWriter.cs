using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.IO.Hashing;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Runs;

/// <summary>Writes a run aside, makes it safe, and gives it its name.</summary>
internal sealed class RunWriter : IRunWriter
{
    private const string Unharmed = "No run was saved; earlier runs are as they were.";

    private readonly StoredRuns _runs;
    private readonly Disk _disk;
    private readonly IDisposable _lock;
    private readonly ICodeBook _codes;
    private readonly RunHeader _header;
    private readonly string _aside;
    private readonly List<RunFilePart> _parts = [];
    private readonly SortedDictionary<string, double> _seconds = new(StringComparer.Ordinal);
    private bool _isOver;

    internal RunWriter(StoredRuns runs, Disk disk, IDisposable held, ICodeBook codes, RunHeader header)
    {
        (_runs, _disk, _lock, _codes, _header) = (runs, disk, held, codes, header);
        _aside = Path.Combine(runs.Folder, "run" + Leftovers.Suffix);
        Explain(() =>
        {
            if (Directory.Exists(_aside))
            {
                disk.DeleteFolder(_aside);
            }

            disk.CreateFolder(_aside);
            return true;
        });
    }

    /// <inheritdoc/>
    public void Put<TRow, TReason>(string name, Plan<TRow, TReason> plan, Func<TRow, long> quantity)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        if (plan.Certificate.Status == PlanStatus.Interrupted)
        {
            throw new ArgumentException($"The plan '{name}' was interrupted; it is not a run.", nameof(plan));
        }

        PutRows(name, RunPartKind.Decisions, plan.Decisions.Rows, plan.Certificate);
        PutRows(name, RunPartKind.Reasons, KeptReasons.Of(plan, quantity), certificate: null);
    }

    /// <inheritdoc/>
    public void Put<TRow>(string name, Table<TRow> table) where TRow : unmanaged =>
        PutRows(name, RunPartKind.Table, table.Rows, certificate: null);

    /// <inheritdoc/>
    public void PutDocument(string name, string json)
    {
        var text = JsonNode.Parse(json)?.ToJsonString(StorageJson.Options) ?? "null";
        var bytes = Encoding.UTF8.GetBytes(text + "\n");
        var part = new RunFilePart(
            name, RunPartKind.Document, Convert.ToHexStringLower(XxHash3.Hash(bytes)), 0, null, []);
        Write(part, stream => stream.Write(bytes));
        _parts.Add(part);
    }

    /// <inheritdoc/>
    public void PutWeights(string name, byte[] file)
    {
        var part = new RunFilePart(
            name, RunPartKind.Weights, Convert.ToHexStringLower(XxHash3.Hash(file)), 0, null, []);
        Write(part, stream => stream.Write(file));
        _parts.Add(part);
    }

    /// <inheritdoc/>
    public void Log(string step, double seconds) => _seconds[step] = seconds;

    /// <inheritdoc/>
    public string Commit() => Explain(() =>
    {
        var file = RunFile.Of(_header, _parts);
        var name = file.Name();
        var path = Path.Combine(_runs.Folder, name);
        if (!Directory.Exists(path))
        {
            WriteFile(Path.Combine(_aside, RunFile.FileName), stream => stream.Write(file.ToBytes()));
            WriteFile(Path.Combine(_aside, "log.json"), stream => JsonSerializer.Serialize(
                stream, new SortedDictionary<string, object> { ["seconds"] = _seconds }, StorageJson.Options));
            foreach (var folder in Directory.GetDirectories(_aside).Append(_aside))
            {
                _disk.SyncFolder(folder);
            }

            _disk.RenameFolder(_aside, path);
            _disk.SyncFolder(_runs.Folder);
        }

        _runs.PointLatest(name);
        return name;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            if (Directory.Exists(_aside))
            {
                _disk.DeleteFolder(_aside);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is known by its name as a leftover: readers pass over it, and cleaning removes it.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private void PutRows<TRow>(string name, RunPartKind kind, ReadOnlySpan<TRow> rows, Certificate? certificate)
        where TRow : unmanaged
    {
        var mapper = RowMapper<TRow>.Shared;
        RunColumn[] columns = [.. mapper.Schema.Columns.Select(
            column => new RunColumn(column.Name, column.Type, column.Entity))];
        var part = new RunFilePart(name, kind, "", rows.Length, certificate, columns);
        var copy = rows.ToArray();
        var fingerprint = "";
        Write(part, stream =>
        {
            using var writer = new ParquetTableWriter(stream, mapper.Schema);
            var batch = new ColumnBatch(mapper.Schema, Math.Clamp(copy.Length, 1, ColumnBatch.UsualCapacity));
            for (var done = 0; done < copy.Length; done += batch.Count)
            {
                batch.Clear();
                mapper.Put(copy.AsSpan(done, Math.Min(batch.Capacity, copy.Length - done)), batch, _codes);
                writer.Write(batch);
            }

            fingerprint = writer.Finish();
        });
        _parts.Add(part with { Fingerprint = fingerprint });
    }

    private void Write(RunFilePart part, Action<Stream> write)
    {
        var isNameFit = part.Name.Length > 0 && part.Name.All(letter => char.IsAsciiLetterOrDigit(letter)
            || letter is '_' or '-');
        if (!isNameFit || _parts.Any(other => other.FileName == part.FileName
            || (other.Name == part.Name && other.Kind != RunPartKind.Reasons && part.Kind != RunPartKind.Reasons)))
        {
            throw new ArgumentException(
                $"'{part.Name}' is not a new name of ASCII letters, digits, '_' and '-'.", nameof(part));
        }

        Explain(() =>
        {
            _disk.CreateFolder(Path.Combine(_aside, part.Folder));
            WriteFile(Path.Combine(_aside, part.FileName), write);
            return true;
        });
    }

    private void WriteFile(string path, Action<Stream> write)
    {
        using var stream = _disk.Create(path);
        write(stream);
        stream.Flush();
    }

    private T Explain<T>(Func<T> change) => DiskFaults.Explain(_runs.Folder, Unharmed, change);
}
