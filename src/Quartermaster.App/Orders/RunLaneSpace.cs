using Quartermaster.Domain;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Storage.Runs;

namespace Quartermaster.App.Orders;

/// <summary>What room on lanes is worth by the last whole plan, for promises and sourcing.</summary>
internal static class RunLaneSpace
{
    /// <summary>The prices; none where there is no such plan, or the days that it looked at are over.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="day">The UTC day of the orders.</param>
    internal static Table<LaneSpaceRate> Latest(StoredRuns runs, DateOnly day)
    {
        foreach (var name in runs.NewestFirst())
        {
            var run = runs.Open(name);
            if (PlanParts.Has(run, PlanParts.Prices))
            {
                var rows = PlanParts.Has(run, PlanParts.LaneSpace)
                    ? run.Read<LaneSpacePrice>(PlanParts.LaneSpace) : new([]);
                return rows.Rows.ToArray().Any(row => row.Day >= day) ? LaneSpacePlan.RatesOf(rows) : new([]);
            }
        }

        return new([]);
    }
}
