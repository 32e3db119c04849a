using Quartermaster.Domain;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Evaluation.Practice;

/// <summary>Placement as most planning systems do it: each center is brought to its share of demand, case by case.
/// </summary>
/// <remarks>A center's share is that of the regions it is the cheapest to serve. Room and receiving are not looked at.
/// People are followed first, in full cases; the rest goes to the other centers.</remarks>
/// <param name="centerShares">Share of demand by product identifier and facility; 0 or more.</param>
public sealed class ProportionalPlacement(Func<ProductId, FacilityId, double> centerShares)
    : IRowEngine<PlacementInputs, PlacementRow, PlacementReason>
{
    /// <inheritdoc/>
    public void Decide(PlacementInputs inputs, Span<PlacementRow> decisions, ReasonWriter<PlacementReason>? why)
    {
        HashSet<int> refused = [.. inputs.Check().Select(finding => finding.Row)];
        for (var product = 0; product < inputs.Count; product++)
        {
            var (first, end) = (inputs.FirstRow(product), inputs.FirstRow(product + 1));
            var isRefused = refused.Contains(first);
            var units = isRefused ? new int[end - first] : Split(inputs, product, first, end);
            var isNowhere = !inputs.Destinations.Rows[first..end].ToArray().Any(row => row.MayHold);
            for (var row = first; row < end; row++)
            {
                var waterfall = new Waterfall<PlacementReason>(why);
                if (isRefused)
                {
                    waterfall.Remark(PlacementReason.BadInput);
                }
                else if (!inputs.Destinations.Rows[row].MayHold)
                {
                    waterfall.Remark(isNowhere ? PlacementReason.NowhereToHold : PlacementReason.NotEligible);
                }
                else if (inputs.Overrides.Rows[row].IsGiven)
                {
                    waterfall.SetTo(inputs.Overrides.Rows[row].Units, PlacementReason.HumanOverride);
                    waterfall.SetTo(units[row - first], PlacementReason.Physics);
                }
                else
                {
                    waterfall.SetTo(units[row - first], PlacementReason.LocalDemand);
                }

                var facility = inputs.Destinations.Rows[row].Facility;
                decisions[row] = new(inputs.Facts.Rows[product].Product, facility, units[row - first]);
            }
        }
    }

    private int[] Split(PlacementInputs inputs, int product, int first, int end)
    {
        var inbound = inputs.Inbound.Rows[product];
        var units = new int[end - first];
        var (total, left, isFree) = ((double)inbound.Units, inbound.Units, false);
        for (var row = first; row < end; row++)
        {
            total += Math.Max(0, inputs.Positions.Rows[row].Units);
            if (inputs.Destinations.Rows[row].MayHold && inputs.Overrides.Rows[row].IsGiven)
            {
                units[row - first] =
                    Math.Min(left, inputs.Overrides.Rows[row].Units) / inbound.CaseUnits * inbound.CaseUnits;
                left -= units[row - first];
            }

            isFree |= inputs.Destinations.Rows[row].MayHold && !inputs.Overrides.Rows[row].IsGiven;
        }

        while (left > 0 && Neediest(inputs, product, units, total, onlyFree: isFree) is >= 0 and var best)
        {
            var sent = Math.Min(left, inbound.CaseUnits);
            units[best] += sent;
            left -= sent;
        }

        return units;
    }

    // The center that misses most of its share; −1 if none may hold the product.
    private int Neediest(PlacementInputs inputs, int product, int[] units, double total, bool onlyFree)
    {
        var (best, most, first) = (-1, double.NegativeInfinity, inputs.FirstRow(product));
        for (var i = 0; i < units.Length; i++)
        {
            var destination = inputs.Destinations.Rows[first + i];
            var share = centerShares(inputs.Facts.Rows[product].Product, destination.Facility);
            var missing = (share * total) - Math.Max(0, inputs.Positions.Rows[first + i].Units) - units[i];
            var mayTake = destination.MayHold && !(onlyFree && inputs.Overrides.Rows[first + i].IsGiven);
            if (mayTake && missing > most)
            {
                (best, most) = (i, missing);
            }
        }

        return best;
    }
}
