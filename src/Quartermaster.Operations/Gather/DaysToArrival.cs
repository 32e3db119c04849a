using Quartermaster.Domain;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>When more of a product arrives, for what the last units are worth until then.</summary>
internal static class DaysToArrival
{
    /// <summary>Per row of the targets: days until the next arrival there; −1 if nothing is on its way.</summary>
    /// <param name="state">What is on its way.</param>
    /// <param name="first">The row of the inputs' first product.</param>
    /// <param name="inputs">Consecutive products, with a row per center.</param>
    internal static Table<float> Of(PlanningState state, int first, TargetInputs inputs)
    {
        var days = new float[inputs.Nodes.Count];
        Array.Fill(days, -1f);
        foreach (var line in state.OpenLines.Rows)
        {
            if (line.Row < first || line.Row >= first + inputs.Count)
            {
                continue;
            }

            var left = Math.Max(0, line.DueDay.DayNumber - state.Today.DayNumber);
            var network = inputs.FirstRow(line.Row - first);
            Shorten(ref days[network], left);
            Shorten(ref days[network + 1 + line.Center], left);
        }

        return new(days);
    }

    private static void Shorten(ref float days, int left) => days = days < 0 ? left : Math.Min(days, left);
}
