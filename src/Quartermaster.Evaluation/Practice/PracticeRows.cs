using Quartermaster.Domain;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Evaluation.Practice;

/// <summary>What the practices share: which rows they refuse, and how a level becomes a row.</summary>
internal static class PracticeRows
{
    internal static HashSet<int> Refused(TargetInputs inputs) => [.. inputs.Check().Select(finding => finding.Row)];

    internal static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<float> sums)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var units in sums)
        {
            sum += units;
            squares += (double)units * units;
        }

        var mean = sum / sums.Length;
        return (mean, Math.Sqrt(Math.Max(0, (squares / sums.Length) - (mean * mean))));
    }

    internal static void Follow(HumanDecision person, ref Waterfall<TargetReason> units)
    {
        if (person.IsGiven)
        {
            units.SetTo(person.Units, TargetReason.HumanOverride);
        }
    }

    internal static TargetRow Row(TargetInputs inputs, int product, int row, long units, long reorderPoint) =>
        new(inputs.Replenishments.Rows[product].Product, inputs.Nodes.Rows[row].Facility, (int)units,
            (int)Math.Min(reorderPoint, units - 1));
}
