using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Worlds;

/// <summary>What planning commands say, whatever their stage.</summary>
internal static class PlanAnswer
{
    private const int UsualGapDays = 7;

    internal static Answer Of(
        SavedPlan plan, string headline, (string Key, object Value)[] facts, Grid[] grids, params string[] notes)
    {
        var held = plan.Breaches.Count > 0;
        return new(headline + Distance(plan.Opened))
        {
            Code = held ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("run", plan.Run), ("as_of", plan.Opened.Today), ("products", plan.Record.Totals.Products), .. facts,
                ("forecasters", plan.Forecasters.Summary), ("rules_broken", plan.Breaches.Count),
                ("seconds", Math.Round(plan.Stages.Sum(stage => stage.Seconds), 2)),
            ],
            Grids = [.. grids, PlanGrids.Breaches(plan.Breaches), PlanGrids.Stages(plan)],
            Notes =
            [
                .. plan.Forecasters.ChosenIn.Length == 0 ? Array.Empty<string>()
                    : [$"Forecasters were compared in run {plan.Forecasters.ChosenIn}, on the same tables and day."],
                .. plan.Forecasters.PassedOver.Length == 0 ? Array.Empty<string>() : [plan.Forecasters.PassedOver],
                .. plan.Forecasters.Resumed, .. plan.Forecasters.Notes, .. LeftOut(plan),
                .. grids.Any(grid => grid.Key == HistoryNotes.GridKey) ? [] : plan.History.Notes(),
                .. plan.Opened.IsPast
                    ? [$"{plan.Opened.Today:yyyy-MM-dd} lies inside the history: sales, prices and launches from then "
                        + "on were not told, but goods are counted as they are now. Do not release this plan."]
                    : Array.Empty<string>(),
                .. notes,
            ],
        };
    }

    private static string[] LeftOut(SavedPlan plan)
    {
        var left = plan.Opened.Tables.Count("offers") - plan.Record.Facts.Offers.Count;
        return left == 0 ? [] :
            [$"{Words.Count(left, "offer")} left out, of vendors, products or places that are not there: qm check"];
    }

    // At the top, because everything below rests on it.
    private static string Distance(OpenedWorkspace opened)
    {
        var days = opened.Today.DayNumber - OpenedWorkspace.LastSalesDay(opened.Tables).DayNumber - 1;
        return days > UsualGapDays ? $" Careful: the last sale is {Words.Count(days, "day")} before that day."
            : days < 0 ? $" Careful: {Words.Count(-days, "day")} of known sales from that day on "
                + $"{(days == -1 ? "was" : "were")} not told." : "";
    }
}
