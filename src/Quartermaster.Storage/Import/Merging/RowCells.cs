using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>Copies and compares single rows of batches.</summary>
internal sealed class RowCells
{
    private readonly CellKind[] _kinds;
    private readonly int _keyLength;

    internal RowCells(TableSchema schema)
    {
        _kinds = [.. schema.Columns.Select(column => CellKinds.Of(column.Type))];
        _keyLength = schema.KeyLength;
    }

    /// <summary>Copies the table's columns of a row; further columns of the source are left out.</summary>
    internal void Copy(ColumnBatch from, int row, ColumnBatch to, int at)
    {
        for (var column = 0; column < _kinds.Length; column++)
        {
            switch (_kinds[column])
            {
                case CellKind.String:
                    to.Strings(column)[at] = from.Strings(column)[row];
                    break;
                case CellKind.Integer:
                    to.Integers(column)[at] = from.Integers(column)[row];
                    break;
                case CellKind.Number:
                    to.Numbers(column)[at] = from.Numbers(column)[row];
                    break;
                case CellKind.Day:
                    to.Days(column)[at] = from.Days(column)[row];
                    break;
                case CellKind.Flag:
                    to.Flags(column)[at] = from.Flags(column)[row];
                    break;
                default:
                    to.Longs(column)[at] = from.Longs(column)[row];
                    break;
            }
        }
    }

    /// <summary>Which of two rows comes first by the table's key: texts ordinally, choices by name.</summary>
    internal int CompareKeys(ColumnBatch left, int row, ColumnBatch right, int at) =>
        Compare(left, row, right, at, _keyLength);

    internal bool AreEqual(ColumnBatch left, int row, ColumnBatch right, int at) =>
        Compare(left, row, right, at, _kinds.Length) == 0;

    private int Compare(ColumnBatch left, int row, ColumnBatch right, int at, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var order = _kinds[column] switch
            {
                CellKind.String => string.CompareOrdinal(
                    left.Strings(column)[row] ?? "", right.Strings(column)[at] ?? ""),
                CellKind.Integer => left.Integers(column)[row].CompareTo(right.Integers(column)[at]),
                CellKind.Number => left.Numbers(column)[row].CompareTo(right.Numbers(column)[at]),
                CellKind.Day => left.Days(column)[row].CompareTo(right.Days(column)[at]),
                CellKind.Flag => left.Flags(column)[row].CompareTo(right.Flags(column)[at]),
                _ => left.Longs(column)[row].CompareTo(right.Longs(column)[at]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
