using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>What the next unit of every product is worth at every center this morning, as sourcing reads it.</summary>
public static class StockWorths
{
    private const int Span = 4;

    /// <summary>Worth and slope by product identifier × origin; null if the company does not count future
    /// cost.</summary>
    /// <param name="facts">Which products and centers there are.</param>
    /// <param name="routes">Its origins are the columns.</param>
    /// <param name="values">What Targets published: rows and columns of the facts.</param>
    /// <param name="ledger">What is free now.</param>
    public static (Matrix Worth, Matrix Slopes)? Of(
        CompanyFacts facts, RouteTable routes, StockValues? values, GoodsLedger ledger)
    {
        if (values is null)
        {
            return null;
        }

        var origins = routes.Origins.Length;
        var (worth, slopes) =
            (new float[facts.RowOfProduct.Length * origins], new float[facts.RowOfProduct.Length * origins]);
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var product = facts.Products.Rows[row].Id;
            for (var origin = 0; origin < origins; origin++)
            {
                var center = facts.CenterOf(routes.Origins[origin]);
                var units = ledger.Available(product, routes.Origins[origin]);
                if (units > 0)
                {
                    var (next, later) = (values.Of(row, center, units), values.Of(row, center, Math.Max(1,
                        units - Span)));
                    worth[(product.Value * origins) + origin] = (float)next;
                    slopes[(product.Value * origins) + origin] =
                        (float)Math.Max(0, (later - next) / Math.Max(1, Math.Min(Span, units - 1)));
                }
            }
        }

        return (new(origins, worth), new(origins, slopes));
    }
}
