using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>The rules every placement must obey, whoever or whatever made it.</summary>
public sealed class PlacementAudit : IPlanAudit<PlacementInputs, PlacementRow, PlacementReason>
{
    /// <inheritdoc/>
    public IReadOnlyList<Breach> Check(PlacementInputs inputs, Plan<PlacementRow, PlacementReason> plan)
    {
        if (plan.Decisions.Count != inputs.Destinations.Count)
        {
            return
            [
                new(-1, $"The plan has {plan.Decisions.Count} rows for {inputs.Destinations.Count} destinations. "
                    + "Decide again."),
            ];
        }

        var breaches = new List<Breach>();
        var refused = inputs.Check().Select(finding => finding.Row).ToHashSet();
        for (var product = 0; product < inputs.Count; product++)
        {
            var first = inputs.FirstRow(product);
            var rows = plan.Decisions.Rows[first..inputs.FirstRow(product + 1)];
            CheckRows(inputs, product, rows, breaches);
            if (rows.Length > 0)
            {
                CheckProduct(inputs, product, rows, refused.Contains(first), breaches);
            }
        }

        return breaches;
    }

    private static void CheckRows(
        PlacementInputs inputs, int product, ReadOnlySpan<PlacementRow> rows, List<Breach> breaches)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var row = inputs.FirstRow(product) + i;
            var destination = inputs.Destinations.Rows[row];
            if ((rows[i].Product, rows[i].Facility) != (inputs.Facts.Rows[product].Product, destination.Facility))
            {
                breaches.Add(new(row, "A row is for its product and its facility."));
            }

            if (rows[i].Units < 0)
            {
                breaches.Add(new(row, "Nothing is placed in negative units."));
            }

            if (rows[i].Units > 0 && !destination.MayHold)
            {
                breaches.Add(new(row, "Nothing goes to a facility that may not hold it."));
            }
        }
    }

    private static void CheckProduct(
        PlacementInputs inputs, int product, ReadOnlySpan<PlacementRow> rows, bool isRefused, List<Breach> breaches)
    {
        var (units, caseUnits, _) = inputs.Inbound.Rows[product];
        var (first, placed, broken, mayHold, fixedUnits) = (inputs.FirstRow(product), 0L, 0, false, 0L);
        for (var i = 0; i < rows.Length; i++)
        {
            placed += rows[i].Units;
            broken += isRefused || rows[i].Units % caseUnits == 0 ? 0 : 1;
            mayHold |= inputs.Destinations.Rows[first + i].MayHold;
            fixedUnits += inputs.Overrides.Rows[first + i].IsGiven ? inputs.Overrides.Rows[first + i].Units : 0;
        }

        Require(placed == (isRefused || !mayHold ? 0 : units), "All inbound is placed; none where none may hold it.");
        Require(broken <= (units % Math.Max(1, caseUnits) == 0 ? 0 : 1),
            "Only full cases are sent, but one remainder.");
        if (!isRefused && fixedUnits <= units && HasFreeRow(inputs, product))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var person = inputs.Overrides.Rows[first + i];
                Require(!person.IsGiven || !inputs.Destinations.Rows[first + i].MayHold
                    || (rows[i].Units <= person.Units && person.Units - rows[i].Units < caseUnits),
                    "A human decision is followed as far as physics allows.");
            }
        }

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(first, rule));
            }
        }
    }

    private static bool HasFreeRow(PlacementInputs inputs, int product)
    {
        var any = false;
        for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
        {
            any |= inputs.Destinations.Rows[row].MayHold && !inputs.Overrides.Rows[row].IsGiven;
        }

        return any;
    }
}
