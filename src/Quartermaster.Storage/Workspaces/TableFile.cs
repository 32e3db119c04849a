using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Parquet;

namespace Quartermaster.Storage.Workspaces;

/// <summary>One table's file while it is written aside.</summary>
internal sealed class TableFile : IDisposable
{
    private const string Unharmed = "The workspace is as it was.";

    private const int FirstCapacity = 1_024;

    private readonly Disk _disk;
    private readonly string _aside;
    private readonly Stream _stream;
    private readonly ParquetTableWriter _writer;
    private readonly ColumnBatch _batch;
    private bool _isFinished;
    private string? _fingerprint;

    internal TableFile(Disk disk, string folder, TableSchema schema, TableSource source)
    {
        (_disk, Source, _aside) = (disk, source, Path.Combine(folder, "table" + Leftovers.Suffix));
        disk.CreateFolder(folder);
        _stream = disk.Create(_aside);
        _writer = new(_stream, schema);
        _batch = new(schema, FirstCapacity);
    }

    /// <summary>Where the rows come from.</summary>
    internal TableSource Source { get; set; }

    /// <summary>A batch with room for at least one more row.</summary>
    internal ColumnBatch Room()
    {
        if (_batch.Count == ColumnBatch.UsualCapacity)
        {
            Flush();
        }
        else if (_batch.Count == _batch.Capacity)
        {
            _batch.Grow(Math.Min(ColumnBatch.UsualCapacity, 8 * _batch.Capacity));
        }

        return _batch;
    }

    /// <summary>Writes a batch as a row group of its own.</summary>
    internal void Append(ColumnBatch batch)
    {
        Flush();
        DiskFaults.Explain(_aside, Unharmed, () => _writer.Write(batch));
    }

    /// <summary>Ends the rows, and says which content they are.</summary>
    internal string Seal()
    {
        if (_fingerprint is null)
        {
            Flush();
            _fingerprint = _writer.Finish();
        }

        return _fingerprint;
    }

    /// <summary>Completes the file, makes it safe and names it by its content.</summary>
    internal TableEntry Finish(WorkspaceFiles files)
    {
        var fingerprint = Seal();
        _stream.Flush();
        Close();
        var path = files.Table(_writer.Schema.Name, fingerprint);
        _disk.Rename(_aside, path);
        _isFinished = true;
        _disk.SyncFolder(Path.GetDirectoryName(path)!);
        return new(fingerprint, _writer.Rows, Source);
    }

    /// <summary>Gives up a file that was not finished.</summary>
    public void Dispose()
    {
        if (!_isFinished)
        {
            _isFinished = true;
            Close();
            try
            {
                _disk.Delete(_aside);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is known by its name as a leftover: readers pass over it, and cleaning removes it.
            }
        }
    }

    private void Flush()
    {
        DiskFaults.Explain(_aside, Unharmed, () => _writer.Write(_batch));
        _batch.Clear();
    }

    private void Close()
    {
        _writer.Dispose();
        _stream.Dispose();
    }
}
