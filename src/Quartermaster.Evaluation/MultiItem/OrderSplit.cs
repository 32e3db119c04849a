using System.Numerics;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>The cheapest way to fill one order at given costs: whole, or in parts as the linear program allows.
/// </summary>
/// <remarks>In parts: a package of FC k is open to the share y ≥ u of each item it sends, so an order is a mixture of
/// packages (k, set of items); the simplex method over them, priced by taking every item that pays.</remarks>
/// <param name="items">Items of the order; 0 or more.</param>
/// <param name="places">Places, the last of which has everything; 1 to 30.</param>
public sealed class OrderSplit(int items, int places)
{
    private readonly double[,] _inverse = new double[items, items];
    private readonly (int Place, int Set, double Cost)[] _basis = new (int, int, double)[items];
    private readonly double[] _prices = new double[items];
    private readonly double[] _direction = new double[items];

    /// <summary>Cost of opening each place.</summary>
    public double[] Opening { get; } = new double[places];

    /// <summary>Cost of each item × place; infinite where the item is not.</summary>
    public double[,] Costs { get; } = new double[items, places];

    /// <summary>The answer: the share of each item × place.</summary>
    public double[,] Shares { get; } = new double[items, places];

    /// <summary>The least cost with whole packages: every set of places, small ones first, until the cheapest opening
    /// of a size and the cheapest place of each item cost more.</summary>
    public double SolveWhole()
    {
        var (least, best, floor) = (double.PositiveInfinity, 0, LeastItems());
        for (var size = 1; size <= places && (size * LeastOpening()) + floor < least; size++)
        {
            // Sets of a size in the order of their numbers (Gosper's step).
            for (var set = (1 << size) - 1; set < 1 << places;)
            {
                var cost = CostOf(set, least);
                (least, best) = cost < least ? (cost, set) : (least, best);
                var (low, high) = (set & -set, set + (set & -set));
                set = (((high ^ set) >> 2) / low) | high;
            }
        }

        Array.Clear(Shares);
        for (var item = 0; item < items; item++)
        {
            Shares[item, Cheapest(best, item)] = 1;
        }

        return least;
    }

    /// <summary>The least cost in parts. The last place must have every item.</summary>
    public double SolveInParts()
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

    private double LeastOpening()
    {
        var least = Opening[0];
        foreach (var opening in Opening)
        {
            least = Math.Min(least, opening);
        }

        return Math.Max(0, least);
    }

    private double LeastItems()
    {
        var sum = 0.0;
        for (var item = 0; item < items; item++)
        {
            sum += Costs[item, Cheapest((1 << places) - 1, item)];
        }

        return sum;
    }

    private double CostOf(int set, double stopAt)
    {
        var cost = 0.0;
        for (var left = set; left != 0; left &= left - 1)
        {
            cost += Opening[BitOperations.TrailingZeroCount(left)];
        }

        for (var item = 0; item < items && cost < stopAt; item++)
        {
            cost += Costs[item, Cheapest(set, item)];
        }

        return cost;
    }

    private int Cheapest(int set, int item)
    {
        var best = BitOperations.TrailingZeroCount(set);
        for (var left = set & (set - 1); left != 0; left &= left - 1)
        {
            var place = BitOperations.TrailingZeroCount(left);
            best = Costs[item, place] < Costs[item, best] ? place : best;
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
