using System.Numerics;

namespace Quartermaster.Benchmarks.MultiItem;

/// <summary>The cheapest way to fill one order at given costs: whole, or in parts as the linear program allows.
/// </summary>
/// <remarks>In parts: a package of FC k is open to the share y ≥ u of each item it sends, so an order is a mixture of
/// packages (k, set of items); the simplex method over them, priced by taking every item that pays.</remarks>
internal sealed class OrderSplit(int items, int places)
{
    private readonly double[,] _inverse = new double[items, items];
    private readonly (int Place, int Set, double Cost)[] _basis = new (int, int, double)[items];
    private readonly double[] _prices = new double[items];
    private readonly double[] _direction = new double[items];

    /// <summary>Cost of opening each place.</summary>
    internal double[] Opening { get; } = new double[places];

    /// <summary>Cost of each item × place; infinite where the item is not.</summary>
    internal double[,] Costs { get; } = new double[items, places];

    /// <summary>The answer: the share of each item × place.</summary>
    internal double[,] Shares { get; } = new double[items, places];

    /// <summary>The least cost with whole packages: every set of places.</summary>
    internal double SolveWhole()
    {
        var (least, best) = (double.PositiveInfinity, 0);
        for (var set = 1; set < 1 << places; set++)
        {
            var cost = 0.0;
            for (var place = 0; place < places; place++)
            {
                cost += (set >> place & 1) != 0 ? Opening[place] : 0;
            }

            for (var item = 0; item < items && cost < least; item++)
            {
                cost += Costs[item, Cheapest(set, item)];
            }

            (least, best) = cost < least ? (cost, set) : (least, best);
        }

        Array.Clear(Shares);
        for (var item = 0; item < items; item++)
        {
            Shares[item, Cheapest(best, item)] = 1;
        }

        return least;
    }

    /// <summary>The least cost in parts. The last place must have every item.</summary>
    internal double SolveInParts()
    {
        Array.Clear(_inverse);
        for (var item = 0; item < items; item++)
        {
            _basis[item] = (places - 1, 1 << item, Opening[places - 1] + Costs[item, places - 1]);
            _inverse[item, item] = 1;
        }

        for (var pivot = 0; pivot < 1_000 && Pivot(); pivot++)
        {
        }

        Array.Clear(Shares);
        for (var row = 0; row < items; row++)
        {
            var level = Math.Max(0, Enumerable.Range(0, items).Sum(item => _inverse[row, item]));
            for (var item = 0; item < items; item++)
            {
                Shares[item, _basis[row].Place] += (_basis[row].Set >> item & 1) * level;
            }
        }

        return _prices.Sum();
    }

    private int Cheapest(int set, int item)
    {
        var best = BitOperations.TrailingZeroCount(set);
        for (var place = best + 1; place < places; place++)
        {
            best = (set >> place & 1) != 0 && Costs[item, place] < Costs[item, best] ? place : best;
        }

        return best;
    }

    private bool Pivot()
    {
        for (var item = 0; item < items; item++)
        {
            _prices[item] = 0;
            for (var row = 0; row < items; row++)
            {
                _prices[item] += _basis[row].Cost * _inverse[row, item];
            }
        }

        var (place, set, cost) = BestPackage();
        if (place < 0)
        {
            return false;
        }

        var (leaving, ratio) = (-1, double.PositiveInfinity);
        for (var row = 0; row < items; row++)
        {
            var (level, step) = (0.0, 0.0);
            for (var item = 0; item < items; item++)
            {
                // Not quite 1, and different for each item, against cycling.
                level += _inverse[row, item] * (1 + (1e-6 * (1 + (item * 0.618 % 1))));
                step += (set >> item & 1) * _inverse[row, item];
            }

            _direction[row] = step;
            (leaving, ratio) = step > 1e-9 && level / step < ratio ? (row, level / step) : (leaving, ratio);
        }

        for (var item = 0; item < items; item++)
        {
            var share = _inverse[leaving, item] / _direction[leaving];
            for (var row = 0; row < items; row++)
            {
                _inverse[row, item] -= row == leaving ? 0 : _direction[row] * share;
            }

            _inverse[leaving, item] = share;
        }

        _basis[leaving] = (place, set, cost);
        return true;
    }

    private (int Place, int Set, double Cost) BestPackage()
    {
        var (best, bestSet, bestCost, most) = (-1, 0, 0.0, 1e-9);
        for (var place = 0; place < places; place++)
        {
            var (set, cost, worth) = (0, Opening[place], 0.0);
            for (var item = 0; item < items; item++)
            {
                if (_prices[item] > Costs[item, place])
                {
                    (set, cost, worth) = (set | 1 << item, cost + Costs[item, place], worth + _prices[item]);
                }
            }

            (best, bestSet, bestCost, most) =
                worth - cost > most ? (place, set, cost, worth - cost) : (best, bestSet, bestCost, most);
        }

        return (best, bestSet, bestCost);
    }
}
