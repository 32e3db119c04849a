using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Forecasting.Neural;

namespace Quartermaster.App.Worlds;

/// <summary>Forecasters fitted to one history, from simple to intricate.</summary>
/// <param name="All">The forecasters.</param>
/// <param name="Absent">Which of those that were asked for are missing, and why.</param>
/// <param name="Network">What the quantile network learned; null without one.</param>
/// <param name="WentOn">Whether its training went on from an earlier model.</param>
internal sealed record FittedForecasters(
    IReadOnlyList<IForecaster> All, IReadOnlyList<string> Absent, NetworkModel? Network, bool WentOn)
{
    /// <summary>How far a training had come that was stopped and went on here; empty for none.</summary>
    internal string Resumed { get; init; } = "";

    /// <summary>Steps that training took, and that were planned.</summary>
    internal (int Taken, int Planned) Steps { get; init; }

    internal const string Trees = "boosted trees";

    internal static IReadOnlyList<string> Networks { get; } =
        [.. Enum.GetValues<NetworkHead>().Select(NetworkForecaster.NameOf)];

    /// <summary>Fits those that a policy asks for.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="policy">Which.</param>
    /// <param name="start">Where the network's training begins; null for anew.</param>
    /// <param name="store">Where it is kept if it is stopped; null for nowhere.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="report">Told the share done, and more of training.</param>
    /// <param name="cancel">Asked between products, boosting rounds and steps of training.</param>
    /// <param name="trained">A model that was trained on this history with these settings; null to train.</param>
    internal static FittedForecasters Fit(
        DemandInputs inputs, ForecastingPolicy policy, NetworkModel? start, ITrainingStore? store, int threads,
        Action<double, string> report, CancellationToken cancel, NetworkModel? trained = null)
    {
        // Of what takes longest last: a network's training takes most of the time, then trees.
        var (trees, statistics) = policy.Network ? (0.25, 0.1) : (1.0, policy.Trees ? 0.4 : 1.0);
        var (fitted, absent) = (new List<IForecaster>(), new List<string>());
        var basis = LearningBasis.Learn(inputs, new() { Challengers = policy.Challengers }, threads,
            share => report(statistics * share / 2, ""), cancel);
        fitted.AddRange(
            StatisticalForecasters.Fit(basis, threads, share => report(statistics * (1 + share) / 2, "")));
        if (policy.Trees)
        {
            var found = LightGbmTrees.Fit(basis, threads: threads,
                report: share => report(statistics + ((trees - statistics) * share), ""), cancel: cancel);
            fitted.AddRange(found.Forecaster is { } forecaster ? [forecaster] : []);
            absent.AddRange(found.AbsentBecause is { } reason ? [reason] : []);
        }

        // Networks train for long, and do not look at them.
        basis.Forget();
        if (!policy.Network)
        {
            return new(fitted, absent, null, false);
        }

        if (trained is not null)
        {
            var known = QuantileNetworks.Of(basis, trained);
            return new([.. fitted, .. known.Forecasters], absent, trained, false);
        }

        var settings = new NetworkPolicy { Steps = policy.NetworkSteps };
        var pace = new TrainingPace(TimeProvider.System, settings.Batch);
        var network = QuantileNetworks.Fit(basis, settings, start: start, store: store, threads: threads,
            cancel: cancel,
            report: step =>
            {
                var (share, more) = pace.On(step);
                report(trees + ((1 - trees) * share), more);
            });
        return new([.. fitted, .. network.Forecasters],
            network.AbsentBecause is { } why ? [.. absent, why] : absent, network.Model, network.WentOn)
        {
            Resumed = pace.Resumed, Steps = (network.Steps, network.PlannedSteps),
        };
    }
}
