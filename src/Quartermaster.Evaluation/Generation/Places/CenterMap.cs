namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>Which fulfillment centers lie near each metro, and how long the history's carrier takes from
/// there.</summary>
internal sealed class CenterMap
{
    private readonly byte[][] _nearest;
    private readonly float[][] _kilometers;
    private readonly double[] _population;

    internal CenterMap(Place[] centers)
    {
        Count = centers.Length;
        _kilometers = Array.ConvertAll(Place.Metros, metro =>
            Array.ConvertAll(centers, center => (float)metro.KilometersTo(center)));
        _nearest = Array.ConvertAll(_kilometers, row =>
            Enumerable.Range(0, row.Length).OrderBy(i => row[i]).Select(i => (byte)i).ToArray());
        var total = Place.Metros.Sum(metro => (double)metro.Population);
        _population = Array.ConvertAll(Place.Metros, metro => metro.Population / total);
        Shares = new double[Count];
        SharesOf([.. Enumerable.Range(0, Count)], Shares);
    }

    /// <summary>The number of centers.</summary>
    internal int Count { get; }

    /// <summary>Share of the country that lies nearest to each center.</summary>
    internal double[] Shares { get; }

    /// <summary>All centers, nearest first.</summary>
    internal ReadOnlySpan<byte> NearestTo(int metro) => _nearest[metro];

    /// <summary>Days from order to delivery that the history promised.</summary>
    internal int PromiseDays(int metro, int center) => _kilometers[metro][center] switch
    {
        < 400 => 1,
        < 1_100 => 2,
        < 2_000 => 3,
        < 3_200 => 4,
        _ => 5,
    };

    /// <summary>Share of the country that lies nearest to each of some centers.</summary>
    internal void SharesOf(ReadOnlySpan<int> held, Span<double> shares)
    {
        shares.Clear();
        for (var metro = 0; metro < _population.Length; metro++)
        {
            foreach (var center in _nearest[metro])
            {
                if (held.Contains(center))
                {
                    shares[center] += _population[metro];
                    break;
                }
            }
        }
    }

    /// <summary>The centers that hold a product: the first by chance and population, then whatever fills the largest
    /// gap on the map.</summary>
    /// <param name="count">How many.</param>
    /// <param name="uniform">In [0, 1).</param>
    internal int[] Hold(int count, double uniform)
    {
        var first = 0;
        while (first < Count - 1 && uniform >= Shares[first])
        {
            uniform -= Shares[first++];
        }

        var held = new List<int> { first };
        while (held.Count < Math.Min(count, Count))
        {
            held.Add(Enumerable.Range(0, Count).Where(center => !held.Contains(center))
                .MaxBy(center => Gain(center, held)));
        }

        held.Sort();
        return [.. held];
    }

    // Kilometers saved by a further center, over the population of the 60 largest metros.
    private double Gain(int center, List<int> held)
    {
        var gain = 0.0;
        for (var metro = 0; metro < 60; metro++)
        {
            var now = float.MaxValue;
            foreach (var other in held)
            {
                now = Math.Min(now, _kilometers[metro][other]);
            }

            gain += _population[metro] * Math.Max(0, now - _kilometers[metro][center]);
        }

        return gain;
    }
}
