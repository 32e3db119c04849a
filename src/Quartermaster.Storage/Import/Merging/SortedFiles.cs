using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>Whether a table's file is in the order that merging needs. What importers write is; what other writers
/// appended may not be.</summary>
internal static class SortedFiles
{
    internal static bool IsSorted(string path, TableSchema schema)
    {
        var key = schema with { Columns = [.. schema.Columns.Take(schema.KeyLength)] };
        var (cells, last, isFirst) = (new RowCells(key), new ColumnBatch(key, 1), true);
        using var reader = new ParquetTableReader(path, key);
        foreach (var batch in reader.Read())
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var isInOrder = row > 0 ? cells.CompareKeys(batch, row - 1, batch, row) < 0
                    : isFirst || cells.CompareKeys(last, 0, batch, 0) < 0;
                if (!isInOrder)
                {
                    return false;
                }
            }

            cells.Copy(batch, batch.Count - 1, last, 0);
            isFirst = false;
        }

        return true;
    }

    /// <summary>Adds a file's rows to others that will be sorted.</summary>
    internal static void AddAll(string path, TableSchema schema, RunBuilder runs)
    {
        var cells = new RowCells(schema);
        using var reader = new ParquetTableReader(path, schema);
        foreach (var batch in reader.Read())
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var room = runs.Room();
                cells.Copy(batch, row, room, room.Count);
                room.Longs(schema.Columns.Count)[room.Count++] = -1;
            }
        }
    }
}
