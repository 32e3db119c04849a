using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Placement;

/// <summary>One product's question in numbers, on the nodes of the tree: README, equations 2 and 3.</summary>
/// <remarks>Made once per call and loaded product after product, so that nothing is allocated per product.</remarks>
internal sealed class SplitProblem
{
    private const ulong ChangeStream = 0x91;
    private const ulong TieStream = 0x92;
    private const long MostCountedUnits = 2_048;
    private const double MostCountedMean = 500;

    private readonly PlacementPolicy _policy;
    private readonly SpillTree _tree;
    private readonly SplitMemory? _memory;

    internal SplitProblem(ServeCosts serve, PlacementPolicy policy, SplitMemory? memory)
    {
        _memory = memory;
        var nodes = serve.Tree.Parents.Length;
        (Serve, _tree, _policy, Leaves) = (serve, serve.Tree, policy, new SplitLeaf[serve.FacilityCount]);
        Served = new(this, nodes);
        (Stocks, Shares, Values, Steps) = (new long[nodes], new double[nodes], new double[nodes], new double[nodes]);
    }

    internal ServeCosts Serve { get; }

    /// <summary>By facility: what does not depend on the others.</summary>
    internal SplitLeaf[] Leaves { get; }

    /// <summary>By node: units there before the inbound.</summary>
    internal long[] Stocks { get; }

    /// <summary>By node: share of demand of its regions.</summary>
    internal double[] Shares { get; }

    /// <summary>By node: what meeting a unit of demand within it earns beyond meeting it in the node above,
    /// currency.</summary>
    internal double[] Steps { get; }

    /// <summary>What all regions want, units.</summary>
    internal double MeanUnits { get; private set; }

    /// <summary>Variance of what all regions want.</summary>
    internal double Variance { get; private set; }

    /// <summary>Units to place.</summary>
    internal int Units { get; private set; }

    /// <summary>Whether quantities are small enough to count unit by unit.</summary>
    internal bool IsCounted { get; private set; }

    /// <summary>Expected demand that units beyond stock meet.</summary>
    internal ServedUnits Served { get; }

    /// <summary>What a comparison of splits may be wrong by, from rounding; currency.</summary>
    internal double Noise { get; private set; }

    private double[] Values { get; }

    /// <summary>Expected demand met by the stock of a node, starting from a stock.</summary>
    internal ServedDemand DemandOf(int node, long fromUnits)
    {
        var share = Shares[node];
        var mean = share * MeanUnits;
        return new(mean, (share * share * Variance) + ((1 - share) * mean), IsCounted, fromUnits);
    }

