using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Planning.Buying;

namespace Quartermaster.Evaluation.Practice;

/// <summary>Buying as most planning systems do it: up to the level, full cases up, from the cheapest vendor.</summary>
/// <remarks>Good practice and common practice share it; they differ in the level. An order below the vendor's minimum
/// is raised to it. No expected profit is weighed.</remarks>
public sealed class OrderUpTo : IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>
{
    /// <inheritdoc/>
    public void Decide(BuyingInputs inputs, Span<PurchaseLine> decisions, ReasonWriter<BuyingReason>? why)
    {
        for (var group = 0; group < inputs.Count; group++)
        {
            var cheapest = CheapestOf(inputs, inputs.FirstRow(group), inputs.FirstRow(group + 1));
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                var units = new Waterfall<BuyingReason>(why);
                if (row == cheapest)
                {
                    Order(inputs, row, ref units);
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

    private static void Order(BuyingInputs inputs, int row, ref Waterfall<BuyingReason> units)
    {
        var offer = inputs.Offers.Rows[row];
        var (level, position) = (inputs.Levels.Rows[row], inputs.Positions.Rows[row].Units);
        if (inputs.Lives.Rows[row].DaysLeft(inputs.Today) <= offer.LeadTimeDays)
        {
            units.Remark(BuyingReason.NotBought);
            return;
        }

        units.SetTo((long)Math.Round(Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row))),
            BuyingReason.ExpectedDemand);
        units.SetTo(level.Units, BuyingReason.SafetyStock);
        units.SetTo((long)level.Units - position, BuyingReason.AlreadyOwned);
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

        long cases = Math.Max(1, offer.CaseUnits);
        units.SetTo(RoundUp(units.Quantity, cases), BuyingReason.CasePack);
        units.SetTo(Math.Max(units.Quantity, RoundUp(offer.MinimumUnits, cases)), BuyingReason.VendorMinimum);
        units.SetTo(Math.Min(units.Quantity, offer.AvailableUnits / cases * cases), BuyingReason.VendorLimit);
    }

    private static int CheapestOf(BuyingInputs inputs, int first, int end)
    {
        var cheapest = first;
        for (var row = first + 1; row < end; row++)
        {
            var isCheaper = inputs.Offers.Rows[row].UnitCost.Micros < inputs.Offers.Rows[cheapest].UnitCost.Micros;
            cheapest = isCheaper ? row : cheapest;
        }

        return cheapest;
    }

    private static long RoundUp(long units, long cases) => (units + cases - 1) / cases * cases;
}
