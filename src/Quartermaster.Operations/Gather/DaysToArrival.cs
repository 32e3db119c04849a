using Quartermaster.Domain;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>When more of a product arrives, for what the last units are worth until then.</summary>
internal static class DaysToArrival
{
    /// <summary>Per row of the targets: days until the next arrival there; −1 if nothing is on its way.</summary>
    internal static Table<float> Of(CompanyFacts facts, PlanningState state, TargetInputs inputs)
    {
        var days = new float[inputs.Nodes.Count];
        Array.Fill(days, -1f);
        foreach (var line in state.OpenLines.Rows)
        {
            var left = Math.Max(0, line.DueDay.DayNumber - state.Today.DayNumber);
            var network = inputs.FirstRow(line.Row);
            Shorten(ref days[network], left);
            Shorten(ref days[network + 1 + line.Center], left);
        }

        return new(days);
    }

    private static void Shorten(ref float days, int left) => days = days < 0 ? left : Math.Min(days, left);
}