    /// <summary>Takes the next product.</summary>
    internal void Load(PlacementInputs inputs, int product, ReadOnlySpan<double> prices)
    {
        MeanUnits = Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(product));
        Variance = Quantiles.Variance(inputs.Demand.Levels, inputs.Demand.Row(product));
        Units = inputs.Inbound.Rows[product].Units;
        LoadLeaves(inputs, product, prices);
        LoadCatchments(inputs, product);
        LoadTree(in inputs.Worths.Rows[product], inputs.Facts.Rows[product].WeightGrams * 1e-3);
        var units = UnitsToCount(inputs.Inbound.Rows[product].CaseUnits);
        IsCounted = MeanUnits <= MostCountedMean && units <= MostCountedUnits;
        Noise = 1e-9 + (1e-15 * Math.Max(MeanUnits, units) * inputs.Worths.Rows[product].MarginPerUnit);
        Served.Clear();
    }

    // At least a case, for one more is always weighed; and each facility's stock by itself: where one owes a billion
    // and another owns it, the sum is small and the count is not.
    private long UnitsToCount(int caseUnits)
    {
        var units = (long)Math.Max(Units, caseUnits);
        for (var leaf = 0; leaf < Leaves.Length; leaf++)
        {
            units += Math.Abs(Stocks[leaf]);
        }

        return units;
    }

    private void LoadLeaves(PlacementInputs inputs, int product, ReadOnlySpan<double> prices)
    {
        Array.Clear(Leaves);
        Array.Clear(Stocks);
        ref readonly var facts = ref inputs.Facts.Rows[product];
        var margin = inputs.Worths.Rows[product].MarginPerUnit;
        var room = SplitPrices.RoomPerUnit(inputs, product);
        var (first, end) = (inputs.FirstRow(product), inputs.FirstRow(product + 1));
        var change = 0.0;
        for (var row = first; row < end; row++)
        {
            change += inputs.Yesterday.Rows[row].Share;
        }

        change = change <= 0 ? 0
            : _policy.ChangeCostPerUnit * (0.5 + KeyedRandom.Uniform(_policy.Seed, ChangeStream, facts.Key, 0));
        for (var row = first; row < end; row++)
        {
            var (facility, mayHold) = inputs.Destinations.Rows[row];
            var stock = inputs.Positions.Rows[row].Units;
            var (roomIndex, receivingIndex) = SplitPrices.IndexesOf(inputs, product, row);
            var leaf = Serve.IndexOf(facility);
            Stocks[leaf] = mayHold || stock > 0 ? stock : 0;
            Leaves[leaf] = new()
            {
                Serves = mayHold || stock > 0,
                MayHold = mayHold,
                YesterdayUnits = inputs.Yesterday.Rows[row].Share * (double)Units,
                ChangeCost = change,
                RoomIndex = roomIndex,
                ReceivingIndex = receivingIndex,
                RoomPerUnit = room,
                RoomPay = roomIndex < 0 ? 0 : prices[roomIndex] * room,
                ReceivingPay = receivingIndex < 0 ? 0 : prices[receivingIndex],
                Tie = _policy.TieShare * margin
                    * KeyedRandom.Uniform(_policy.Seed, TieStream, facts.Key, (ulong)facility.Value),
            };
        }
    }

    // Each region belongs to the cheapest facility that serves the product. Values hold, for now, sums over regions.
    private void LoadCatchments(PlacementInputs inputs, int product)
    {
        Array.Clear(Shares);
        Array.Clear(Values);
        if (_memory?.Knows(product) == true)
        {
            _memory.Recall(product, Shares, Values);
            return;
        }

        var worth = inputs.Worths.Rows[product];
        var kilograms = inputs.Facts.Rows[product].WeightGrams * 1e-3;
        var shares = inputs.RegionShares.Row(product);
        for (var region = 0; region < shares.Length; region++)
        {
            foreach (var facility in Serve.RankedOf(region))
            {
                if (Leaves[facility].Serves)
                {
                    var cost = Serve.CostPerParcel.Row(facility)[region]
                        + (Serve.CostPerKilogram.Row(facility)[region] * kilograms);
                    Shares[facility] += shares[region];
                    Values[facility] += shares[region]
                        * Earned(worth, Serve.ExtraDays.Row(facility)[region], cost);
                    break;
                }
            }
        }

        _memory?.Keep(product, Shares, Values);
    }

    private void LoadTree(in SaleWorth worth, double kilograms)
    {
        var facilities = Leaves.Length;
        var sum = 0.0;
        for (var leaf = 0; leaf < facilities; leaf++)
        {
            sum += Shares[leaf];
        }

        for (var node = 0; node < Shares.Length; node++)
        {
            if (node < facilities)
            {
                Values[node] = Shares[node] > 0 ? Values[node] / Shares[node] : double.PositiveInfinity;
                Shares[node] = sum > 0 ? Shares[node] / sum : 0;
                continue;
            }

            var (left, right) = (_tree.Lefts[node], _tree.Rights[node]);
            var cost = _tree.CostPerParcel[node] + (_tree.CostPerKilogram[node] * kilograms);
            Stocks[node] = Stocks[left] + Stocks[right];
            Shares[node] = Math.Min(1, Shares[left] + Shares[right]);
            Values[node] = Shares[node] <= 0 ? double.PositiveInfinity
                : Math.Min(Earned(worth, _tree.ExtraDays[node], cost), Math.Min(Values[left], Values[right]));
        }

        for (var node = 0; node < Shares.Length; node++)
        {
            var above = _tree.Parents[node] < 0 ? 0 : Values[_tree.Parents[node]];
            Steps[node] = Shares[node] > 0 ? Values[node] - above : 0;
        }
    }

    private static double Earned(in SaleWorth worth, double extraDays, double cost) =>
        Math.Max(0, (worth.MarginPerUnit * Math.Max(0, 1 - (worth.LostPerExtraDay * extraDays))) - cost);
}
