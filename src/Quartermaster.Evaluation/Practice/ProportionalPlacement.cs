using Quartermaster.Domain;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Evaluation.Practice;

/// <summary>Placement as most planning systems do it: each center is brought to its share of demand, case by case.
/// </summary>
/// <remarks>A center's share is that of the regions it is the cheapest to serve. Room and receiving are not looked at.
/// </remarks>
/// <param name="centerShares">Share of demand by product identifier and facility; 0 or more.</param>
public sealed class ProportionalPlacement(Func<ProductId, FacilityId, double> centerShares)
    : IRowEngine<PlacementInputs, PlacementRow, PlacementReason>
{
    /// <inheritdoc/>
    public void Decide(PlacementInputs inputs, Span<PlacementRow> decisions, ReasonWriter<PlacementReason>? why)
    {
        for (var product = 0; product < inputs.Count; product++)
        {
            var (first, end) = (inputs.FirstRow(product), inputs.FirstRow(product + 1));
            var units = Split(inputs, product, first, end);
            for (var row = first; row < end; row++)
            {
                var waterfall = new Waterfall<PlacementReason>(why);
                waterfall.SetTo(units[row - first], PlacementReason.LocalDemand);
                var facility = inputs.Destinations.Rows[row].Facility;
                decisions[row] = new(inputs.Facts.Rows[product].Product, facility, units[row - first]);
            }
        }
    }

    private int[] Split(PlacementInputs inputs, int product, int first, int end)
    {
        var inbound = inputs.Inbound.Rows[product];
        var (units, caseUnits) = (new int[end - first], Math.Max(1, inbound.CaseUnits));
        var total = (double)inbound.Units;
        for (var row = first; row < end; row++)
        {
            total += Math.Max(0, inputs.Positions.Rows[row].Units);
        }

        for (var left = inbound.Units; left > 0;)
        {
            var (best, most) = (-1, double.NegativeInfinity);
            for (var row = first; row < end; row++)
            {
                var destination = inputs.Destinations.Rows[row];
                var share = centerShares(inputs.Facts.Rows[product].Product, destination.Facility);
                var missing = (share * total) - Math.Max(0, inputs.Positions.Rows[row].Units) - units[row - first];
                if (destination.MayHold && missing > most)
                {
                    (best, most) = (row - first, missing);
                }
            }

            if (best < 0)
            {
                break;
            }

            var sent = Math.Min(left, caseUnits);
            units[best] += sent;
            left -= sent;
        }

        return units;
    }
}
