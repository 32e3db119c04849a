namespace Quartermaster.Planning.Placement;

/// <summary>What a split of one product costs, cause by cause: README, equation 6.</summary>
/// <remarks>The same figures by which the split is chosen: margin × what is sold within the whole, less these, is its
/// worth. Made once and loaded product after product.</remarks>
internal sealed class SplitCosts(SplitDesk desk)
{
    private readonly SplitProblem _problem = desk.Problem;
    private readonly SpillTree _tree = desk.Problem.Serve.Tree;
    private readonly (double Worth, double Freight)[] _served = new (double, double)[desk.Problem.Shares.Length];
    private readonly double[] _sold = new double[desk.Problem.Shares.Length];
    private readonly long[] _units = new long[desk.Problem.Shares.Length];
    private double _margin;

    /// <summary>Takes the product that the desk decided last.</summary>
    internal void Load(int product)
    {
        var (inputs, serve) = (desk.Inputs, desk.Problem.Serve);
        var (worth, kilograms) = (inputs.Worths.Rows[product], inputs.Facts.Rows[product].WeightGrams * 1e-3);
        _margin = worth.MarginPerUnit;
        Array.Clear(_served);
        var shares = inputs.RegionShares.Row(product);
        var sums = new double[serve.FacilityCount];
        for (var region = 0; region < shares.Length; region++)
        {
            foreach (var facility in serve.RankedOf(region))
            {
                if (_problem.Leaves[facility].Serves)
                {
                    var cost = serve.CostPerParcel.Row(facility)[region]
                        + (serve.CostPerKilogram.Row(facility)[region] * kilograms);
                    var (earned, paid) = Sale(worth, serve.ExtraDays.Row(facility)[region], cost);
                    ref var at = ref _served[facility];
                    at = (at.Worth + (shares[region] * earned), at.Freight + (shares[region] * paid));
                    sums[facility] += shares[region];
                    break;
                }
            }
        }

        LoadTree(worth, kilograms, sums);
    }

    /// <summary>What a split costs.</summary>
    /// <param name="units">By facility.</param>
    internal SplitCost Of(ReadOnlySpan<long> units)
    {
        var (freight, lost, room, hands) = (0.0, 0.0, 0.0, 0.0);
        for (var node = 0; node < _units.Length; node++)
        {
            var isLeaf = node < units.Length;
            var (left, right) = (_tree.Lefts[node], _tree.Rights[node]);
            _units[node] = isLeaf ? units[node] : _units[left] + _units[right];
            _sold[node] = _units[node] > 0 && _problem.Shares[node] > 0
                ? _problem.Served.Of(node, _units[node]) : 0;
            var served = _problem.Shares[node] <= 0 ? 0
                : isLeaf ? _sold[node] : _sold[node] - _sold[left] - _sold[right];
            if (served != 0)
            {
                freight += served * _served[node].Freight;
                lost += served * (_margin - _served[node].Worth - _served[node].Freight);
            }

            room += isLeaf ? units[node] * _problem.Leaves[node].RoomPay : 0;
            hands += isLeaf ? units[node] * _problem.Leaves[node].ReceivingPay : 0;
        }

        return new(freight, lost, room, hands);
    }

    // Served from farther away a sale is never worth more than from nearer: the nearer one's figures count then.
    private void LoadTree(in SaleWorth worth, double kilograms, double[] sums)
    {
        for (var node = 0; node < _served.Length; node++)
        {
            if (node < sums.Length)
            {
                _served[node] = sums[node] > 0
                    ? (_served[node].Worth / sums[node], _served[node].Freight / sums[node])
                    : (double.PositiveInfinity, 0);
                continue;
            }

            var own = Sale(worth, _tree.ExtraDays[node],
                _tree.CostPerParcel[node] + (_tree.CostPerKilogram[node] * kilograms));
            var (left, right) = (_served[_tree.Lefts[node]], _served[_tree.Rights[node]]);
            var below = left.Worth <= right.Worth ? left : right;
            _served[node] = _problem.Shares[node] <= 0 ? (double.PositiveInfinity, 0)
                : own.Worth <= below.Worth ? own : below;
        }
    }

    // Who is so far that a sale would lose is worth nothing, as the split is chosen by: then freight counts up to what
    // slowness leaves of the margin, and what slowness takes is the same as of any other sale.
    private static (double Worth, double Freight) Sale(in SaleWorth worth, double extraDays, double cost)
    {
        var stays = worth.MarginPerUnit * Math.Max(0, 1 - (worth.LostPerExtraDay * extraDays));
        return stays > cost ? (stays - cost, cost) : (0, Math.Max(0, stays));
    }
}

/// <summary>What a split of one product costs, currency.</summary>
/// <param name="Freight">Expected freight, beyond what it would be without the goods.</param>
/// <param name="SlowerPromises">Margin of sales lost to slowness, likewise.</param>
/// <param name="Room">The price of room.</param>
/// <param name="Hands">The price of receiving.</param>
internal readonly record struct SplitCost(double Freight, double SlowerPromises, double Room, double Hands);
