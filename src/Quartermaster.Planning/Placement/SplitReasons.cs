using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>Says why each facility gets its units, by splitting again with one cause more each time.</summary>
internal sealed class SplitReasons(SplitDesk desk)
{
    private static readonly (PlacementReason Because, SplitCauses Causes)[] s_causes =
    [
        (PlacementReason.CasePack, SplitCauses.None),
        (PlacementReason.RoomPrice, SplitCauses.RoomPrice),
        (PlacementReason.InboundPrice, SplitCauses.All & ~SplitCauses.Yesterday),
        (PlacementReason.Yesterday, SplitCauses.All),
    ];

    /// <summary>Writes the reasons of the product that the desk decided last.</summary>
    internal void Write(int product, ReadOnlySpan<PlacementRow> rows, ReasonWriter<PlacementReason> why)
    {
        var service = desk.Status == SplitStatus.Split ? Suppose(product, 1, SplitCauses.None) : [];
        var splits = desk.Status == SplitStatus.Split
            ? Array.ConvertAll(s_causes, cause =>
                Suppose(product, desk.Inputs.Inbound.Rows[product].CaseUnits, cause.Causes))
            : [];
        for (var i = 0; i < rows.Length; i++)
        {
            var units = new Waterfall<PlacementReason>(why);
            var row = desk.Inputs.FirstRow(product) + i;
            if (desk.Status != SplitStatus.Split)
            {
                RemarkOn(desk.Inputs.Destinations.Rows[row].MayHold, ref units);
            }
            else if (!desk.Inputs.Destinations.Rows[row].MayHold)
            {
                units.Remark(PlacementReason.NotEligible);
            }
            else
            {
                Explain(row, rows[i].Units, service, splits, ref units);
            }
        }
    }

    private void RemarkOn(bool mayHold, ref Waterfall<PlacementReason> units)
    {
        if (desk.Status == SplitStatus.BadInput)
        {
            units.Remark(PlacementReason.BadInput);
        }
        else if (desk.Status == SplitStatus.NowhereToHold)
        {
            units.Remark(PlacementReason.NowhereToHold);
        }
        else if (!mayHold)
        {
            units.Remark(PlacementReason.NotEligible);
        }
    }

    private void Explain(
        int row, int placed, long[] service, long[][] splits, ref Waterfall<PlacementReason> units)
    {
        var leaf = desk.Inputs.Serve.IndexOf(desk.Inputs.Destinations.Rows[row].Facility);
        var problem = desk.Problem;
        var all = Math.Max(0, problem.Stocks[^1] + problem.Units);
        units.SetTo((long)Math.Round(problem.Shares[leaf] * all), PlacementReason.LocalDemand);
        units.SetTo(units.Quantity - problem.Stocks[leaf], PlacementReason.AlreadyThere);
        units.SetTo(service[leaf], PlacementReason.Service);
        for (var i = 0; i < splits.Length; i++)
        {
            units.SetTo(splits[i][leaf], s_causes[i].Because);
        }

        if (desk.Inputs.Overrides.Rows[row] is { IsGiven: true } person)
        {
            units.SetTo(person.Units, PlacementReason.HumanOverride);
            units.SetTo(placed, PlacementReason.Physics);
        }

        units.SetTo(placed, PlacementReason.HumanOverride);
    }

    private long[] Suppose(int product, long caseUnits, SplitCauses causes)
    {
        desk.Suppose(product, caseUnits, causes);
        return desk.Units.ToArray();
    }
}
