using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>From a need to an order: cases, minimum, price breaks, what the vendor can ship.</summary>
internal readonly ref struct OrderSize(BuyingInputs inputs, int row, long elsewhereUnits, BuyingPolicy policy)
{
    private readonly OfferTerms _offer = inputs.Offers.Rows[row];
    private readonly PriceBreaks _breaks = inputs.Breaks.Rows[row];
    private readonly double _budgetPrice = inputs.BudgetPrices.Rows[row].PerCurrencyUnit;
    private readonly CaseProfit _profit = new(inputs, row, elsewhereUnits);
    private readonly double _leastProfit = policy.LeastProfitPerCase / inputs.Offers.Rows[row].CaseUnits;

    /// <summary>Sets the order.</summary>
    /// <param name="need">Arriving units, above 0.</param>
    /// <param name="units">The quantity, which stands at the need; the order afterwards.</param>
    /// <returns>Arriving units that were wanted and cannot be shipped.</returns>
    internal long Fill(long need, ref Waterfall<BuyingReason> units)
    {
        long caseUnits = _offer.CaseUnits;
        units.SetTo((long)Math.Ceiling((need / _offer.Yield) - 1e-9), BuyingReason.ShortShipments);
        var down = FullCases(units.Quantity, caseUnits);
        var up = FullCases(units.Quantity + caseUnits - 1, caseUnits);
        units.SetTo(IsWorth(down, up) ? up : down, BuyingReason.CasePack);

        var minimum = FullCases(_offer.MinimumUnits + caseUnits - 1, caseUnits);
        if (units.Quantity > 0 && units.Quantity < minimum)
        {
            units.SetTo(IsWorth(0, minimum) ? minimum : 0, BuyingReason.VendorMinimum);
        }

        var most = FullCases(_offer.AvailableUnits, caseUnits);
        units.SetTo(WithBreaks(units.Quantity, most), BuyingReason.PriceBreak);

        var wanted = units.Quantity;
        units.SetTo(most < minimum ? 0 : Math.Min(wanted, most), BuyingReason.VendorLimit);
        return (long)Math.Round((wanted - units.Quantity) * _offer.Yield);
    }

    /// <summary>The most full cases in some units.</summary>
    internal static long FullCases(long units, long caseUnits) => units / caseUnits * caseUnits;

    private bool IsWorth(long fromUnits, long toUnits) =>
        _profit.IsWorth(fromUnits, toUnits, _leastProfit)
        || (fromUnits == 0 && _profit.IsWorthForLife(toUnits, _leastProfit));

    // Goes up break by break while each saves more than the units it adds cost to hold until they are used, or lose
    // where they never are.
    private long WithBreaks(long needed, long most)
    {
        var units = needed;
        while (units > 0 && _breaks.NextAfter(units) is > 0 and var from)
        {
            var larger = FullCases((long)from + _offer.CaseUnits - 1, _offer.CaseUnits);
            var (cost, lower) = (CostAt(units), CostAt(larger));
            var held = _profit.HoldingUntilUsed(larger - needed) - Held(units - needed);
            var lost = held + _profit.Scrapping(units, larger);
            var spent = Math.Max(0, (lower * larger) - (cost * units));
            if (larger > most || !_profit.MaySell(larger)
                || ((cost - lower) * larger) - (_budgetPrice * spent) <= lost)
            {
                break;
            }

            units = larger;
        }

        return units;
    }

    private double Held(long units) => units == 0 ? 0 : _profit.HoldingUntilUsed(units);

    private double CostAt(long units) => _breaks.At(units, _offer.UnitCost).Micros / 1e6;
}
