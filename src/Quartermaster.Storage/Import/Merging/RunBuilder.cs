using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Parquet;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>Collects rows in any order and hands them back in sorted runs (external merge sort).</summary>
/// <remarks>Memory: one run of at most the rows given, some 200 MB per million sales. More rows go to files in a
/// folder of their own, each written once and read once; disk: the size of the table once more.</remarks>
internal sealed class RunBuilder(Disk disk, string folder, TableSchema schema, int mostRows)
    : IDisposable
{
    internal const string OriginColumn = "import_origin";
    internal const int BatchRows = 1 << 14;
    private readonly RowCells _cells = new(schema);
    private readonly List<string> _files = [];
    private readonly List<IRun> _runs = [];
    private List<ColumnBatch> _batches = [];

    /// <summary>Where files go that are gone afterwards; made when needed.</summary>
    internal string Folder => folder;

    /// <summary>The table's columns and where each row comes from.</summary>
    internal TableSchema Staged { get; } =
        schema with { Columns = [.. schema.Columns, new(OriginColumn, ColumnType.Long, "file number × 2⁴⁰ + line")] };

    /// <summary>A batch with room for at least one more row, to be filled in place.</summary>
    internal ColumnBatch Room()
    {
        if (_batches.Count == 0 || _batches[^1].Count == BatchRows)
        {
            if (_batches.Count * BatchRows >= mostRows)
            {
                Spill();
            }

            _batches.Add(new(Staged, BatchRows));
        }

        return _batches[^1];
    }

    /// <summary>All rows collected, as sorted runs; rows of equal key in the order they were added.</summary>
    internal IReadOnlyList<IRun> Runs()
    {
        _runs.AddRange(_files.Select(file => new FileRun(file, Staged)));
        _runs.Add(new MemoryRun(_batches, Order(), schema.Columns.Count));
        return _runs;
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.Dispose());
        if (Directory.Exists(folder))
        {
            disk.DeleteFolder(folder);
        }
    }

    private void Spill()
    {
        disk.CreateFolder(folder);
        var path = Path.Combine(folder, $"{_files.Count}.parquet");
        using (var stream = disk.Create(path))
        using (var writer = new ParquetTableWriter(stream, Staged))
        {
            var (sorted, whole) = (new ColumnBatch(Staged), new RowCells(Staged));
            using var run = new MemoryRun(_batches, Order(), schema.Columns.Count);
            while (run.Next())
            {
                whole.Copy(run.Batch, run.Row, sorted, sorted.Count++);
                if (sorted.Count == sorted.Capacity)
                {
                    writer.Write(sorted);
                    sorted.Clear();
                }
            }

            writer.Write(sorted);
            writer.Finish();
        }

        _files.Add(path);
        _batches = [];
    }

    private int[] Order()
    {
        var order = new int[_batches.Sum(batch => batch.Count)];
        var isSorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            isSorted = isSorted && (i == 0 || Compare(i - 1, i) <= 0);
        }

        if (!isSorted)
        {
            Sort(order);
        }

        return order;
    }

    // Most rows are told apart by eight characters of their key's first text; only the others are compared whole.
    private void Sort(int[] order)
    {
        var prefixes = KeyPrefixes.Of(_batches, order.Length, BatchRows);
        Array.Sort(prefixes, order);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                order.AsSpan(start, end - start).Sort((left, right) =>
                    Compare(left, right) is not 0 and var byKey ? byKey : left.CompareTo(right));
            }

            start = end;
        }
    }

    private int Compare(int left, int right) => _cells.CompareKeys(
        _batches[left / BatchRows], left % BatchRows, _batches[right / BatchRows], right % BatchRows);
}
