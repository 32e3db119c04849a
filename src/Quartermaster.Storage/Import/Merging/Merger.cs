using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>Merges sorted runs into one table: one row per key.</summary>
/// <remarks>A new row replaces the table's own. Equal new rows become one. Where new rows of one key differ nobody
/// can know which is right: none lands, the table's own row stays, and each is reported with the first one's line.
/// A table's own row has a negative origin, and comes after new rows of its key where the table was in no order.
/// </remarks>
internal sealed class Merger(TableSchema schema, Action<ColumnBatch> write, Action<long, long, string> onConflict)
{
    private readonly RowCells _cells = new(schema);
    private readonly ColumnBatch _output = new(schema), _replaced = new(schema, 1), _first = new(schema, 1);
    private readonly List<long> _conflicts = [];
    private bool _hasReplaced, _isConflict;
    private long _firstOrigin;

    internal long Added { get; private set; }

    internal long Replaced { get; private set; }

    internal long Repeated { get; private set; }

    internal long Rows { get; private set; }

    /// <summary>Takes all rows of all runs; an earlier run wins where keys and origins do not tell.</summary>
    internal void Merge(IEnumerable<IRun> runs, CancellationToken cancel)
    {
        var heads = runs.Where(run => run.Next()).ToList();
        var hasRow = false;
        for (var count = 0L; heads.Count > 0; count++)
        {
            var run = Least(heads);
            if (hasRow && _cells.CompareKeys(run.Batch, run.Row, _first, 0) == 0)
            {
                AddSame(run);
            }
            else
            {
                EndKey(hasRow);
                Begin(run);
                hasRow = true;
            }

            if (!run.Next())
            {
                heads.Remove(run);
            }

            if (count % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }

        EndKey(hasRow);
        write(_output);
    }

    private IRun Least(List<IRun> heads)
    {
        var least = heads[0];
        for (var i = 1; i < heads.Count; i++)
        {
            var order = _cells.CompareKeys(heads[i].Batch, heads[i].Row, least.Batch, least.Row);
            least = order < 0 || (order == 0 && heads[i].Origin < least.Origin) ? heads[i] : least;
        }

        return least;
    }

    private void Begin(IRun run)
    {
        _cells.Copy(run.Batch, run.Row, _first, 0);
        (_firstOrigin, _hasReplaced, _isConflict) = (run.Origin, false, false);
    }

    private void AddSame(IRun run)
    {
        if (_firstOrigin < 0)
        {
            _cells.Copy(_first, 0, _replaced, 0);
            _cells.Copy(run.Batch, run.Row, _first, 0);
            (_firstOrigin, _hasReplaced) = (run.Origin, true);
        }
        else if (run.Origin < 0)
        {
            _cells.Copy(run.Batch, run.Row, _replaced, 0);
            _hasReplaced = true;
        }
        else if (_cells.AreEqual(run.Batch, run.Row, _first, 0))
        {
            Repeated++;
        }
        else
        {
            _isConflict = true;
            _conflicts.Add(run.Origin);
        }
    }

    private void EndKey(bool hasRow)
    {
        if (!hasRow)
        {
            return;
        }

        if (_isConflict)
        {
            Report();
        }
        else if (_firstOrigin >= 0)
        {
            Added += _hasReplaced ? 0 : 1;
            Replaced += _hasReplaced ? 1 : 0;
        }

        if (!_isConflict || _hasReplaced)
        {
            _cells.Copy(_isConflict ? _replaced : _first, 0, _output, _output.Count++);
            Rows++;
        }

        if (_output.Count == _output.Capacity)
        {
            write(_output);
            _output.Clear();
        }
    }

    private void Report()
    {
        var key = string.Join(", ", Enumerable.Range(0, schema.KeyLength).Select(column =>
            CellText.Of(_first, column, 0)));
        onConflict(_firstOrigin, _conflicts[0], key);
        _conflicts.ForEach(origin => onConflict(origin, _firstOrigin, key));
        _conflicts.Clear();
    }
}
