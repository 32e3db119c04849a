using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>What a network is trained on: a history and the patterns it is read with.</summary>
internal sealed record LearningSource(
    DemandInputs Inputs, DemandPatterns Patterns, CategoryNumbers Categories, ForecastPolicy Policy)
{
    internal WindowReader NewReader(NetworkPolicy network) =>
        new(Inputs, Patterns, Categories, Policy, network);
}
