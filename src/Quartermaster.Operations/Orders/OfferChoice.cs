using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Operations.Orders;

/// <summary>Chooses, among the speeds that can be promised, the one that the shop shows first.</summary>
/// <remarks>The one with the best expected profit: the share of customers who are believed to stay × margin, less
/// freight. Pure; the belief is the company's, not the customer's.</remarks>
public static class OfferChoice
{
    /// <summary>The index of the best row; −1 if nothing can be promised.</summary>
    /// <param name="rows">What can be promised, by speed.</param>
    /// <param name="margin">Margin and goodwill of the whole cart, currency.</param>
    /// <param name="lostPerExtraDay">Share of customers believed lost per day of waiting after the first.</param>
    public static int Best(ReadOnlySpan<PromiseRow> rows, double margin, double lostPerExtraDay)
    {
        var (best, bestProfit) = (-1, double.NegativeInfinity);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].IsOffered)
            {
                var stays = Math.Exp(-lostPerExtraDay * Math.Max(0, (rows[i].Minutes / 1_440.0) - 1));
                var profit = stays * (margin - (rows[i].CostMicros / 1e6));
                (best, bestProfit) = profit > bestProfit ? (i, profit) : (best, bestProfit);
            }
        }

        return best;
    }
}
