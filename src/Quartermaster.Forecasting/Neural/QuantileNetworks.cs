using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Trains quantile networks over all products.</summary>
public static class QuantileNetworks
{
    private const int LeastDays = 3 * DemandForecast.DailyDays;

    /// <summary>Trains.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="network">The settings of the network; the defaults if not given.</param>
    /// <param name="policy">The settings of what it builds upon; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told of every step.</param>
    /// <param name="cancel">Asked between steps.</param>
    /// <returns>A forecaster, or why there is none.</returns>
    public static FittedNetworks Fit(
        DemandInputs inputs, NetworkPolicy? network = null, ForecastPolicy? policy = null, int threads = 1,
        Action<TrainingStep>? report = null, CancellationToken cancel = default)
    {
        network ??= new();
        if (inputs.Count == 0 || inputs.Days < LeastDays)
        {
            return new(null, $"The history has {inputs.Count} products and {inputs.Days} days; a quantile network "
                + $"needs {LeastDays} days. The other forecasters serve until there are more.");
        }

        var set = new LearningSet(inputs, policy ?? new(), cancel);
        var patterns = DemandPatterns.Learn(set);
        var source = new LearningSource(set.Inputs, patterns, CategoryNumbers.Of(inputs), set.Policy);
        var members = new List<TrainedNetwork>();
        for (var member = 0; member < network.Members; member++)
        {
            var training = new NetworkTraining(source, network, network.Seed + (ulong)member);
            while (training.Steps < network.Steps)
            {
                var loss = training.Step(threads, cancel);
                report?.Invoke(new(member, training.Steps, network.Steps * network.Members, loss));
            }

            members.Add(training.Trained);
        }

        var weeks = StatisticalForecasters.Fit(new WeightedLevel(set.Policy), patterns, set, threads);
        return new(new NetworkForecaster(members, source, weeks, network), null);
    }
}

/// <summary>A forecaster of networks, or why there is none.</summary>
/// <param name="Forecaster">Null if it is absent.</param>
/// <param name="AbsentBecause">Null if it is there.</param>
public sealed record FittedNetworks(NetworkForecaster? Forecaster, string? AbsentBecause);

/// <summary>How far training is.</summary>
/// <param name="Member">Which network, from 0.</param>
/// <param name="Step">Steps that it has taken.</param>
/// <param name="Steps">Steps of all networks.</param>
/// <param name="Loss">The mean loss of the step.</param>
public readonly record struct TrainingStep(int Member, int Step, int Steps, double Loss);
