using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations;

/// <summary>Joins what was bought with where it goes: a pure grouping of the plan's rows.</summary>
internal static class ReleaseLines
{
    internal static Table<ReleaseLine> Of(
        BuyingInputs inputs, Table<PurchaseLine> purchases, Table<PlacementRow> placed)
    {
        var places = placed.Rows.ToArray().Where(row => row.Units > 0).ToLookup(row => row.Product);
        var lines = new List<ReleaseLine>();
        for (var group = 0; group < inputs.Count; group++)
        {
            // Vendors fill the centers one after the other, so no line is split more than it must be.
            var free = new Stack<(FacilityId Facility, int Units)>();
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                var line = purchases.Rows[row];
                if (line.Units == 0)
                {
                    continue;
                }

                var unitCost = inputs.Breaks.Rows[row].At(line.Units, inputs.Offers.Rows[row].UnitCost);
                if (line.ShipTo != default)
                {
                    lines.Add(new(line.Product, line.Vendor, line.ShipTo, line.Units, unitCost, line.DueDay));
                    continue;
                }

                if (free.Count == 0)
                {
                    free = new(places[line.Product].Select(place => (place.Facility, place.Units)).Reverse());
                }

                Fill(line, unitCost, free, lines);
            }
        }

        return new([.. lines]);
    }

    private static void Fill(
        PurchaseLine line, Money unitCost, Stack<(FacilityId Facility, int Units)> free, List<ReleaseLine> lines)
    {
        for (var left = line.Units; left > 0 && free.TryPop(out var place);)
        {
            var units = Math.Min(left, place.Units);
            lines.Add(new(line.Product, line.Vendor, place.Facility, units, unitCost, line.DueDay));
            left -= units;
            if (units < place.Units)
            {
                free.Push((place.Facility, place.Units - units));
            }
        }
    }
}
