using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>An ensemble's forecast from one past day, weighed by what its members did from earlier ones only.</summary>
internal sealed class EnsembleTrial
{
    private readonly int[] _rows;
    private readonly double[][] _weights;
    private readonly QuantileBlend _blend;

    /// <summary>Fixes the weights, before any forecast of the day is seen.</summary>
    /// <param name="rule">How to weigh.</param>
    /// <param name="scores">Those of earlier days.</param>
    /// <param name="segments">Each product's segment on the day.</param>
    internal EnsembleTrial(EnsembleWeights rule, SegmentScores scores, DemandSegment[] segments)
    {
        var bySegment = segments.Distinct().ToDictionary(
            segment => segment, segment => rule.Of(scores.LossesOf(segment)));
        (_rows, _blend) = ([.. Enumerable.Range(0, segments.Length)], new(segments.Length));
        _weights = Array.ConvertAll(segments, segment => bySegment[segment]);
    }

    /// <summary>Adds a member's forecast of all products.</summary>
    internal void Add(int forecaster, DemandForecast forecast) =>
        _blend.Add(forecast, _rows, Array.ConvertAll(_weights, weights => weights[forecaster]));

    internal DemandForecast ToForecast() => _blend.ToForecast();
}
