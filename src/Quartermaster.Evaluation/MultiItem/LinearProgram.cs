using System.Runtime.InteropServices;
using Vector = System.Runtime.Intrinsics.Vector256<double>;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Finds the levels, 0 or more, of columns that meet right sides exactly at the least cost: the revised
/// simplex method (Dantzig), the inverse of the basis kept whole. Columns may be added between solutions.</summary>
/// <remarks>For some hundreds of rows. Right sides are moved by up to a ten-millionth against cycling.</remarks>
internal sealed class LinearProgram
{
    private const double Tolerance = 1e-9;

    private readonly int _rows;
    private readonly double[] _inverse;
    private readonly double[] _levels;
    private readonly double[] _direction;
    private readonly int[] _basis;
    private readonly List<Column> _columns = [];

    /// <summary>Starts with a column of its own for every row, coefficient 1, level = right side.</summary>
    internal LinearProgram(ReadOnlySpan<double> rightSides, ReadOnlySpan<double> startCosts)
    {
        _rows = rightSides.Length;
        (_inverse, _levels, _direction) = (new double[_rows * _rows], new double[_rows], new double[_rows]);
        (_basis, Prices) = (new int[_rows], startCosts.ToArray());
        for (var row = 0; row < _rows; row++)
        {
            _columns.Add(new(startCosts[row], [row], [1]));
            _basis[row] = row;
            _inverse[(row * _rows) + row] = 1;
            _levels[row] = rightSides[row] * (1 + (1e-7 * (1 + (row * 0.618_033_988_75 % 1))));
        }
    }

    /// <summary>What one more unit of each right side costs.</summary>
    internal double[] Prices { get; }

    internal double Cost => _basis.Select((column, row) => _columns[column].Cost * _levels[row]).Sum();

    internal int Add(double cost, int[] rows, double[] values)
    {
        _columns.Add(new(cost, rows, values));
        return _columns.Count - 1;
    }

    /// <summary>The columns in use and their levels.</summary>
    internal IEnumerable<(int Column, double Level)> Levels() =>
        _basis.Select((column, row) => (column, _levels[row]));

    internal void Solve(int mostPivots = 100_000)
    {
        for (var pivot = 0; pivot < mostPivots; pivot++)
        {
            var (entering, least) = (-1, -Tolerance);
            for (var column = 0; column < _columns.Count; column++)
            {
                var reduced = ReducedCost(column);
                (entering, least) = reduced < least ? (column, reduced) : (entering, least);
            }

            if (entering < 0 || !Enter(entering, least))
            {
                return;
            }
        }
    }

    private double ReducedCost(int index)
    {
        var column = _columns[index];
        var cost = column.Cost;
        for (var i = 0; i < column.Rows.Length; i++)
        {
            cost -= Prices[column.Rows[i]] * column.Values[i];
        }

        // By its own size, so that costs of any unit stop alike.
        return cost / (1 + Math.Abs(column.Cost));
    }

    private bool Enter(int entering, double scaled)
    {
        var column = _columns[entering];
        Array.Clear(_direction);
        for (var i = 0; i < column.Rows.Length; i++)
        {
            AddTimes(_direction, ColumnOf(column.Rows[i]), column.Values[i]);
        }

        var (leaving, ratio) = (-1, double.PositiveInfinity);
        for (var row = 0; row < _rows; row++)
        {
            if (_direction[row] > Tolerance && _levels[row] / _direction[row] < ratio)
            {
                (leaving, ratio) = (row, _levels[row] / _direction[row]);
            }
        }

        if (leaving < 0)
        {
            return false;
        }

        var (element, reduced) = (_direction[leaving], scaled * (1 + Math.Abs(column.Cost)));
        for (var row = 0; row < _rows; row++)
        {
            var inverse = ColumnOf(row);
            var share = inverse[leaving] / element;
            if (share != 0)
            {
                AddTimes(inverse, _direction, -share);
                inverse[leaving] = share;
                Prices[row] += reduced * share;
            }
        }

        for (var row = 0; row < _rows; row++)
        {
            _levels[row] = Math.Max(0, _levels[row] - (ratio * _direction[row]));
        }

        (_levels[leaving], _basis[leaving]) = (ratio, entering);
        return true;
    }

    private Span<double> ColumnOf(int row) => _inverse.AsSpan(row * _rows, _rows);

    private static void AddTimes(Span<double> sums, ReadOnlySpan<double> values, double factor)
    {
        var wideSums = MemoryMarshal.Cast<double, Vector>(sums);
        var wide = MemoryMarshal.Cast<double, Vector>(values);
        for (var i = 0; i < wideSums.Length; i++)
        {
            wideSums[i] += wide[i] * factor;
        }

        for (var i = wideSums.Length * Vector.Count; i < sums.Length; i++)
        {
            sums[i] += values[i] * factor;
        }
    }

    private sealed record Column(double Cost, int[] Rows, double[] Values);
}
