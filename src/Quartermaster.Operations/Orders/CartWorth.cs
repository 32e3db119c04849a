using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>What a cart is worth to the shop, by what it promises. The belief in customers' patience is the company's,
/// not theirs.</summary>
/// <param name="Margin">Margin and goodwill of the whole cart, currency.</param>
/// <param name="LostPerExtraDay">Share of customers believed lost per day of waiting after the first.</param>
public readonly record struct CartWorth(double Margin, double LostPerExtraDay)
{
    /// <summary>Of a cart of such lines. O(lines).</summary>
    public static CartWorth Of(CompanyFacts facts, ReadOnlySpan<CartLine> cart, double lostPerExtraDay)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var sum = 0.0;
        foreach (ref readonly var line in cart)
        {
            var row = facts.RowOf(line.Product);
            if (row >= 0)
            {
                var economics = facts.Economics.Rows[row];
                sum += line.Units * (economics.Price - economics.UnitCost + economics.GoodwillPerUnit);
            }
        }

        return new(sum, lostPerExtraDay);
    }

    /// <summary>Expected profit, currency: the share of customers who stay × (margin less freight); of a sale at a loss
    /// the loss, for to lose customers is no gain.</summary>
    /// <param name="freightMicros">What bringing it costs.</param>
    /// <param name="minutes">From the order to the promise.</param>
    public double ProfitOf(long freightMicros, double minutes)
    {
        var profit = Margin - (freightMicros / 1e6);
        return profit > 0
            ? profit * Math.Exp(-LostPerExtraDay * Math.Max(0, (minutes / 1_440.0) - 1)) : profit;
    }
}
