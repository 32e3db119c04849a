using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Worlds;

/// <summary>What planning commands say, whatever their stage.</summary>
internal static class PlanAnswer
{
    internal static Answer Of(
        SavedPlan plan, string headline, (string Key, object Value)[] facts, Grid[] grids, params string[] notes)
    {
        var held = plan.Breaches.Count > 0;
        return new(headline)
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
                .. plan.Forecasters.Notes,
                .. plan.Opened.IsPast
                    ? [$"{plan.Opened.Today:yyyy-MM-dd} lies inside the history: sales, prices and launches from then "
                        + "on were not told, but goods are counted as they are now. Do not release this plan."]
                    : Array.Empty<string>(),
                .. notes,
            ],
        };
    }
}
