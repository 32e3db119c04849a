namespace Quartermaster.Evaluation.MultiItem;

/// <summary>The linear program of the benchmark: which share of the orders of each type and metro takes each item from
/// which FC, at the least cost within the stock. Its cost bounds every policy; its duals price the stock.</summary>
/// <remarks>Dantzig and Wolfe's decomposition: one row per type and metro that mixes ways to fill an order, one row per
/// item and FC with stock. Every bound stands by itself: it is the dual value at the prices found, whatever the
/// tolerances of the method.</remarks>
public sealed class MultiItemProgram
{
    private const double Gap = 1e-6;
    private readonly int _places;
    private readonly double[,] _costs;

    private readonly MultiItemInstance _instance;
    private readonly double[,] _demand;
    private readonly int[,] _stock;
    private readonly bool _isWhole;
    private readonly (int Type, int Metro)[] _blocks;
    private readonly int[,] _row;
    private readonly List<(int Block, double[,] Shares)> _ways = [];
    private readonly LinearProgram _program;
    private readonly OrderSplit[] _splits;
    private readonly int _rows;

    /// <summary>Solves a program.</summary>
    /// <param name="instance">Types, metros, costs.</param>
    /// <param name="demand">Orders by type × metro.</param>
    /// <param name="stock">Units by item × FC.</param>
    /// <param name="isWhole">Whether only whole packages are mixed: a bound as high or higher than the benchmark's,
    /// which lets one order have half a package.</param>
    public MultiItemProgram(MultiItemInstance instance, double[,] demand, int[,] stock, bool isWhole = false)
    {
        (_instance, _demand, _stock, _isWhole) = (instance, demand, stock, isWhole);
        (_places, _costs) = (World.Places, World.ItemCosts(instance.Reading));
        (_row, Prices) = (new int[instance.Items, World.Centers], new double[instance.Items, World.Centers]);
        _splits = [.. Enumerable.Range(0, instance.Size.MostItems + 1).Select(items => new OrderSplit(items, _places))];
        _blocks = [.. from type in Enumerable.Range(1, instance.Types.Length - 1)
                      from metro in Enumerable.Range(0, World.Metros)
                      where demand[type, metro] > 0
                      select (type, metro)];
        _rows = _blocks.Length;
        for (var item = 0; item < _instance.Items; item++)
        {
            for (var center = 0; center < World.Centers; center++)
            {
                _row[item, center] = stock[item, center] > 0 ? _rows++ : -1;
            }
        }

        var (ones, costs) = (Enumerable.Repeat(1.0, _rows).ToArray(), new double[_rows]);
        for (var block = 0; block < _blocks.Length; block++)
        {
            var (type, metro) = _blocks[block];
            costs[block] = demand[type, metro] * CostOfNowhere(type, metro);
        }

        _program = new(ones, costs);
        Solve();
    }

    /// <summary>No policy costs less on average.</summary>
    public double Bound { get; private set; } = double.NegativeInfinity;

    /// <summary>What a unit is worth, by item × FC.</summary>
    public double[,] Prices { get; private set; }

    /// <summary>The cost of the mixture found: not below the bound.</summary>
    public double Cost => _program.Cost;

    private MultiItemWorld World => _instance.World;

    /// <summary>The ways in use: how many orders of a type and metro take each item from which place.</summary>
    internal IEnumerable<(int Type, int Metro, double[,] Shares, double Orders)> Ways()
    {
        foreach (var (column, level) in _program.Levels())
        {
            var isStart = column < _rows;
            if (!isStart || column < _blocks.Length)
            {
                var (type, metro) = _blocks[isStart ? column : _ways[column - _rows].Block];
                yield return (type, metro, isStart ? LeftOut(type) : _ways[column - _rows].Shares,
                    level * _demand[type, metro]);
            }
        }
    }

