using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>Draws a metro by population and taste in constant time.</summary>
/// <remarks>The alias method (Walker 1977; tables by Vose 1991).</remarks>
internal sealed class RegionDraw
{
    private const double TasteSpread = 0.2;

    private readonly double[] _shares;
    private readonly double[] _keep;
    private readonly int[] _alias;

    private RegionDraw(double[] shares)
    {
        _shares = shares;
        (_keep, _alias) = (new double[shares.Length], new int[shares.Length]);
        var scaled = Array.ConvertAll(shares, share => share * shares.Length);
        var small = new Stack<int>(Enumerable.Range(0, shares.Length).Where(i => scaled[i] < 1));
        var large = new Stack<int>(Enumerable.Range(0, shares.Length).Where(i => scaled[i] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            (_keep[less], _alias[less]) = (scaled[less], more);
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).Push(more);
        }

        foreach (var rest in small.Concat(large))
        {
            _keep[rest] = 1;
        }
    }

    /// <summary>Share of the demand of each metro; they sum to 1.</summary>
    internal ReadOnlySpan<double> Shares => _shares;

    /// <summary>The metro for a uniform in [0, 1).</summary>
    internal int At(double uniform)
    {
        var position = uniform * _keep.Length;
        var slot = Math.Min((int)position, _keep.Length - 1);
        return position - slot < _keep[slot] ? slot : _alias[slot];
    }

    /// <summary>The customers of a category.</summary>
    internal static RegionDraw For(Category category, ulong seed)
    {
        var weights = Array.ConvertAll(Place.Metros, metro => metro.Population * Math.Exp(
            (category.NorthTaste * (metro.Latitude - 37) / 5)
            + (TasteSpread * KeyedRandom.Normal(seed, Streams.Taste, category.Key, KeyedRandom.KeyOf(metro.Code)))));
        var sum = weights.Sum();
        return new(Array.ConvertAll(weights, weight => weight / sum));
    }
}
