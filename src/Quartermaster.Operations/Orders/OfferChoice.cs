using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Operations.Orders;

/// <summary>Chooses, among the speeds that can be promised, the one that the shop shows first.</summary>
/// <remarks>The one with the best expected profit: the share of customers who are believed to stay × (margin less
/// freight). Where freight is more than the margin, the shop ships at a loss whatever it shows, and to lose customers
/// is no gain: then the one with the least loss. Of equals the earliest. Pure; the belief is the company's, not the
/// customer's.</remarks>
public static class OfferChoice
{
    /// <summary>The index of the best row; −1 if nothing can be promised.</summary>
    /// <param name="rows">What can be promised, by speed.</param>
    /// <param name="worth">What the cart is worth.</param>
    public static int Best(ReadOnlySpan<PromiseRow> rows, CartWorth worth)
    {
        var (best, bestProfit) = (-1, double.NegativeInfinity);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].IsOffered)
            {
                var profit = worth.ProfitOf(rows[i].CostMicros, rows[i].Minutes);
                var isBest = best < 0 || profit > bestProfit
                    || (profit == bestProfit && rows[i].Minutes < rows[best].Minutes);
                (best, bestProfit) = isBest ? (i, profit) : (best, bestProfit);
            }
        }

        return best;
    }
}
