using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Trains quantile networks over all products.</summary>
public static class QuantileNetworks
{
    private const int LeastDays = 3 * DemandForecast.DailyDays;
    private const int StepsBetween = 100;

    /// <summary>Trains.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="network">The settings of the network; the defaults if not given.</param>
    /// <param name="policy">The settings of what it builds upon; the defaults if not given.</param>
    /// <param name="start">An earlier model to go on from; with other sizes, or if it has seen days after this history,
    /// it is passed over.</param>
    /// <param name="store">Where the training is kept when it is stopped, and every 100 steps; it goes on from there to
    /// the weights that it would have had.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told of every step.</param>
    /// <param name="cancel">Asked between steps.</param>
    /// <returns>Forecasters, or why there are none.</returns>
    /// <remarks>O(steps × batch × window). Members are trained one after the other. While one explores, the last days
    /// are held back, and looked at now and then; once that finds nothing better it goes on to annealing, which learns
    /// from all days (Prechelt, 1998, "Early stopping — but when?").</remarks>
    public static FittedNetworks Fit(
        DemandInputs inputs, NetworkPolicy? network = null, ForecastPolicy? policy = null, NetworkModel? start = null,
        ITrainingStore? store = null, int threads = 1, Action<TrainingStep>? report = null,
        CancellationToken cancel = default) =>
        AbsentBecause(inputs, network ?? new()) is { } why ? new([], why)
            : Fit(LearningBasis.Learn(inputs, policy, threads, cancel: cancel), network, start, store, threads, report,
                cancel);

    /// <summary>The same, of a history that is learned; its cleaned histories are not needed.</summary>
    /// <param name="basis">What was learned.</param>
    /// <param name="network">The settings of the network; the defaults if not given.</param>
    /// <param name="start">An earlier model to go on from, or null.</param>
    /// <param name="store">Where the training is kept when it is stopped, and every 100 steps; null for
    /// nowhere.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told of every step.</param>
    /// <param name="cancel">Asked between steps.</param>
    /// <returns>Forecasters, or why there are none.</returns>
    public static FittedNetworks Fit(
        LearningBasis basis, NetworkPolicy? network = null, NetworkModel? start = null, ITrainingStore? store = null,
        int threads = 1, Action<TrainingStep>? report = null, CancellationToken cancel = default)
    {
        network ??= new();
        var inputs = basis.Given;
        if (AbsentBecause(inputs, network) is { } why)
        {
            return new([], why);
        }

        var source = SourceOf(basis);
        var end = inputs.FirstDay.AddDays(inputs.Days);
        network = network.For(inputs.Count);
        start = start?.Fits(network, end) == true ? start : null;
        var (shape, weekShape) = (network.Shape(source.Categories.Count), network.WeekShape(source.Categories.Count));
        var progress = new TrainingProgress(store);
        var (done, isWarm) = (0, start is not null);
        var steps = network.Members
            * (NetworkTraining.StepsOf(network, shape, isWarm) + NetworkTraining.StepsOf(network, weekShape, isWarm));
        var planned = steps;
        var model = new NetworkModel(
            network, source.Categories, Train(shape, start?.Days), Train(weekShape, start?.Weeks), end);
        return Serving(model, source, basis) with
        {
            WentOn = isWarm, Steps = steps, PlannedSteps = planned,
        };

        TrainedNetwork[] Train(NetworkShape sizes, IReadOnlyList<TrainedNetwork>? known)
        {
            var trained = new TrainedNetwork[network.Members];
            for (var member = 0; member < trained.Length; member++)
            {
                var training = new NetworkTraining(source, network, sizes, network.Seed + (ulong)member,
                    known is null ? null : new(known[member], start!.Categories));
                steps -= training.AllSteps;
                progress.Resume(training);
                done += training.Steps;
                Take(training);
                steps += training.AllSteps;
                progress.Finish(training);
                trained[member] = training.Trained;
            }

            return trained;
        }

        void Take(NetworkTraining training)
        {
            try
            {
                while (!training.IsOver)
                {
                    var loss = training.Step(threads, cancel);
                    report?.Invoke(new(++done, steps + training.AllSteps, loss));
                    if (training.Steps % StepsBetween == 0)
                    {
                        progress.Keep(training);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                progress.Keep(training);
                throw;
            }
        }
    }

    /// <summary>Forecasters of a model that was trained on this very history.</summary>
    /// <param name="basis">What was learned of the history besides.</param>
    /// <param name="model">What the training left.</param>
    public static FittedNetworks Of(LearningBasis basis, NetworkModel model) => Serving(model, SourceOf(basis), basis);

    private static LearningSource SourceOf(LearningBasis basis) =>
        new(basis.Inputs, basis.Patterns, CategoryNumbers.Of(basis.Given), basis.Policy);

    private static FittedNetworks Serving(NetworkModel model, LearningSource source, LearningBasis basis) => new(
        [
            .. Enum.GetValues<NetworkHead>().Select(head => new NetworkForecaster(model, head, source, basis.Profile)),
        ], null);

    private static string? AbsentBecause(DemandInputs inputs, NetworkPolicy network) =>
        inputs.Count >= network.LeastProducts && inputs.Days >= LeastDays ? null
            : $"The history has {inputs.Count} products and {inputs.Days} days; a quantile network needs "
                + $"{network.LeastProducts} products and {LeastDays} days. The other forecasters serve until there are "
                + "more.";
}

/// <summary>Forecasters of one model, or why there are none.</summary>
/// <param name="Forecasters">One for each way to read the networks, in the order of <see cref="NetworkHead"/>; none if
/// they are absent.</param>
/// <param name="AbsentBecause">Null if they are there.</param>
public sealed record FittedNetworks(IReadOnlyList<NetworkForecaster> Forecasters, string? AbsentBecause)
{
    /// <summary>Whether training went on from an earlier model.</summary>
    public bool WentOn { get; init; }

    /// <summary>Steps that all trainings took, also before they were stopped and went on.</summary>
    public int Steps { get; init; }

    /// <summary>Steps that were planned: more than were taken where more no longer helped.</summary>
    public int PlannedSteps { get; init; }

    /// <summary>What was learned; null if nothing was.</summary>
    public NetworkModel? Model => Forecasters.Count > 0 ? Forecasters[0].Model : null;
}

/// <summary>How far training is.</summary>
/// <param name="Step">Steps that were taken, of all networks.</param>
/// <param name="Steps">Steps that there are, of all networks; fewer once one stops early.</param>
/// <param name="Loss">The mean loss of the step.</param>
public readonly record struct TrainingStep(int Step, int Steps, double Loss);
