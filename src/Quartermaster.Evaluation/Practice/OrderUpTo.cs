using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Planning.Buying;

namespace Quartermaster.Evaluation.Practice;

/// <summary>Buying as most planning systems do it: up to the level, full cases up, from the cheapest vendor.</summary>
/// <remarks>Good practice and common practice share it; they differ in the level. An order below the vendor's minimum
/// is raised to it, or dropped where the vendor cannot ship so many. No expected profit is weighed. People are
/// followed, in full cases that the vendor can ship; what they buy elsewhere counts as owned.</remarks>
public sealed class OrderUpTo : IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>
{
    /// <inheritdoc/>
    public void Decide(BuyingInputs inputs, Span<PurchaseLine> decisions, ReasonWriter<BuyingReason>? why)
    {
        HashSet<int> refused = [.. inputs.Check().Select(finding => finding.Row)];
        for (var group = 0; group < inputs.Count; group++)
        {
            var (cheapest, elsewhere) = Divide(inputs, group, refused);
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                var units = new Waterfall<BuyingReason>(why);
                if (refused.Contains(row))
                {
                    units.Remark(BuyingReason.BadInput);
                }
                else if (inputs.Overrides.Rows[row].IsGiven)
                {
                    units.SetTo(inputs.Overrides.Rows[row].Units, BuyingReason.HumanOverride);
                    units.SetTo(Followed(inputs, row), BuyingReason.Physics);
                }
                else if (row == cheapest)
                {
                    Order(inputs, row, elsewhere, ref units);
                }
                else
                {
                    units.Remark(BuyingReason.OtherVendor);
                }

                var offer = inputs.Offers.Rows[row];
                var dueDay = units.Quantity == 0 ? inputs.Today : inputs.Today.AddDays(offer.LeadTimeDays);
                decisions[row] = new(offer.Product, offer.Vendor, offer.ShipTo, (int)units.Quantity, dueDay);
            }
        }
    }

    private static void Order(BuyingInputs inputs, int row, long elsewhere, ref Waterfall<BuyingReason> units)
    {
        var offer = inputs.Offers.Rows[row];
        var (level, position) = (inputs.Levels.Rows[row], inputs.Positions.Rows[row].Units + elsewhere);
        if (inputs.Lives.Rows[row].Status != ProductStatus.Active
            || inputs.Lives.Rows[row].DaysLeft(inputs.Today) <= offer.LeadTimeDays)
        {
            units.Remark(BuyingReason.NotBought);
            return;
        }

        units.SetTo((long)Math.Round(Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row))),
            BuyingReason.ExpectedDemand);
        units.SetTo(level.Units, BuyingReason.SafetyStock);
        units.SetTo((long)level.Units - inputs.Positions.Rows[row].Units, BuyingReason.AlreadyOwned);
        units.SetTo(level.Units - position, BuyingReason.BoughtElsewhere);
        if (units.Quantity <= 0)
        {
            units.SetTo(0, BuyingReason.AlreadyCovered);
            return;
        }

        if (position > level.ReorderPoint)
        {
            units.SetTo(0, BuyingReason.AboveReorderPoint);
            return;
        }

        units.SetTo(RoundUp(units.Quantity, offer.CaseUnits), BuyingReason.CasePack);
        units.SetTo(Math.Max(units.Quantity, RoundUp(offer.MinimumUnits, offer.CaseUnits)),
            BuyingReason.VendorMinimum);
        units.SetTo(Math.Min(units.Quantity, offer.AvailableUnits / offer.CaseUnits * offer.CaseUnits),
            BuyingReason.VendorLimit);
        units.SetTo(units.Quantity < offer.MinimumUnits ? 0 : units.Quantity, BuyingReason.VendorMinimum);
    }

    // The cheapest offer that no person decided, −1 for none; and what is bought of the product's other offers by
    // people and by centers.
    private static (int Cheapest, long Elsewhere) Divide(BuyingInputs inputs, int group, HashSet<int> refused)
    {
        var (first, end) = (inputs.FirstRow(group), inputs.FirstRow(group + 1));
        var (cheapest, elsewhere) = (-1, first == end ? 0L : inputs.CenterOrders.Rows[first].Units);
        for (var row = first; row < end; row++)
        {
            if (refused.Contains(row))
            {
                continue;
            }

            if (inputs.Overrides.Rows[row].IsGiven)
            {
                elsewhere += Followed(inputs, row);
            }
            else if (cheapest < 0
                || inputs.Offers.Rows[row].UnitCost.Micros < inputs.Offers.Rows[cheapest].UnitCost.Micros)
            {
                cheapest = row;
            }
        }

        return (cheapest, elsewhere);
    }

    private static long Followed(BuyingInputs inputs, int row)
    {
        var offer = inputs.Offers.Rows[row];
        return Math.Min(inputs.Overrides.Rows[row].Units, offer.AvailableUnits) / offer.CaseUnits * offer.CaseUnits;
    }

    private static long RoundUp(long units, long cases) => (units + cases - 1) / cases * cases;
}
