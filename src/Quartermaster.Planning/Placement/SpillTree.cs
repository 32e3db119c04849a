namespace Quartermaster.Planning.Placement;

/// <summary>Facilities joined two by two, those that replace each other most cheaply first.</summary>
/// <remarks>
/// Nodes 0 to F − 1 are facilities; each later node joins two earlier ones; the last is the root. Demand that its own
/// facility cannot serve is served from the nearest node above it that has stock. Average linkage (Sokal and Michener,
/// 1958) on the extra cost of serving one side's regions from the other side.
/// </remarks>
internal sealed class SpillTree
{
    private readonly ServeCosts _serve;
    private readonly int[] _homes;
    private readonly double[] _weights;

    internal SpillTree(ServeCosts serve)
    {
        _serve = serve;
        var nodes = (2 * serve.FacilityCount) - 1;
        (Parents, Lefts, Rights) = (new int[nodes], new int[nodes], new int[nodes]);
        (CostPerParcel, CostPerKilogram, ExtraDays) = (new double[nodes], new double[nodes], new double[nodes]);
        _homes = new int[serve.RegionCount];
        _weights = new double[serve.FacilityCount];
        for (var region = 0; region < serve.RegionCount; region++)
        {
            _homes[region] = serve.RankedOf(region)[0];
            _weights[_homes[region]] += serve.RegionWeights[region];
        }

        Join();
    }

    /// <summary>The node above each node; −1 for the root.</summary>
    internal int[] Parents { get; }

    /// <summary>The first node below each joined node.</summary>
    internal int[] Lefts { get; }

    /// <summary>The second node below each joined node.</summary>
    internal int[] Rights { get; }

    /// <summary>Cost of serving one side's demand from the other side, currency per unit.</summary>
    internal double[] CostPerParcel { get; }

    /// <summary>The same per kilogram.</summary>
    internal double[] CostPerKilogram { get; }

    /// <summary>Days later than the region's fastest facility.</summary>
    internal double[] ExtraDays { get; }

    private void Join()
    {
        var pairs = SpillOf((facility, region) => _serve.TypicalCost(facility, region), extra: true);
        var parcels = SpillOf((facility, region) => _serve.CostPerParcel.Row(facility)[region], extra: false);
        var kilograms = SpillOf((facility, region) => _serve.CostPerKilogram.Row(facility)[region], extra: false);
        var days = SpillOf((facility, region) => _serve.ExtraDays.Row(facility)[region], extra: false);
        var members = Enumerable.Range(0, Parents.Length).Select(node => new List<int> { node }).ToArray();
        var open = Enumerable.Range(0, _weights.Length).ToList();

        for (var node = _weights.Length; node < Parents.Length; node++)
        {
            var (left, right) = Nearest(open, members, pairs);
            members[node] = [.. members[left], .. members[right]];
            (Lefts[node], Rights[node]) = (left, right);
            Parents[left] = Parents[right] = node;
            CostPerParcel[node] = Mean(members[left], members[right], parcels);
            CostPerKilogram[node] = Mean(members[left], members[right], kilograms);
            ExtraDays[node] = Mean(members[left], members[right], days);
            open.RemoveAll(other => other == left || other == right);
            open.Add(node);
        }

        Parents[^1] = -1;
    }

    private (int Left, int Right) Nearest(List<int> open, List<int>[] members, double[,] pairs)
    {
        var (best, found) = (double.PositiveInfinity, (open[0], open[1]));
        for (var i = 0; i < open.Count; i++)
        {
            for (var j = i + 1; j < open.Count; j++)
            {
                var cost = Mean(members[open[i]], members[open[j]], pairs);
                (best, found) = cost < best ? (cost, (open[i], open[j])) : (best, found);
            }
        }

        return found;
    }

    // The mean over demand of one side, and over facilities of the other; both ways.
    private double Mean(List<int> left, List<int> right, double[,] spill)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var i in left)
        {
            foreach (var j in right)
            {
                sum += (_weights[i] * spill[i, j] / right.Count) + (_weights[j] * spill[j, i] / left.Count);
                weight += (_weights[i] / right.Count) + (_weights[j] / left.Count);
            }
        }

        return weight > 0 ? sum / weight : 0;
    }

    // [home, from]: what the demand at home costs when it is served from elsewhere; extra: less what home costs.
    private double[,] SpillOf(Func<int, int, double> cost, bool extra)
    {
        var spill = new double[_weights.Length, _weights.Length];
        for (var region = 0; region < _homes.Length; region++)
        {
            var (home, weight) = (_homes[region], _serve.RegionWeights[region]);
            for (var from = 0; from < _weights.Length && weight > 0; from++)
            {
                spill[home, from] += weight / _weights[home]
                    * (cost(from, region) - (extra ? cost(home, region) : 0));
            }
        }

        return spill;
    }
}
