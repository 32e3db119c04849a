using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>What was asked for under an order and is not had: neither claimed, nor waited for, nor has it left.
/// </summary>
internal static class OrderLeft
{
    /// <summary>The name of the reason.</summary>
    internal const string Code = "not_had";

    /// <summary>The reason in words.</summary>
    internal const string Words =
        "it is neither held nor on its way, nor has it left: it could not be had, or was cut since";

    /// <summary>The lines, by product; none where nobody said what was asked for, or where it was given up as a whole:
    /// cancelled, or not committed in time.</summary>
    internal static IEnumerable<CartLine> Of(FoundOrder found)
    {
        if (found.Ask is not { } ask || found.State is OrderOutcome.Released or OrderOutcome.Expired)
        {
            return [];
        }

        var had = found.Shipped.Concat(found.Claims).Concat(GoodsClaims.AsStock(found.Waits))
            .GroupBy(line => line.Product).ToDictionary(of => of.Key, of => of.Sum(line => (long)line.Units));
        return ask.Lines.Rows.ToArray()
            .Select(line => line with { Units = (int)Math.Max(0, line.Units - had.GetValueOrDefault(line.Product)) })
            .Where(line => line.Units > 0);
    }
}
