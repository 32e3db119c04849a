using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>What a network is trained on: a history and the patterns it is read with.</summary>
internal sealed record LearningSource(
    DemandInputs Inputs, DemandPatterns Patterns, CategoryNumbers Categories, ForecastPolicy Policy)
{
    internal WindowReader NewReader(NetworkPolicy network) =>
        new(Inputs, Patterns, Categories, Policy, network.ScalePower, network.PricePower);
}

/// <summary>A network's weights and sizes.</summary>
internal sealed record TrainedNetwork(Parameters Parameters, NetworkWeights Weights, NetworkShape Shape)
{
    /// <summary>A network that forecasts from the end of a window alone.</summary>
    internal QuantileNetwork ToForecast()
    {
        var reach = 1 + Shape.Dilations.Sum();
        return QuantileNetwork.ToForecast(
            Parameters, Shape with { Window = Math.Min(reach, Shape.Window), Forks = 1, Dropped = 0 }, Weights);
    }
}
