using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>What the last back-test found and who was chosen, as a file of the workspace: whoever asks again about the
/// same tables and day with the same settings need not compare forecasters again.</summary>
/// <param name="Key">What was asked: tables, day, settings, program, and where the network's training began.</param>
/// <param name="Run">The run that was made of it, which keeps the networks.</param>
/// <param name="Summary">Which forecasters serve, for people.</param>
/// <param name="Notes">What was left out, and why.</param>
/// <param name="Policy">How the back-test was run.</param>
/// <param name="HidesLaunches">Whether products launched after an origin were left out of it.</param>
/// <param name="Rows">Each forecaster in each segment.</param>
/// <param name="Ensemble">What ensembles are made of.</param>
/// <param name="Worst">The products whose forecasts cost most.</param>
internal sealed record KeptChoice(
    string Key, string Run, string Summary, IReadOnlyList<string> Notes, BackTestPolicy Policy, bool HidesLaunches,
    IReadOnlyList<KeptRow> Rows, IReadOnlyList<KeptMember> Ensemble, IReadOnlyList<ProductScore> Worst)
{
    private const string FileName = "choice.json";

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Keeps a choice in place of the last one.</summary>
    /// <param name="workspace">Locked for writing.</param>
    /// <param name="key">What was asked.</param>
    /// <param name="run">The run that was made of it.</param>
    /// <param name="forecasters">Who was compared, and chosen.</param>
    internal static void Save(Workspace workspace, string key, string run, Forecasters forecasters)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(workspace))!);
        var choice = Of(key, run, forecasters);
        new Disk().Replace(
            PathOf(workspace),
            JsonSerializer.SerializeToUtf8Bytes(new KeptFile(FingerprintOf(choice), choice), s_options));
    }

    /// <summary>The last choice, and the networks of its run; null if it answered another question.</summary>
    internal static (KeptChoice Choice, BackTestResult Result, TrainedModels Models)? Find(
        Workspace workspace, string key) =>
        Read(workspace, key) is { } found && workspace.Runs.List().Contains(found.Choice.Run)
            && workspace.Runs.TryOpen(found.Choice.Run) is { } run
            ? (found.Choice, found.Result, TrainedModels.KeptIn(run)) : null;

    private static KeptChoice Of(string key, string run, Forecasters forecasters)
    {
        var result = forecasters.BackTest;
        return new(key, run, forecasters.Summary, forecasters.Notes, result.Policy, result.HidesLaunches,
            [.. result.Rows.Select(KeptRow.Of)],
            [
                .. result.Ensemble.Select(member => new KeptMember(
                    member.Segment.Pace, member.Segment.Category.Value, member.Forecaster, member.Weight)),
            ],
            result.Worst());
    }

    /// <summary>What the back-test found; of products, those that cost most.</summary>
    private BackTestResult ToResult() => new([.. Rows.Select(row => row.ToRow())], Worst, Policy)
    {
        HidesLaunches = HidesLaunches,
        Ensemble =
        [
            .. Ensemble.Select(member => new EnsembleMember(
                new(member.Pace, new(member.Category)), member.Forecaster, member.Weight)),
        ],
    };

    // What cannot be read is found again.
    private static (KeptChoice Choice, BackTestResult Result)? Read(Workspace workspace, string key)
    {
        try
        {
            var file = File.Exists(PathOf(workspace))
                ? JsonSerializer.Deserialize<KeptFile>(File.ReadAllBytes(PathOf(workspace)), s_options) : null;
            return file?.Choice?.Key == key && file.Fingerprint == FingerprintOf(file.Choice)
                ? (file.Choice, file.Choice.ToResult()) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private static string FingerprintOf(KeptChoice choice) => Convert.ToHexStringLower(
        XxHash3.Hash(JsonSerializer.SerializeToUtf8Bytes(choice, s_options)));

    private static string PathOf(Workspace workspace) => TrainingFile.PathOf(workspace, FileName);
}

/// <summary>A choice, and the hash of what was written: one that was changed or damaged is made again.</summary>
internal sealed record KeptFile(string Fingerprint, KeptChoice Choice);

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
