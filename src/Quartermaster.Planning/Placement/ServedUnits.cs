namespace Quartermaster.Planning.Placement;

/// <summary>Expected demand that units beyond a node's stock meet, for all nodes of one product; what was counted once
/// is remembered.</summary>
/// <remarks>Where a split is valued many times, each node's demand is still counted only once. At most 32 kB per node:
/// what is counted unit by unit is few units.</remarks>
internal sealed class ServedUnits(SplitProblem problem, int nodes)
{
    private readonly ServedDemand[] _demand = new ServedDemand[nodes];
    private readonly double[][] _met = [.. Enumerable.Repeat(Array.Empty<double>(), nodes)];
    private readonly int[] _known = new int[nodes];

    /// <summary>Forgets the product before.</summary>
    internal void Clear() => Array.Clear(_known);

    /// <summary>Units of demand that a node meets beyond those that its stock meets.</summary>
    /// <param name="node">A node that some demand is of.</param>
    /// <param name="units">Units beyond its stock, 0 or more.</param>
    internal double Of(int node, long units)
    {
        if (_known[node] == 0)
        {
            _demand[node] = problem.DemandOf(node, problem.Stocks[node]);
            _met[node] = _met[node].Length == 0 ? new double[16] : _met[node];
            (_met[node][0], _known[node]) = (0, 1);
        }

        if (!problem.IsCounted)
        {
            var demand = _demand[node];
            return demand.Add(units);
        }

        return units < _known[node] ? _met[node][units] : Count(node, (int)units);
    }

    private double Count(int node, int units)
    {
        if (units >= _met[node].Length)
        {
            Array.Resize(ref _met[node], Math.Max(units + 1, 2 * _met[node].Length));
        }

        var met = _met[node];
        for (; _known[node] <= units; _known[node]++)
        {
            met[_known[node]] = met[_known[node] - 1] + _demand[node].Add(1);
        }

        return met[units];
    }
}
