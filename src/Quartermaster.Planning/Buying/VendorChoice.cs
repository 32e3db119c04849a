using Quartermaster.Numerics;

namespace Quartermaster.Planning.Buying;

/// <summary>Which of a product's offers has the lowest expected cost per unit in the long run.</summary>
/// <remarks>Looks at the terms and at demand, never at what is owned today, so that the vendor does not change with
/// the day's position and owning more never buys more. README, equation 6.</remarks>
internal static class VendorChoice
{
    /// <summary>The row of the cheapest offer that nobody decides yet; −1 if there is none.</summary>
    /// <remarks>Of those that still arrive while the product is sold. Where none does, the cheapest of all says so.
    /// </remarks>
    internal static int Cheapest(BuyingInputs inputs, int first, ReadOnlySpan<OfferPart> parts, BuyingPolicy policy)
    {
        var (cheapest, least, open, bought) = (-1, double.PositiveInfinity, 0, 0);
        for (var i = 0; i < parts.Length; i++)
        {
            open += parts[i].Role == OfferRole.Other ? 1 : 0;
            bought += parts[i].Role == OfferRole.Other && Need.IsBought(inputs, first + i) ? 1 : 0;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Role == OfferRole.Other && (bought == 0 || Need.IsBought(inputs, first + i)))
            {
                // A single offer needs no comparison: the usual case, and the hot path.
                var cost = open == 1 ? 0 : CostPerUnit(inputs, first + i, policy);
                (cheapest, least) = cost < least || cheapest < 0 ? (first + i, cost) : (cheapest, least);
            }
        }

        return cheapest;
    }

    /// <summary>What one unit of an offer costs in the long run, in currency.</summary>
    internal static double CostPerUnit(BuyingInputs inputs, int row, BuyingPolicy policy)
    {
        ref readonly var offer = ref inputs.Offers.Rows[row];
        var levels = inputs.Demand.Levels;
        var demand = inputs.Demand.Row(row);
        var mean = Quantiles.Mean(levels, demand);
        var perDay = mean / inputs.CoverDays(row);
        var perReview = Math.Max(perDay * offer.ReviewDays, policy.LeastUnitsPerReview);
        var holding = offer.HoldingCostPerUnitDay + inputs.RoomPrices.Rows[row].PerUnitDay;

        // The usual order: what a review period uses, in full cases, but no less than the vendor takes.
        var usual = Math.Max(perReview / offer.Yield, Math.Max(offer.CaseUnits, offer.MinimumUnits));
        var price = inputs.Breaks.Rows[row].At((long)usual, offer.UnitCost).Micros / 1e6;
        var early = Math.Max(0, (usual * offer.Yield) - perReview);
        var cycle = holding * early * offer.ReviewDays / (2 * perReview);

        var level = inputs.Levels.Rows[row].Units;
        var shortage = Quantiles.MeanAbove(levels, demand, level);
        var leftOver = level - mean + shortage;
        var cover = (offer.ShortageCost * shortage) + (offer.ReviewDays * holding * leftOver);
        var money = price * (1 + inputs.BudgetPrices.Rows[row].PerCurrencyUnit);
        return money + (offer.LineCost / usual) + cycle + (cover / perReview);
    }
}
