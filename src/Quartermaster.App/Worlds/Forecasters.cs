using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Worlds;

/// <summary>The forecasters of a workspace, fitted once, and how they did on its past.</summary>
/// <param name="Chosen">The one that serves: each segment by its best.</param>
/// <param name="BackTest">How each did; empty without a back-test.</param>
/// <param name="Summary">Which forecasters serve, for people.</param>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record Forecasters(
    IForecaster Chosen, BackTestResult BackTest, string Summary, IReadOnlyList<string> Notes)
{
    /// <summary>What the quantile network learned.</summary>
    internal TrainedModels Models { get; init; } = TrainedModels.None;

    /// <summary>The run for which forecasters were compared; empty where that was now.</summary>
    internal string ChosenIn { get; init; } = "";

    /// <summary>From where trainings that had been stopped went on.</summary>
    internal IReadOnlyList<string> Resumed { get; init; } = [];

    /// <summary>Why an earlier choice was not taken, a sentence; empty where there was none, or it was.</summary>
    internal string PassedOver { get; init; } = "";

    /// <summary>Who serves all products where nothing was compared.</summary>
    internal const string WithoutBackTest = "weekday profile";

    /// <summary>More products are not learned from, nor back-tested.</summary>
    internal static int MostLearnedFrom { get; } = new ForecastPolicy().MostProductsLearnedFrom;

    /// <summary>Fits them on the history and lets the back-test choose.</summary>
    /// <param name="book">The history. Of more products than are learned from, those with the smallest keys stand for
    /// all.</param>
    /// <param name="policy">Which to fit, and how to choose.</param>
    /// <param name="start">Where the network's training begins.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="report">Told the stage, its share done, and more of it.</param>
    /// <param name="cancel">Asked between products, boosting rounds, steps of training and forecasts.</param>
    internal static Forecasters Fit(
        DemandBook book, ForecastingPolicy policy, TrainedModels start, int threads,
        Action<string, double, string> report, CancellationToken cancel)
    {
        var inputs = book.Sample(MostLearnedFrom);
        if (policy.BackTestOrigins <= 0)
        {
            return ProfileAlone(inputs, "Without a back-test", threads, report, cancel);
        }

        // Of the whole plan: fitting for the back-test takes to 0.3, its forecasts to 0.6, the last fit to 0.8.
        report("back-test", 0, "");
        FittedForecasters? first = null;
        var settings = new BackTestPolicy
        {
            Origins = policy.BackTestOrigins, ByCategory = policy.ByCategory, Ensemble = policy.Ensemble,
        };
        var result = Forecasting.BackTests.BackTest.Run(
            inputs, known =>
            {
                first = FittedForecasters.Fit(known, policy, start.Before, start.Stopped?.Before, threads,
                    (share, more) => report("back-test", 0.3 * share, more), cancel);
                var all = first.All;
                first = first with { All = [] };
                return all;
            }, settings, threads, share => report("back-test", 0.3 + (0.3 * share), ""), cancel);
        cancel.ThrowIfCancellationRequested();
        if (result.Rows.Count == 0)
        {
            var least = settings.LeastDays + settings.DaysBetween;
            var why = FormattableString.Invariant($"Nothing was back-tested: that needs {least} days of history. So ");
            return ProfileAlone(inputs, $"{why}forecasters were not compared, and", threads, report, cancel);
        }

        // What no segment chose need not be trained on the whole history. The network goes on from yesterday's, or from
        // what it learned for the back-test.
        report("fitting forecasters", 0.6, "");
        var needed = Needed(policy, result);
        var last = FittedForecasters.Fit(
            inputs, needed, start.Latest ?? first?.Network, start.Stopped?.Latest, threads,
            (share, more) => report("fitting forecasters", 0.6 + (0.2 * share), more), cancel);
        var fitted = last.All;
        var wentOn = start.Run.Length > 0 && (first?.WentOn == true || (last.WentOn && start.Latest is not null));
        var taken = last.Steps.Taken + (first?.Steps.Taken ?? 0);
        var planned = last.Steps.Planned + (first?.Steps.Planned ?? 0);
        var summary = string.Join(", ", result.Rows.Where(row => row.Chosen).Select(row => row.Forecaster).Distinct());
        return new(Serving(fitted, result), result, summary,
        [
            .. inputs.Count == book.Products.Count ? Array.Empty<string>()
                : [FormattableString.Invariant(
                    $"Forecasters learned from, and were compared on, {inputs.Count:#,0} products drawn from all.")],
            .. last.Absent.Concat(first?.Absent ?? []).Distinct(),
            .. wentOn ? [$"The network's training went on from run {start.Run}."] : Array.Empty<string>(),
            .. taken < planned
                ? [FormattableString.Invariant($"The network's training stopped early, after {taken:#,0} of ")
                    + FormattableString.Invariant($"{planned:#,0} steps: more no longer helped on the newest days, ")
                    + "which were held back to see that."] : Array.Empty<string>(),
        ])
        {
            Models = new(last.Network, first?.Network),
            Resumed =
            [
                .. new[] { first?.Resumed ?? "", last.Resumed }.Where(step => step.Length > 0)
                    .Select(step => $"A training of the network that was stopped went on from its {step}."),
            ],
        };
    }

    /// <summary>Fits those that an earlier back-test of the same history chose; null if its network, or the
    /// trees' library, is missing.</summary>
    /// <param name="book">The history.</param>
    /// <param name="policy">The settings that it was chosen with.</param>
    /// <param name="kept">The choice, what it rests on, and the networks of its run.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="report">Told the stage, its share done, and more of it.</param>
    /// <param name="cancel">Asked between products and boosting rounds.</param>
    internal static Forecasters? Again(
        DemandBook book, ForecastingPolicy policy, KeptFound kept, int threads,
        Action<string, double, string> report, CancellationToken cancel)
    {
        var result = kept.Result;
        var needed = Needed(policy, result);
        if (needed.Network && kept.Models.Latest is null)
        {
            return null;
        }

        report("fitting forecasters", 0, "");
        var fitted = FittedForecasters.Fit(
            book.Sample(MostLearnedFrom), needed, null, null, threads,
            (share, more) => report("fitting forecasters", 0.8 * share, more), cancel, kept.Models.Latest);
        if (fitted.Absent.Count > 0)
        {
            return null;
        }

        return new(Serving(fitted.All, result), result, kept.Choice.Summary, kept.Choice.Notes)
        {
            Models = kept.Models, ChosenIn = kept.Choice.Run,
        };
    }

    private static SegmentForecaster Serving(IReadOnlyList<IForecaster> fitted, BackTestResult result)
    {
        var hasEnsemble = IsChosen(result, EnsembleForecaster.EnsembleName);
        return new(hasEnsemble ? [.. fitted, new EnsembleForecaster(fitted, result)] : fitted, result);
    }

    // What no segment chose takes time for nothing.
    private static ForecastingPolicy Needed(ForecastingPolicy policy, BackTestResult result)
    {
        return policy with
        {
            Trees = policy.Trees && IsNeeded(FittedForecasters.Trees),
            Network = policy.Network && FittedForecasters.Networks.Any(IsNeeded),
        };

        bool IsNeeded(string name) => IsChosen(result, name) || result.Ensemble.Any(member =>
            member.Forecaster == name && result.ChosenFor(member.Segment) == EnsembleForecaster.EnsembleName);
    }

    private static bool IsChosen(BackTestResult result, string name) =>
        result.Rows.Any(row => row.Chosen && row.Forecaster == name);

    // Nobody knows who is best: the simplest that is good serves.
    private static Forecasters ProfileAlone(
        DemandInputs inputs, string why, int threads, Action<string, double, string> report, CancellationToken cancel)
    {
        report("fitting forecasters", 0.6, "");
        var profile = StatisticalForecasters.Fit(inputs, threads: threads, cancel: cancel)
            .First(forecaster => forecaster.Name == WithoutBackTest);
        return new(profile, BackTestResult.Empty, profile.Name,
            [$"{why} the {WithoutBackTest} serves all products; boosted trees and the network were left out."]);
    }

    /// <summary>Fits them for a simulation, which looks ahead every week of every world.</summary>
    /// <param name="world">The workspace.</param>
    /// <param name="trees">Whether boosted trees take part, if the workspace has them at all.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="report">Told the stage and its share done.</param>
    /// <param name="cancel">Asked between forecasts.</param>
    internal static Forecasters ForSimulation(
        OpenedWorkspace world, bool trees, int threads, Action<string, double> report, CancellationToken cancel)
    {
        var policy = world.Policies.Forecasting;
        var fitted = Fit(world.Book, policy.ForSimulation(trees), TrainedModels.None, threads,
            (stage, share, _) => report(stage, share), cancel);

        // A bias of today would be measured anew every week: what it is in months nobody knows.
        fitted = fitted with { Chosen = (fitted.Chosen as SegmentForecaster)?.Uncorrected() ?? fitted.Chosen };
        return (policy.Trees, trees, policy.BackTestOrigins > 0) switch
        {
            (true, false, true) => fitted with { Notes = [.. fitted.Notes, WithoutTrees] },
            (false, true, _) => fitted with { Notes = [.. fitted.Notes, TreesAreOff] },
            _ => fitted,
        };
    }

    private const string WithoutTrees =
        "Boosted trees and the quantile network, which 'qm plan' fits, were left out: a look ahead takes them seconds. "
        + "With trees: --trees";

    private const string TreesAreOff =
        "Boosted trees were left out: quartermaster.json, policies, forecasting says \"trees\": false.";
}
