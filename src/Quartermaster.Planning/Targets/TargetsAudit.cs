using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>The rules every set of levels must obey, whoever or whatever made it.</summary>
public sealed class TargetsAudit : IPlanAudit<TargetInputs, TargetRow, TargetReason>
{
    /// <inheritdoc/>
    public IReadOnlyList<Breach> Check(TargetInputs inputs, Plan<TargetRow, TargetReason> plan)
    {
        var rows = plan.Decisions.Rows;
        if (rows.Length != inputs.Nodes.Count)
        {
            return [new(-1, $"The plan has {rows.Length} levels for {inputs.Nodes.Count} nodes. Decide again.")];
        }

        var breaches = new List<Breach>();
        var refused = inputs.Check().Select(finding => finding.Row).ToHashSet();
        for (var product = 0; product < inputs.Count; product++)
        {
            for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
            {
                CheckRow(inputs, product, row, in rows[row], refused.Contains(row), breaches);
            }
        }

        return breaches;
    }

    private static void CheckRow(TargetInputs inputs, int product, int row, in TargetRow level, bool isRefused,
        List<Breach> breaches)
    {
        var (replenishment, node) = (inputs.Replenishments.Rows[product], inputs.Nodes.Rows[row]);
        var (person, ofProduct, facility, units, reorderPoint) =
            (inputs.Overrides.Rows[row], level.Product, level.Facility, level.Units, level.ReorderPoint);

        Require((ofProduct, facility) == (replenishment.Product, node.Facility),
            "A level is for its product and node.");
        Require(units >= 0, "No level is negative.");
        Require(reorderPoint < units || (units == 0 && reorderPoint < 0), "Orders are placed below the level only.");
        if (isRefused)
        {
            Require(units == 0, "The level of a bad row is 0.");
        }
        else if (person.IsGiven)
        {
            Require(units == person.Units, "A human decision is followed exactly.");
        }
        else if (node.Facility.Value == 0)
        {
            Require(units <= MostUnits(inputs, product),
                "No level passes the highest demand that is believed possible.");
        }

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(row, rule));
            }
        }
    }

    // The highest future while the product is sold; with a fixed order cost, half a year's mean demand more.
    private static long MostUnits(TargetInputs inputs, int product)
    {
        var terms = inputs.Replenishments.Rows[product];
        var sums = new float[inputs.Demand.Paths];
        var days = inputs.LeadTimes.Days.Row(product)[^1] + terms.ReviewDays;
        inputs.Demand.Over(product, Math.Min(days, inputs.Lives.Rows[product].DaysLeft(inputs.Today)), sums);
        var most = Math.Ceiling(sums[^1]);
        if (terms.LineCost > 0 && most > 0)
        {
            inputs.Demand.Over(product, terms.ReviewDays, sums);
            most += Math.Ceiling(sums.Average(units => (double)units) * 182 / terms.ReviewDays);
        }

        return (long)most;
    }
}
