using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Buying;

/// <summary>Decides how much of each product to order from each vendor today.</summary>
/// <remarks>
/// Takes the level that Targets set, less the position, and turns it into the full cases with the best expected
/// profit, 0 included; then the vendor's minimum, then what a person decided, as far as physics allows.
/// Cost: one pass, nothing allocated per row, O(rows × quantile levels). See README.md in this folder.
/// </remarks>
public sealed class BuyingEngine(BuyingPolicy policy) : IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>
{
    /// <inheritdoc/>
    public void Decide(BuyingInputs inputs, Span<PurchaseLine> decisions, ReasonWriter<BuyingReason>? why)
    {
        var offers = inputs.Offers.Rows;
        for (var row = 0; row < decisions.Length; row++)
        {
            var units = new Waterfall<BuyingReason>(why);
            if (BuyingChecks.BrokenRule(inputs, row) is null)
            {
                Buy(inputs, row, ref units);
            }
            else
            {
                units.Remark(BuyingReason.BadInput);
            }

            ref readonly var offer = ref offers[row];
            var dueDay = units.Quantity == 0 ? inputs.Today : inputs.Today.AddDays(offer.LeadTimeDays);
            decisions[row] = new(offer.Product, offer.Vendor, offer.ShipTo, (int)units.Quantity, dueDay);
        }
    }

    private void Buy(BuyingInputs inputs, int row, ref Waterfall<BuyingReason> units)
    {
        ref readonly var offer = ref inputs.Offers.Rows[row];
        var need = Need(inputs, row, ref units);
        if (need <= 0)
        {
            units.SetTo(0, BuyingReason.AlreadyCovered);
        }
        else
        {
            FillCases(need, in offer, new(inputs, row), ref units);
        }

        var person = inputs.Overrides.Rows[row];
        if (person.IsGiven)
        {
            units.SetTo(person.Units, BuyingReason.HumanOverride);
            units.SetTo(FullCases(Math.Min(person.Units, offer.AvailableUnits), offer.CaseUnits), BuyingReason.Physics);
        }
    }

    private static long Need(BuyingInputs inputs, int row, ref Waterfall<BuyingReason> units)
    {
        var mean = Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row));

        units.SetTo((long)Math.Round(mean), BuyingReason.ExpectedDemand);
        units.SetTo(inputs.Levels.Rows[row].Units, BuyingReason.SafetyStock);
        units.SetTo(units.Quantity - inputs.Positions.Rows[row].Units, BuyingReason.AlreadyOwned);
        return units.Quantity;
    }

    private void FillCases(long need, in OfferTerms offer, CaseProfit profit, ref Waterfall<BuyingReason> units)
    {
        long caseUnits = offer.CaseUnits;
        var leastProfit = policy.LeastProfitPerCase / caseUnits;
        var down = FullCases(need, caseUnits);
        var up = FullCases(need + caseUnits - 1, caseUnits);
        units.SetTo(profit.IsWorth(down, up, leastProfit) ? up : down, BuyingReason.CasePack);

        var minimum = FullCases(offer.MinimumUnits + caseUnits - 1, caseUnits);
        if (units.Quantity > 0 && units.Quantity < minimum)
        {
            units.SetTo(profit.IsWorth(0, minimum, leastProfit) ? minimum : 0, BuyingReason.VendorMinimum);
        }

        var most = FullCases(offer.AvailableUnits, caseUnits);
        units.SetTo(most < minimum ? 0 : Math.Min(units.Quantity, most), BuyingReason.VendorLimit);
    }

    private static long FullCases(long units, long caseUnits) => units / caseUnits * caseUnits;
}