    /// <summary>The mixture found: for type × metro the share of each item of the type × place.</summary>
    public double[,][,] Shares()
    {
        var shares = new double[_instance.Types.Length, World.Metros][,];
        foreach (var (type, metro) in _blocks)
        {
            shares[type, metro] = new double[_instance.Types[type].Length, _places];
        }

        foreach (var (column, level) in _program.Levels())
        {
            var isStart = column < _rows;
            if (isStart && column >= _blocks.Length)
            {
                continue;
            }

            var (block, way) = isStart ? (column, null) : _ways[column - _rows];
            var sums = shares[_blocks[block].Type, _blocks[block].Metro];
            for (var item = 0; item < sums.GetLength(0); item++)
            {
                for (var place = 0; place < _places; place++)
                {
                    sums[item, place] += level * (way?[item, place] ?? (place == World.Nowhere ? 1 : 0));
                }
            }
        }

        return shares;
    }

    private void Solve()
    {
        for (var round = 0; round < 500; round++)
        {
            var (prices, bound, added) = (PricesNow(), 0.0, false);
            for (var block = 0; block < _blocks.Length; block++)
            {
                var (type, metro) = _blocks[block];
                var (value, split) = Split(type, metro, prices);
                bound += _demand[type, metro] * value;
                if (_demand[type, metro] * value < _program.Prices[block] - 1e-7)
                {
                    Add(block, split.Shares);
                    added = true;
                }
            }

            for (var item = 0; item < _instance.Items; item++)
            {
                for (var center = 0; center < World.Centers; center++)
                {
                    bound -= prices[item, center] * _stock[item, center];
                }
            }

            (Bound, Prices) = bound > Bound ? (bound, prices) : (Bound, Prices);
            if (!added || _program.Cost - Bound <= Gap * _program.Cost)
            {
                return;
            }

            _program.Solve();
        }
    }

    // Rows of stock are divided by the stock, and a price of a row that limits is negative.
    private double[,] PricesNow()
    {
        var prices = new double[_instance.Items, World.Centers];
        for (var item = 0; item < _instance.Items; item++)
        {
            for (var center = 0; center < World.Centers; center++)
            {
                prices[item, center] = _row[item, center] < 0 ? 0
                    : Math.Max(0, -_program.Prices[_row[item, center]] / _stock[item, center]);
            }
        }

        return prices;
    }

    private (double Value, OrderSplit Split) Split(int type, int metro, double[,] prices)
    {
        var items = _instance.Types[type];
        var split = _splits[items.Length];
        for (var place = 0; place < _places; place++)
        {
            split.Opening[place] = World.FixedCost(place, _instance.Reading);
            var cost = _costs[place, metro];
            for (var i = 0; i < items.Length; i++)
            {
                split.Costs[i, place] = place == World.Nowhere ? cost
                    : _stock[items[i], place] > 0 ? cost + prices[items[i], place] : double.PositiveInfinity;
            }
        }

        return (_isWhole ? split.SolveWhole() : split.SolveInParts(), split);
    }

    private void Add(int block, double[,] shares)
    {
        var (type, metro) = _blocks[block];
        var (cost, rows, values) = (0.0, new List<int> { block }, new List<double> { 1 });
        for (var place = 0; place < _places; place++)
        {
            var open = 0.0;
            for (var i = 0; i < _instance.Types[type].Length; i++)
            {
                open = Math.Max(open, shares[i, place]);
                cost += shares[i, place] * _costs[place, metro];
                if (place < World.Centers && shares[i, place] > 0)
                {
                    var item = _instance.Types[type][i];
                    rows.Add(_row[item, place]);
                    values.Add(_demand[type, metro] * shares[i, place] / _stock[item, place]);
                }
            }

            cost += open * World.FixedCost(place, _instance.Reading);
        }

        _program.Add(_demand[type, metro] * cost, [.. rows], [.. values]);
        _ways.Add((block, (double[,])shares.Clone()));
    }

    private double[,] LeftOut(int type)
    {
        var shares = new double[_instance.Types[type].Length, _places];
        for (var item = 0; item < shares.GetLength(0); item++)
        {
            shares[item, World.Nowhere] = 1;
        }

        return shares;
    }

    private double CostOfNowhere(int type, int metro) =>
        World.FixedCost(World.Nowhere, _instance.Reading)
        + (_instance.Types[type].Length * _costs[World.Nowhere, metro]);
}
