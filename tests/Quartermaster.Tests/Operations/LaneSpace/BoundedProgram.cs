namespace Quartermaster.Tests.Operations.LaneSpace;

/// <summary>max c·x subject to A·x ≤ b and x ≥ 0 for b ≥ 0, by the simplex method on a full tableau with Bland's
/// rule: the slow way, and another one than prices.</summary>
internal sealed class BoundedProgram(int columns, int rows)
{
    private const double Tiny = 1e-9;

    private readonly double[,] _tableau = new double[rows + 1, columns + rows + 1];

    internal void Gain(int column, double gain) => _tableau[rows, column] = -gain;

    internal void Uses(int row, int column, double of) => _tableau[row, column] = of;

    internal void Has(int row, double right) => _tableau[row, columns + rows] = right;

    /// <summary>The best value.</summary>
    internal double Solve()
    {
        var (right, basis) = (columns + rows, new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            (_tableau[row, columns + row], basis[row]) = (1, columns + row);
        }

        for (; ; )
        {
            var enters = Enumerable.Range(0, right).FirstOrDefault(column => _tableau[rows, column] < -Tiny, -1);
            if (enters < 0)
            {
                return _tableau[rows, right];
            }

            var leaves = Enumerable.Range(0, rows).Where(row => _tableau[row, enters] > Tiny)
                .OrderBy(row => _tableau[row, right] / _tableau[row, enters]).ThenBy(row => basis[row]).First();
            Pivot(leaves, enters);
            basis[leaves] = enters;
        }
    }

    private void Pivot(int leaves, int enters)
    {
        var (width, by) = (_tableau.GetLength(1), _tableau[leaves, enters]);
        for (var column = 0; column < width; column++)
        {
            _tableau[leaves, column] /= by;
        }

        for (var row = 0; row <= rows; row++)
        {
            var times = _tableau[row, enters];
            for (var column = 0; column < width && row != leaves; column++)
            {
                _tableau[row, column] -= times * _tableau[leaves, column];
            }
        }
    }
}
