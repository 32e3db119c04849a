using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>The stock of one aisle: on hand, on order and damaged, by product and center.</summary>
internal sealed class Shelves
{
    private readonly int _centers;
    private readonly int[] _onHand;
    private readonly int[] _onOrder;
    private readonly int[] _damaged;
    private readonly int[] _total;
    private readonly List<Arrival>[] _arrivals;

    internal Shelves(Aisle aisle, HistoryWorld world)
    {
        _centers = world.Map.Count;
        var cells = aisle.Products.Length * _centers;
        (_onHand, _onOrder, _damaged) = (new int[cells], new int[cells], new int[cells]);
        _total = new int[aisle.Products.Length];
        _arrivals = [.. Enumerable.Range(0, world.Sample.Days).Select(_ => new List<Arrival>())];
        Held = Array.ConvertAll(aisle.Products, product => world.Map.Hold(
            CentersFor(product, world.Map.Count),
            KeyedRandom.Uniform(world.Sample.Seed, Streams.Holding, product.Key, 0)));
        Shares = new double[cells];
        for (var product = 0; product < aisle.Products.Length; product++)
        {
            world.Map.SharesOf(Held[product], Shares.AsSpan(product * _centers, _centers));
        }
    }

    /// <summary>The centers that hold each product.</summary>
    internal int[][] Held { get; }

    /// <summary>Share of a product's demand that lies nearest to each center, product × center.</summary>
    internal double[] Shares { get; }

    internal int OnHand(int product, int center) => _onHand[(product * _centers) + center];

    internal int OnOrder(int product, int center) => _onOrder[(product * _centers) + center];

    internal int Damaged(int product, int center) => _damaged[(product * _centers) + center];

    /// <summary>Units on hand in the whole network.</summary>
    internal int Total(int product) => _total[product];

    internal void Add(int product, int center, int units)
    {
        _onHand[(product * _centers) + center] += units;
        _total[product] += units;
    }

    /// <summary>Takes units from the nearest centers that have any.</summary>
    /// <returns>Units taken: fewer only if the network has no more.</returns>
    internal int Take(int product, int units, ReadOnlySpan<byte> nearest, int day, FacilityLoads loads)
    {
        var left = units;
        for (var i = 0; i < nearest.Length && left > 0; i++)
        {
            var cell = (product * _centers) + nearest[i];
            var taken = Math.Min(left, _onHand[cell]);
            if (taken > 0)
            {
                _onHand[cell] -= taken;
                loads.Ship(day, nearest[i], taken);
                left -= taken;
            }
        }

        _total[product] -= units - left;
        return units - left;
    }

    /// <summary>The nearest center with stock; −1 if there is none.</summary>
    internal int Nearest(int product, ReadOnlySpan<byte> nearest)
    {
        foreach (var center in nearest)
        {
            if (_onHand[(product * _centers) + center] > 0)
            {
                return center;
            }
        }

        return -1;
    }

    internal void Order(int product, int center, int units) => _onOrder[(product * _centers) + center] += units;

    /// <summary>Puts goods on their way; those that come after the history stay on order.</summary>
    internal void Expect(int day, Arrival arrival)
    {
        if (day < _arrivals.Length)
        {
            _arrivals[day].Add(arrival);
        }
    }

    /// <summary>Takes in what arrives in the morning.</summary>
    internal void Open(int day, FacilityLoads loads)
    {
        foreach (var arrival in _arrivals[day])
        {
            Add(arrival.Product, arrival.Center, arrival.Units);
            _damaged[(arrival.Product * _centers) + arrival.Center] += arrival.Damaged;
            _onOrder[(arrival.Product * _centers) + arrival.Center] -= arrival.OffOrder;
            loads.Receive(day, arrival.Center, arrival.Units + arrival.Damaged);
        }

        _arrivals[day] = [];
    }

    // Slow movers rest in one place, fast ones everywhere.
    private static int CentersFor(ProductFact product, int most) =>
        (product.Level * product.UnitsPerLine) switch
        {
            < 0.12 => 1,
            < 0.45 => 2,
            < 1.5 => Math.Min(4, most),
            _ => most,
        };
}

/// <summary>Goods that come in on a morning.</summary>
/// <param name="Product">Place in the aisle.</param>
/// <param name="Center">Where.</param>
/// <param name="Units">Sellable units.</param>
/// <param name="Damaged">Units that are not.</param>
/// <param name="OffOrder">Units that are no longer on order.</param>
internal readonly record struct Arrival(int Product, int Center, int Units, int Damaged, int OffOrder);
