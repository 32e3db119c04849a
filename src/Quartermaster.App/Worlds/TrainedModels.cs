using Quartermaster.Domain.Doors;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Storage;
using Quartermaster.Storage.Runs;

namespace Quartermaster.App.Worlds;

/// <summary>Quantile networks as a run keeps them, where the next training begins.</summary>
/// <param name="Latest">Trained on the whole history; null for none.</param>
/// <param name="Before">Trained on what was known at the back-test's first origin; null for none. A back-test goes on
/// from this one alone: the other has seen the days that are forecast in it.</param>
/// <param name="Run">The last run that keeps one of them; empty for none.</param>
internal sealed record TrainedModels(NetworkModel? Latest, NetworkModel? Before, string Run = "")
{
    private const string LatestPart = "network";
    private const string BeforePart = "network_before";

    internal static TrainedModels None { get; } = new(null, null);

    /// <summary>Where trainings that are stopped are kept; null for nowhere.</summary>
    internal (TrainingFile Before, TrainingFile Latest)? Stopped { get; init; }

    /// <summary>The last of each that a run for an earlier day keeps. Runs for the same day are passed over, so that a
    /// plan made twice is the same plan.</summary>
    internal static TrainedModels Of(StoredRuns runs, DateOnly today)
    {
        var (latest, before) = ((NetworkModel?)null, (NetworkModel?)null);
        var name = "";
        // A damaged run keeps nobody from planning: it is passed over.
        foreach (var run in runs.List().Reverse().Select(runs.TryOpen).OfType<StoredRun>()
            .Where(run => run.Header.AsOf < today))
        {
            (latest, before) = (latest ?? Read(run, LatestPart), before ?? Read(run, BeforePart));
            name = name.Length == 0 && (latest ?? before) is not null ? run.Name : name;
            if (latest is not null && before is not null)
            {
                break;
            }
        }

        return new(latest, before, name);
    }

    /// <summary>Those that one run keeps.</summary>
    internal static TrainedModels KeptIn(StoredRun run) => new(Read(run, LatestPart), Read(run, BeforePart), run.Name);

    /// <summary>Saves them as parts of a run.</summary>
    internal void SaveTo(IRunWriter run)
    {
        foreach (var (name, model) in new[] { (LatestPart, Latest), (BeforePart, Before) })
        {
            if (model is not null)
            {
                run.PutWeights(name, model.Save());
            }
        }
    }

    // What cannot be read is trained anew.
    private static NetworkModel? Read(StoredRun run, string part)
    {
        try
        {
            return run.Parts.Any(held => held.Name == part) ? NetworkModel.Load(run.Weights(part)) : null;
        }
        catch (Exception error) when (error is FormatException or WorkspaceException)
        {
            return null;
        }
    }
}
