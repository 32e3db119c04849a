using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>Rows in the order of their key, one at a time.</summary>
internal interface IRun : IDisposable
{
    /// <summary>The batch in which the current row is.</summary>
    ColumnBatch Batch { get; }

    /// <summary>The current row's place in it.</summary>
    int Row { get; }

    /// <summary>Where the current row comes from: file number × 2⁴⁰ + line; −1 if it was in the table before.</summary>
    long Origin { get; }

    /// <summary>Goes to the next row.</summary>
    bool Next();
}

/// <summary>A run in a file: rows already in the table, or sorted rows that did not fit in memory.</summary>
internal sealed class FileRun : IRun
{
    private readonly Parquet.ParquetTableReader _reader;
    private readonly IEnumerator<ColumnBatch> _batches;
    private readonly int _originColumn;

    internal FileRun(string path, Domain.Tables.TableSchema schema)
    {
        _reader = new(path, schema);
        _batches = _reader.Read(1 << 14).GetEnumerator();
        Batch = new(schema, 1);
        _originColumn = Batch.IndexOf(RunBuilder.OriginColumn);
    }

    public ColumnBatch Batch { get; private set; }

    public int Row { get; private set; }

    public long Origin => _originColumn < 0 ? -1 : Batch.Longs(_originColumn)[Row];

    public bool Next()
    {
        Row++;
        if (Row >= Batch.Count)
        {
            Row = 0;
            if (!_batches.MoveNext())
            {
                return false;
            }

            Batch = _batches.Current;
        }

        return true;
    }

    public void Dispose()
    {
        _batches.Dispose();
        _reader.Dispose();
    }
}

/// <summary>A run in memory: batches and the order of their rows.</summary>
internal sealed class MemoryRun(IReadOnlyList<ColumnBatch> batches, int[] order, int originColumn) : IRun
{
    private int _at = -1;

    public ColumnBatch Batch => batches[order[_at] / RunBuilder.BatchRows];

    public int Row => order[_at] % RunBuilder.BatchRows;

    public long Origin => Batch.Longs(originColumn)[Row];

    public bool Next() => ++_at < order.Length;

    public void Dispose()
    {
    }
}
