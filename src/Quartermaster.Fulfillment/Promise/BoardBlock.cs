namespace Quartermaster.Fulfillment.Promise;

/// <summary>Lays a row's costs out in one block, and its ways in another, so that asking for a row's memory is asking
/// for one stretch of it.</summary>
internal sealed class BoardBlock
{
    private const int Step = 16;

    private readonly List<float> _terms = [];
    private readonly List<BoardWay> _ways = [];

    /// <summary>The costs.</summary>
    internal float[] Terms => [.. _terms];

    /// <summary>The ways.</summary>
    internal BoardWay[] Ways => [.. _ways];

    /// <summary>Adds one speed's ways: each FC's, in the order in which equal costs are settled.</summary>
    internal BoardSpeed Add(List<BoardWay>[] byOrigin)
    {
        var layers = Enumerable.Range(0, byOrigin.Select(ways => ways.Count).DefaultIfEmpty().Max())
            .Select(layer => Add([.. byOrigin.Where(ways => ways.Count > layer).Select(ways => ways[layer])]))
            .ToArray();
        return new(layers.Length > 0 ? layers[0] : default, layers.Length > 1 ? layers[1..] : []);
    }

    private BoardLayer Add(BoardWay[] ways)
    {
        var width = (ways.Length + Step - 1) / Step * Step;
        var layer = new BoardLayer(
            ways.Aggregate(0UL, (origins, way) => origins | (1UL << way.Origin)), _terms.Count, width, _ways.Count);
        Add(ways, width, float.PositiveInfinity, way => way.ParcelMicros);
        Add(ways, width, 0, way => (float)way.MicrosPerGram);
        Add(ways, width, 0, way => (float)way.MicrosPerCubicCentimeter);
        _ways.AddRange(ways);
        return layer;
    }

    private void Add(BoardWay[] ways, int width, float none, Func<BoardWay, float> term)
    {
        _terms.AddRange(ways.Select(term));
        _terms.AddRange(Enumerable.Repeat(none, width - ways.Length));
    }
}
