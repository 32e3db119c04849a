using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Buying;

/// <summary>How many arriving units an offer is asked for, before cases and terms of trade.</summary>
internal static class Need
{
    /// <summary>The need of one offer, in arriving units; 0 or less for none, and then the quantity is 0.</summary>
    internal static long Of(BuyingInputs inputs, int row, in OfferPart part, ref Waterfall<BuyingReason> units)
    {
        var position = inputs.Positions.Rows[row].Units;
        var level = inputs.Levels.Rows[row];
        units.SetTo((long)Math.Round(Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row))),
            BuyingReason.ExpectedDemand);
        units.SetTo(level.Units, BuyingReason.SafetyStock);
        units.SetTo(units.Quantity - position, BuyingReason.AlreadyOwned);
        units.SetTo(Math.Min(part.MostUnits, units.Quantity - part.ElsewhereUnits), BuyingReason.BoughtElsewhere);
        if (units.Quantity <= 0)
        {
            return Stop(BuyingReason.AlreadyCovered, ref units);
        }

        if (!IsBought(inputs, row))
        {
            return Stop(BuyingReason.NotBought, ref units);
        }

        // What is bought of other offers arrives too: a line more must pay its fixed cost beside it.
        if (position + part.ElsewhereUnits > level.ReorderPoint)
        {
            return Stop(BuyingReason.AboveReorderPoint, ref units);
        }

        units.SetTo(Math.Max(0, units.Quantity - BudgetCut(inputs, row)), BuyingReason.BudgetPrice);
        return units.Quantity;
    }

    private static long Stop(BuyingReason because, ref Waterfall<BuyingReason> units)
    {
        units.SetTo(0, because);
        return 0;
    }

    /// <summary>Whether the product is still bought, and arrives while it is sold.</summary>
    internal static bool IsBought(BuyingInputs inputs, int row)
    {
        var life = inputs.Lives.Rows[row];
        return life.Status == ProductStatus.Active
            && life.DaysLeft(inputs.Today) > inputs.Offers.Rows[row].LeadTimeDays;
    }

    // How far the newsvendor's quantile falls when a unit costs the budget something: README, equation 5.
    private static long BudgetCut(BuyingInputs inputs, int row)
    {
        ref readonly var offer = ref inputs.Offers.Rows[row];
        var price = inputs.BudgetPrices.Rows[row].PerCurrencyUnit * (offer.UnitCost.Micros / 1e6);
        if (price == 0)
        {
            return 0;
        }

        if (price >= offer.ShortageCost)
        {
            return int.MaxValue * 4L;
        }

        var both = offer.ShortageCost + (offer.ReviewDays * offer.HoldingCostPerUnitDay);
        var levels = inputs.Demand.Levels;
        var demand = inputs.Demand.Row(row);
        var free = Quantiles.At(levels, demand, offer.ShortageCost / both);
        return (long)Math.Round(free - Quantiles.At(levels, demand, (offer.ShortageCost - price) / both));
    }
}
