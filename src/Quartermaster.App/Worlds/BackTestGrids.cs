using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Catalog;
using Quartermaster.Forecasting.BackTests;

namespace Quartermaster.App.Worlds;

/// <summary>A back-test for people: how each forecaster did, who won, and by how much.</summary>
internal static class BackTestGrids
{
    private const int MostReasons = 8;

    /// <summary>Forecasters by segment, the members of ensembles that serve, and the products that cost most.</summary>
    internal static Grid[] Of(CatalogVersion codes, BackTestResult result)
    {
        var serving = result.Ensemble
            .Where(member => result.ChosenFor(member.Segment) == EnsembleForecaster.EnsembleName).ToArray();
        return serving.Length == 0 ? [Scores(codes, result), Worst(codes, result)]
            : [Scores(codes, result), Members(codes, serving), Worst(codes, result)];
    }

    /// <summary>Who serves the segments and why, a sentence each.</summary>
    internal static IEnumerable<string> Reasons(CatalogVersion codes, BackTestResult result)
    {
        var choices = result.Choices();
        var more = choices.Count - MostReasons;
        return choices.Take(MostReasons).Select(choice => Reason(codes, choice))
            .Concat(more > 0 ? [$"{more} segments more are in the table."] : []);
    }

    private static string Reason(CatalogVersion codes, SegmentChoice choice)
    {
        var head = $"{NameOf(codes, choice.Segment)}: {choice.Forecaster} serves";
        var next = choice.Next.Length == 0 || !double.IsFinite(choice.OverNext) ? ""
            : choice.OverNext > 0 ? $"{Share(choice.OverNext)} better than {choice.Next}, the next"
            : choice.OverNext > -0.0005 ? $"as good as {choice.Next}, which is more intricate"
            : $"{Share(-choice.OverNext)} behind {choice.Next}, which is more intricate";
        var naive = double.IsFinite(choice.OverNaive) && choice.Forecaster != "seasonal naive"
            ? $"{Share(choice.OverNaive)} better than seasonal naive" : "";
        string[] parts = [.. new[] { next, naive }.Where(part => part.Length > 0)];
        return head + (parts.Length == 0 ? "." : $", {string.Join(", and ", parts)} (WQL).");
    }

    private static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string NameOf(CatalogVersion codes, DemandSegment segment) =>
        segment.Category == default ? segment.Pace.ToString() : $"{segment.Pace} {codes.CodeOf(segment.Category)}";

    private static Grid Scores(CatalogVersion codes, BackTestResult result)
    {
        var choices = result.Choices().ToDictionary(choice => choice.Segment);
        var naive = result.Rows.Where(row => row.Forecaster == "seasonal naive").ToDictionary(row => row.Segment);
        return new("back_test", "Forecasters on the past, by segment",
            [
                new("segment", "Segment"), new("forecaster", "Forecaster"), new("wql_daily", "WQL days", "0.000"),
                new("wql_weekly", "WQL weeks", "0.000"), new("coverage_50", "50 %", "0.00"),
                new("coverage_80", "80 %", "0.00"), new("coverage_90", "90 %", "0.00"),
                new("bias", "Bias", "+0.000;-0.000;0"), new("post_peak_bias", "After peaks", "+0.000;-0.000;0"),
                new("revision", "Revised", "0.0 %"), new("units", "Units", "#,0"),
                new("value_over_naive", "Over naive", "0.0 %"), new("value_over_next", "Over next", "0.0 %"),
                new("corrected", "Corrected", "+0.0 %;-0.0 %;0 %"), new("chosen", "Chosen"),
            ],
            [
                .. result.Rows.Select(row => (Row: row, Score: BackTestRecord.ScoreOf(row))).Select(pair =>
                    (IReadOnlyList<object?>)
                    [
                        NameOf(codes, pair.Row.Segment), pair.Row.Forecaster, pair.Score.DailyWql,
                        pair.Score.WeeklyWql, pair.Score.Coverage50, pair.Score.Coverage80, pair.Score.Coverage90,
                        pair.Score.Bias, Known(pair.Score.PostPeakBias), Known(pair.Score.Revision), pair.Score.Units,
                        Known(pair.Row.ValueOver(naive.GetValueOrDefault(pair.Row.Segment))),
                        pair.Row.Chosen ? Known(choices[pair.Row.Segment].OverNext) : null,
                        pair.Row.Chosen ? pair.Row.Correction - 1 : null,
                        pair.Row.Chosen ? "yes" : "",
                    ]),
            ]);
    }

    private static double? Known(double share) => double.IsFinite(share) ? share : null;

    private static Grid Members(CatalogVersion codes, EnsembleMember[] members) => new(
        "ensemble", "What the ensembles that serve are made of",
        [new("segment", "Segment"), new("forecaster", "Forecaster"), new("weight", "Weight", "0.0 %")],
        [
            .. members.Select(member => (IReadOnlyList<object?>)
                [NameOf(codes, member.Segment), member.Forecaster, member.Weight]),
        ]);

    private static Grid Worst(CatalogVersion codes, BackTestResult result) => new(
        "worst", "The 10 products whose forecast cost most (50 are in the run)",
        [
            new("product", "Product"), new("forecaster", "Forecaster"), new("units", "Units", "#,0"),
            new("loss", "Loss, units", "#,0"), new("wql", "WQL", "0.000"), new("bias", "Bias", "+0.00;-0.00;0"),
        ],
        [
            .. result.Worst(10).Select(score => (IReadOnlyList<object?>)
                [codes.CodeOf(score.Product), score.Forecaster, score.Units, score.Loss, score.Wql, score.Bias]),
        ]);
}
