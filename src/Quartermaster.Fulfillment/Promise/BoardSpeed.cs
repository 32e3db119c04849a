using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The ways in time for one speed. Layer 0 has each FC's first way; the next layers those that are cheaper for
/// some carts.</summary>
internal sealed class BoardSpeed
{
    private readonly Layer[] _layers;

    /// <summary>From each FC's ways, in the order in which equal costs are settled.</summary>
    internal BoardSpeed(List<BoardWay>[] byOrigin)
    {
        _layers = new Layer[byOrigin.Select(ways => ways.Count).DefaultIfEmpty().Max()];
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = new(byOrigin, layer);
        }
    }

    /// <summary>The number of layers.</summary>
    internal int Layers => _layers.Length;

    /// <summary>The cheapest way from a set of FCs; of equal ones that of the first FC, and its first.</summary>
    /// <param name="origins">The set.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    /// <param name="way">The way; the default for none.</param>
    /// <returns>Its cost, exactly; <see cref="long.MaxValue"/> for none.</returns>
    internal long Cheapest(ulong origins, double grams, double cubicCentimeters, out BoardWay way)
    {
        var best = long.MaxValue;
        way = default;
        foreach (var layer in _layers)
        {
            var near = MaskedMinimum.NearLeast(
                layer.Terms, (float)grams, (float)cubicCentimeters, MaskedMinimum.Among(origins, layer.Origins));
            for (; near != 0; near &= near - 1)
            {
                ref readonly var found = ref layer.Ways[(int)ulong.TrailingZeroCount(near)];
                var cost = found.ParcelMicros + RouteOption.GoodsMicros(
                    grams, cubicCentimeters, found.MicrosPerGram, found.MicrosPerCubicCentimeter);
                if (cost < best || (cost == best && found.Origin < way.Origin))
                {
                    (best, way) = (cost, found);
                }
            }
        }

        return best;
    }

    /// <summary>Asks for the memory that <see cref="Cheapest"/> will want.</summary>
    internal void Fetch()
    {
        if (_layers.Length > 0)
        {
            Prefetch.Of<float>(_layers[0].Terms);
        }
    }

    /// <summary>One way per FC at most, of those FCs that have one, side by side.</summary>
    private sealed class Layer
    {
        private const int Step = 16;

        internal Layer(List<BoardWay>[] byOrigin, int layer)
        {
            Ways = [.. byOrigin.Where(ways => ways.Count > layer).Select(ways => ways[layer])];
            var width = (Ways.Length + Step - 1) / Step * Step;
            Terms = new float[3 * width];
            Terms.AsSpan(0, width).Fill(float.PositiveInfinity);
            for (var i = 0; i < Ways.Length; i++)
            {
                Origins |= 1UL << Ways[i].Origin;
                Terms[i] = Ways[i].ParcelMicros;
                Terms[width + i] = (float)Ways[i].MicrosPerGram;
                Terms[(2 * width) + i] = (float)Ways[i].MicrosPerCubicCentimeter;
            }
        }

        /// <summary>The FCs that have a way here.</summary>
        internal ulong Origins { get; }

        /// <summary>What their ways cost, as <see cref="MaskedMinimum.NearLeast"/> wants it.</summary>
        internal float[] Terms { get; }

        /// <summary>Their ways, by FC.</summary>
        internal BoardWay[] Ways { get; }
    }
}
