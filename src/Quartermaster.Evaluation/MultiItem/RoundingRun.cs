using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>How a published policy sends each item of an order to a place without looking at the stock.</summary>
public enum Rounding
{
    /// <summary>The nearest FC that carries the item.</summary>
    Nearest = 1,

    /// <summary>Each item by its share in the linear program, independently.</summary>
    Independent = 2,

    /// <summary>Jasin and Sinha (2015): one layer of one place takes all of its items, the rest are drawn.</summary>
    Correlated = 3,

    /// <summary>Ma (2023): places open at exponential times that each item sees stretched by its share.</summary>
    Dilated = 4,

    /// <summary>Ma (2023): the same, and the place of an item's largest share opens by time 1.</summary>
    ForceOpen = 5,
}

/// <summary>Runs the published policies through sequences: they give the instances away if these are not the paper's.
/// </summary>
public sealed class RoundingRun(MultiItemInstance instance, double[,][,] shares)
{
    private readonly int _places = instance.World.Places;
    private const double Least = 1e-7;

    private readonly double[] _uniforms = new double[instance.World.Places + instance.Size.MostItems];

    private MultiItemWorld World => instance.World;

    /// <summary>What a policy pays; an item whose place has none left is left out.</summary>
    public double CostOf(Rounding rounding, (int Type, int Metro)[] sequence, ulong seed)
    {
        var (stock, costs, cost) = ((int[,])instance.Stock.Clone(), World.ItemCosts(instance.Reading), 0.0);
        Span<int> places = stackalloc int[instance.Size.MostItems];
        for (var order = 0; order < sequence.Length; order++)
        {
            var (type, metro) = sequence[order];
            var (items, opened) = (instance.Types[type], 0);
            for (var i = 0; i < _uniforms.Length && rounding != Rounding.Nearest; i++)
            {
                _uniforms[i] = KeyedRandom.Uniform(seed, (ulong)rounding, (ulong)order, (ulong)i);
            }

            if (items.Length > 0)
            {
                Choose(rounding, items, metro, shares[type, metro], places);
            }

            for (var i = 0; i < items.Length; i++)
            {
                var place = places[i];
                if (place < World.Nowhere && stock[items[i], place]-- <= 0)
                {
                    place = World.Nowhere;
                }

                cost += costs[place, metro];
                opened |= 1 << place;
            }

            for (var place = 0; place < _places; place++)
            {
                cost += (opened >> place & 1) * World.FixedCost(place, instance.Reading);
            }
        }

        return cost;
    }

    private void Choose(Rounding rounding, int[] items, int metro, double[,] share, Span<int> places)
    {
        if (rounding == Rounding.Correlated)
        {
            ChooseCorrelated(items.Length, share, places);
            return;
        }

        for (var i = 0; i < items.Length; i++)
        {
            var item = i;
            places[i] = rounding switch
            {
                Rounding.Nearest => instance.NearestCarrier[items[i], metro],
                Rounding.Independent => Pick(place => share[item, place], _uniforms[_places + i]),
                _ => FirstSeen(share, i, rounding == Rounding.ForceOpen),
            };
        }
    }

    private int Pick(Func<int, double> weight, double draw)
    {
        var (sum, at) = (0.0, 0);
        for (var place = 0; place < _places; place++)
        {
            sum += weight(place);
        }

        draw *= sum;
        while (at < _places - 1 && draw >= weight(at))
        {
            draw -= weight(at++);
        }

        return at;
    }

    private int FirstSeen(double[,] share, int item, bool isForced)
    {
        var largest = 0;
        for (var place = 1; place < _places; place++)
        {
            largest = share[item, place] > share[item, largest] ? place : largest;
        }

        var most = share[item, largest];
        var isLate = isForced && _uniforms[_places + item]
            < (1 - most) / (1 - most + (most * Math.Exp(1 / most)) - Math.E);
        var (first, earliest) = (largest, double.PositiveInfinity);
        for (var place = 0; place < _places; place++)
        {
            if (share[item, place] > Least)
            {
                var opens = -Math.Log(1 - _uniforms[place]);
                opens = !isForced || place != largest ? opens : isLate ? 1 : Math.Min(opens, 1);
                var seen = opens / share[item, place];
                (first, earliest) = seen < earliest ? (place, seen) : (first, earliest);
            }
        }

        return first;
    }

    // The shares of a place are cut into layers: in layer m are the m items with the largest shares, as high as the
    // m-th share is above the next. A layer is drawn by height × m ÷ items; what that leaves of each layer is drawn
    // from by the items outside.
    private void ChooseCorrelated(int items, double[,] share, Span<int> places)
    {
        var (draw, drawn, layer, floors) = (_uniforms[0], World.Nowhere, 0.0, new double[items, _places]);
        var isDrawn = false;
        for (var place = 0; place < _places; place++)
        {
            var sorted = Enumerable.Range(0, items).Select(item => share[item, place]).OrderDescending().ToArray();
            for (var m = 1; m <= items; m++)
            {
                var height = sorted[m - 1] - (m < items ? sorted[m] : 0);
                if (height <= Least)
                {
                    continue;
                }

                for (var item = 0; item < items; item++)
                {
                    floors[item, place] += share[item, place] >= sorted[m - 1] ? height * (1 - ((double)m / items)) : 0;
                }

                draw -= height * m / items;
                if (!isDrawn && draw < 0)
                {
                    (drawn, layer, isDrawn) = (place, sorted[m - 1], true);
                }
            }
        }

        for (var item = 0; item < items; item++)
        {
            var one = item;
            places[item] = isDrawn && share[item, drawn] >= layer
                ? drawn : Pick(place => floors[one, place], _uniforms[_places + item]);
        }
    }
}
