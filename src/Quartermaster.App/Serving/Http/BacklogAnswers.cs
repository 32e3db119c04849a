using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;

namespace Quartermaster.App.Serving.Http;

/// <summary>Has open orders looked at again, and says what that did.</summary>
internal sealed class BacklogAnswers(OnlinePlane plane, BacklogWatch watch)
{
    /// <summary>A pass, now.</summary>
    internal async Task<BacklogPassAnswer> RunAsync(CancellationToken cancel) =>
        Of(await watch.RunAsync(cancel).ConfigureAwait(false));

    /// <summary>The last pass; null before the first.</summary>
    internal BacklogPassAnswer? Last() => watch.Last is { } pass ? Of(pass) : null;

    private BacklogPassAnswer Of(BacklogPass pass)
    {
        var (report, saved) = (pass.Report, pass.Report.Saved);
        return new(pass.At.ToString(), report.Open, report.LookedAt,
            [
                .. report.Left.OrderBy(pair => pair.Key).Select(pair => new CauseCount(
                    BacklogAnswer.NameOf(pair.Key), BacklogAnswer.WordsOf(pair.Key), pair.Value)),
            ],
            report.AtRisk, report.Rescued, report.Moved.Count, report.Kept,
            [
                .. report.Stayed.OrderBy(pair => pair.Key).Select(pair => new CauseCount(
                    BacklogAnswer.NameOf(pair.Key), BacklogAnswer.WordsOf(pair.Key), pair.Value)),
            ],
            saved.Parcels, report.SharedParcels, new(Paid(saved.FreightMicros), Paid(saved.HandlingMicros),
                Paid(saved.SplitMicros), Paid(saved.SpentMicros), Paid(saved.SpaceMicros)),
            Paid(report.RescueCost.SpentMicros), plane.View.Parts.Currency, report.IsCut);
    }

    private static decimal Paid(long micros) => micros / 1_000_000m;
}
