using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Storage;
using Quartermaster.Storage.Runs;

namespace Quartermaster.App.Worlds;

/// <summary>What a back-test found and who was chosen, kept in a run: whoever asks again about the same tables and day
/// with the same settings need not compare forecasters again.</summary>
/// <param name="Key">What was asked: tables, day, settings, program, and where the network's training began.</param>
/// <param name="Summary">Which forecasters serve, for people.</param>
/// <param name="Notes">What was left out, and why.</param>
/// <param name="Policy">How the back-test was run.</param>
/// <param name="HidesLaunches">Whether products launched after an origin were left out of it.</param>
/// <param name="Rows">Each forecaster in each segment.</param>
/// <param name="Ensemble">What ensembles are made of.</param>
/// <param name="Worst">The products whose forecasts cost most.</param>
internal sealed record KeptChoice(
    string Key, string Summary, IReadOnlyList<string> Notes, BackTestPolicy Policy, bool HidesLaunches,
    IReadOnlyList<KeptRow> Rows, IReadOnlyList<KeptMember> Ensemble, IReadOnlyList<ProductScore> Worst)
{
    private const string Part = "forecasters";

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What to keep.</summary>
    internal static KeptChoice Of(string key, Forecasters forecasters)
    {
        var result = forecasters.BackTest;
        return new(key, forecasters.Summary, forecasters.Notes, result.Policy, result.HidesLaunches,
            [.. result.Rows.Select(KeptRow.Of)],
            [
                .. result.Ensemble.Select(member => new KeptMember(
                    member.Segment.Pace, member.Segment.Category.Value, member.Forecaster, member.Weight)),
            ],
            result.Worst());
    }

    /// <summary>The last run that keeps an answer to the same question, with its networks; null for none.</summary>
    internal static (KeptChoice Choice, TrainedModels Models)? Find(StoredRuns runs, DateOnly today, string key)
    {
        foreach (var run in runs.NewestFirst().Select(runs.TryOpen).OfType<StoredRun>())
        {
            if (run.Header.AsOf == today && run.Parts.Any(part => part.Name == Part)
                && Read(run) is { } choice && choice.Key == key)
            {
                return (choice, TrainedModels.KeptIn(run));
            }
        }

        return null;
    }

    /// <summary>Saves it in a run.</summary>
    internal void SaveTo(IRunWriter run) => run.PutDocument(Part, JsonSerializer.Serialize(this, s_options));

    /// <summary>What the back-test found; of products, those that cost most.</summary>
    internal BackTestResult ToResult() => new([.. Rows.Select(row => row.ToRow())], Worst, Policy)
    {
        HidesLaunches = HidesLaunches,
        Ensemble =
        [
            .. Ensemble.Select(member => new EnsembleMember(
                new(member.Pace, new(member.Category)), member.Forecaster, member.Weight)),
        ],
    };

    // What cannot be read is found again.
    private static KeptChoice? Read(StoredRun run)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptChoice>(run.Document(Part), s_options);
        }
        catch (Exception error) when (error is JsonException or WorkspaceException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>A row of the back-test.</summary>
internal sealed record KeptRow(
    DemandPace Pace, int Category, string Forecaster, QuantileSums Daily, QuantileSums Weekly, HabitSums Habits,
    double Correction, bool Chosen)
{
    internal static KeptRow Of(BackTestRow row) => new(
        row.Segment.Pace, row.Segment.Category.Value, row.Forecaster, row.Daily.Sums, row.Weekly.Sums, row.Habits.Sums,
        row.Correction, row.Chosen);

    internal BackTestRow ToRow() =>
        new(new(Pace, new(Category)), Forecaster, new(Daily), new(Weekly), Chosen)
        {
            Habits = new(Habits), Correction = Correction,
        };
}

/// <summary>A member of a segment's ensemble.</summary>
internal sealed record KeptMember(DemandPace Pace, int Category, string Forecaster, double Weight);
