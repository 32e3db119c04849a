using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>A network's weights and sizes.</summary>
internal sealed record TrainedNetwork(Parameters Parameters, NetworkWeights Weights, NetworkShape Shape)
{
    internal static TrainedNetwork New(NetworkShape shape, ulong seed)
    {
        var parameters = new Parameters();
        return new(parameters, new(parameters, shape, seed), shape);
    }

    /// <summary>A network that forecasts from the end of a window alone.</summary>
    internal QuantileNetwork ToForecast() => QuantileNetwork.ToForecast(
        Parameters, Shape with { Window = Shape.Reach, Forks = 1, Dropped = 0 }, Weights);
}
