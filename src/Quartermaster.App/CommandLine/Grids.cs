using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Query;
using Quartermaster.Storage.Text;

namespace Quartermaster.App.CommandLine;

/// <summary>Makes grids of stored rows and of answers to queries.</summary>
internal static class Grids
{
    /// <summary>The first rows of a stored table.</summary>
    /// <param name="key">The grid's name for machines.</param>
    /// <param name="title">Its title for people.</param>
    /// <param name="schema">The table.</param>
    /// <param name="batches">Its rows; only as many batches are read as are needed.</param>
    /// <param name="most">The most rows.</param>
    internal static Grid Of(
        string key, string title, TableSchema schema, IEnumerable<ColumnBatch> batches, int most)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var batch in most > 0 ? batches : [])
        {
            for (var row = 0; row < batch.Count && rows.Count < most; row++)
            {
                rows.Add([.. Enumerable.Range(0, schema.Columns.Count).Select(column => Cell(batch, column, row))]);
            }

            if (rows.Count >= most)
            {
                break;
            }
        }

        return new(key, title, [.. schema.Columns.Select(column => new GridColumn(column.Name, column.Name))], rows);
    }

    /// <summary>The first rows of an answer.</summary>
    internal static Grid Of(string key, string title, QueryResult answer, int most) => new(
        key, title, [.. answer.Columns.Select(column => new GridColumn(column.Name, column.Name))],
        [.. answer.Rows.Take(most)]);

    private static object? Cell(ColumnBatch batch, int column, int row) => batch.Schema.Columns[column].Type switch
    {
        ColumnType.Integer => batch.Integers(column)[row],
        ColumnType.Long => batch.Longs(column)[row],
        ColumnType.Number => batch.Numbers(column)[row],
        ColumnType.Money => batch.Longs(column)[row] / 1_000_000m,
        ColumnType.Flag => batch.Flags(column)[row],
        ColumnType.Day => batch.Days(column)[row] is var day && day == default ? null : day,
        _ => CellText.Of(batch, column, row) is { Length: > 0 } text ? text : null,
    };
}
