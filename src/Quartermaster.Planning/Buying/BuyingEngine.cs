using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Buying;

/// <summary>Decides how much of each product to order from each vendor today.</summary>
/// <remarks>
/// Takes the level that Targets set, less the position, and turns it into the full cases with the best expected
/// profit, 0 included, of the offer with the lowest expected cost; then minimum, price breaks, what the vendor can
/// ship (the rest goes to the next offer), and what a person decided, as far as physics allows.
/// Cost: one pass, nothing allocated per row, O(rows × quantile levels). See README.md in this folder.
/// </remarks>
public sealed class BuyingEngine(BuyingPolicy policy)
    : IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>, IPriced<BuyingInputs>
{
    /// <inheritdoc/>
    public void Decide(BuyingInputs inputs, Span<PurchaseLine> decisions, ReasonWriter<BuyingReason>? why)
    {
        Span<OfferPart> parts = stackalloc OfferPart[16];
        for (var product = 0; product < inputs.Count; product++)
        {
            var (first, end) = (inputs.FirstRow(product), inputs.FirstRow(product + 1));
            parts = parts.Length >= end - first ? parts : new OfferPart[end - first];
            var ofProduct = parts[..(end - first)];
            Divide(inputs, first, ofProduct);
            for (var row = first; row < end; row++)
            {
                ref readonly var part = ref ofProduct[row - first];
                if (why is not null)
                {
                    var units = new Waterfall<BuyingReason>(why);
                    Explain(inputs, row, in part, ref units);
                }

                ref readonly var offer = ref inputs.Offers.Rows[row];
                var dueDay = part.Units == 0 ? inputs.Today : inputs.Today.AddDays(offer.LeadTimeDays);
                decisions[row] = new(offer.Product, offer.Vendor, offer.ShipTo, (int)part.Units, dueDay);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The one resource is the budget: money spent today. The answer is good rather than proven best, as its
    /// roundings are; README, "Limits".</remarks>
    public double Respond(BuyingInputs inputs, ReadOnlySpan<double> prices, Span<double> usage)
    {
        var plan = this.Plan(AtPrices(inputs, prices));
        return Spending.Of(inputs, plan.Decisions.Rows, out usage[0]);
    }

    /// <inheritdoc/>
    public BuyingInputs AtPrices(BuyingInputs inputs, ReadOnlySpan<double> prices)
    {
        var budget = new BudgetPrice[inputs.Offers.Count];
        Array.Fill(budget, new(prices[0]));
        return inputs with { BudgetPrices = new(budget) };
    }

    // Which offer serves which part: people first, then the offer of lowest cost, then others for what it cannot ship.
    private void Divide(BuyingInputs inputs, int first, Span<OfferPart> parts)
    {
        var elsewhere = parts.Length == 0 ? 0L : Math.Max(0, inputs.CenterOrders.Rows[first].Units);
        for (var i = 0; i < parts.Length; i++)
        {
            var isSound = BuyingChecks.BrokenRule(inputs, first, first + i) is null;
            var person = inputs.Overrides.Rows[first + i];
            var role = !isSound ? OfferRole.Bad : person.IsGiven ? OfferRole.Human : OfferRole.Other;
            parts[i] = new() { Role = role, Units = role == OfferRole.Human ? Physical(inputs, first + i) : 0 };
            elsewhere += Spending.ArrivingOf(inputs, first + i, parts[i].Units);
        }

        var restUnits = long.MaxValue;
        for (var turn = 0; turn < parts.Length && restUnits > 0; turn++)
        {
            var row = VendorChoice.Cheapest(inputs, first, parts, policy);
            if (row < 0)
            {
                break;
            }

            ref var part = ref parts[row - first];
            part = new() { Role = OfferRole.Chosen, ElsewhereUnits = elsewhere, MostUnits = restUnits };
            var units = new Waterfall<BuyingReason>(null);
            restUnits = Buy(inputs, row, in part, ref units);
            part = part with { Units = units.Quantity };
            elsewhere += Spending.ArrivingOf(inputs, row, units.Quantity);
        }
    }

    private void Explain(BuyingInputs inputs, int row, in OfferPart part, ref Waterfall<BuyingReason> units)
    {
        switch (part.Role)
        {
            case OfferRole.Bad:
                units.Remark(BuyingReason.BadInput);
                break;
            case OfferRole.Other:
                units.Remark(Need.IsBought(inputs, row) ? BuyingReason.OtherVendor : BuyingReason.NotBought);
                break;
            case OfferRole.Human:
                Buy(inputs, row, part with { MostUnits = long.MaxValue }, ref units);
                units.SetTo(inputs.Overrides.Rows[row].Units, BuyingReason.HumanOverride);
                units.SetTo(Physical(inputs, row), BuyingReason.Physics);
                break;
            default:
                Buy(inputs, row, in part, ref units);
                break;
        }
    }

    // Returns the arriving units that the vendor would have been asked for but cannot ship.
    private long Buy(BuyingInputs inputs, int row, in OfferPart part, ref Waterfall<BuyingReason> units)
    {
        var need = Need.Of(inputs, row, in part, ref units);
        return need <= 0
            ? 0
            : new OrderSize(inputs, row, part.ElsewhereUnits, policy).Fill(need, ref units);
    }

    private static long Physical(BuyingInputs inputs, int row)
    {
        ref readonly var offer = ref inputs.Offers.Rows[row];
        return OrderSize.FullCases(Math.Min(inputs.Overrides.Rows[row].Units, offer.AvailableUnits), offer.CaseUnits);
    }
}
