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
/// <param name="Question">What was asked: tables, day, settings, program, and where the network's training began.
/// </param>
/// <param name="Run">The run that was made of it, which keeps the networks.</param>
/// <param name="Summary">Which forecasters serve, for people.</param>
/// <param name="Notes">What was left out, and why.</param>
/// <param name="Policy">How the back-test was run.</param>
/// <param name="HidesLaunches">Whether products launched after an origin were left out of it.</param>
/// <param name="Rows">Each forecaster in each segment.</param>
/// <param name="Ensemble">What ensembles are made of.</param>
/// <param name="Worst">The products whose forecasts cost most.</param>
internal sealed record KeptChoice(
    ForecastQuestion Question, string Run, string Summary, IReadOnlyList<string> Notes, BackTestPolicy Policy,
    bool HidesLaunches, IReadOnlyList<KeptRow> Rows, IReadOnlyList<KeptMember> Ensemble,
    IReadOnlyList<ProductScore> Worst)
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
    /// <param name="question">What was asked.</param>
    /// <param name="run">The run that was made of it.</param>
    /// <param name="forecasters">Who was compared, and chosen.</param>
    internal static void Save(
        Workspace workspace, ForecastQuestion question, string run, Forecasters forecasters)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(workspace))!);
        var choice = Of(question, run, forecasters);
        new Disk().Replace(
            PathOf(workspace),
            JsonSerializer.SerializeToUtf8Bytes(new KeptFile(FingerprintOf(choice), choice), s_options));
    }

    /// <summary>The last choice, what it rests on, and the networks of its run; or why it is passed over, null where
    /// there is none.</summary>
    internal static (KeptFound? Found, string? PassedOver) Find(Workspace workspace, ForecastQuestion question)
    {
        var (choice, result, why) = Read(workspace, question);
        if (choice is null || result is null)
        {
            return (null, why);
        }

        return workspace.Runs.List().Contains(choice.Run) && workspace.Runs.TryOpen(choice.Run) is { } run
            ? (new(choice, result, TrainedModels.KeptIn(run)), null) : (null, $"its run {choice.Run} cannot be read");
    }

    /// <summary>A sentence that the last choice was not taken.</summary>
    internal static string PassedOver(string why) =>
        $"The last choice of forecasters (models/{FileName}) was not taken, and they were compared anew: {why}.";

    private static KeptChoice Of(ForecastQuestion question, string run, Forecasters forecasters)
    {
        var result = forecasters.BackTest;
        return new(question, run, forecasters.Summary, forecasters.Notes, result.Policy, result.HidesLaunches,
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
    private static (KeptChoice? Choice, BackTestResult? Result, string? Why) Read(
        Workspace workspace, ForecastQuestion question)
    {
        if (!File.Exists(PathOf(workspace)))
        {
            return default;
        }

        try
        {
            var file = JsonSerializer.Deserialize<KeptFile>(File.ReadAllBytes(PathOf(workspace)), s_options);
            if (file?.Choice?.Question?.Tables is null || file.Fingerprint != FingerprintOf(file.Choice))
            {
                return (null, null, "the file was changed or damaged, or another version of the program wrote it");
            }

            var difference = file.Choice.Question.DifferenceFrom(question);
            return difference.Length > 0 ? (null, null, $"it was for {difference}")
                : (file.Choice, file.Choice.ToResult(), null);
        }
        catch (Exception error) when (error is JsonException or IOException or ArgumentException)
        {
            return (null, null, "the file cannot be read");
        }
    }

    private static string FingerprintOf(KeptChoice choice) => Convert.ToHexStringLower(
        XxHash3.Hash(JsonSerializer.SerializeToUtf8Bytes(choice, s_options)));

    private static string PathOf(Workspace workspace) => TrainingFile.PathOf(workspace, FileName);
}

/// <summary>A choice that was found again.</summary>
/// <param name="Choice">The choice.</param>
/// <param name="Result">What it rests on.</param>
/// <param name="Models">The networks of its run.</param>
internal sealed record KeptFound(KeptChoice Choice, BackTestResult Result, TrainedModels Models);

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
