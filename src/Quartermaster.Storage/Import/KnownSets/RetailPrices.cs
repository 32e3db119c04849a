using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The list price of a product by quarter: the one that most of its lines had in the quarter before (of
/// equals,
/// the dearer); in its first quarter, in that one.</summary>
/// <remarks>
/// Lines of many units are cheaper (volume breaks), so the mode, not the mean, is what one unit cost. Not by day: a day
/// whose mode is a break's price is a day with a big order, and such a "price cut" would tell a forecaster the sales
/// of the day, those of days to come included. For the same reason not from the quarter's own lines, but for the first.
/// A row of the price table begins with each quarter whose price differs from the one before; a quarter without lines
/// keeps the price.
/// </remarks>
internal sealed class RetailPrices
{
    private readonly SortedDictionary<int, List<(DateOnly From, long Micros)>> _byProduct = [];

    internal static RetailPrices Of(RetailLines data)
    {
        var prices = new RetailPrices();
        var counts = data.Lines.Where(line => line.Kind == LineKind.Sale)
            .CountBy(line => (line.Product, Quarter: QuarterOf(line.LocalMinute / 1_440), line.PriceMicros))
            .OrderBy(pair => pair.Key.Product).ThenBy(pair => pair.Key.Quarter)
            .ThenByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key.PriceMicros);
        var last = (Product: -1, Quarter: default(DateOnly));
        foreach (var ((product, quarter, micros), _) in counts)
        {
            if (last != (product, quarter))
            {
                last = (product, quarter);
                prices.Add(product, quarter, micros);
            }
        }

        return prices;
    }

    /// <summary>The usual price: the median over quarters with sales, in pounds.</summary>
    internal double UsualOf(int product)
    {
        var sorted = _byProduct[product].Select(quarter => quarter.Micros).Order().ToArray();
        return sorted[sorted.Length / 2] / 1e6;
    }

    internal IEnumerable<Price> Rows(TableChange change, RetailLines data)
    {
        foreach (var (product, quarters) in _byProduct)
        {
            var id = change.Find<ProductId>(data.Products[product]);
            List<(DateOnly From, long Micros)> prices = [quarters[0]];
            foreach (var (from, micros) in quarters)
            {
                if (micros != prices[^1].Micros)
                {
                    prices.Add((from.AddMonths(3), micros));
                }
            }

            for (var i = 0; i < prices.Count; i++)
            {
                yield return new(id, default, default, prices[i].From,
                    i + 1 == prices.Count ? default : prices[i + 1].From.AddDays(-1),
                    new(prices[i].Micros), PriceKind.List);
            }
        }
    }

    private static DateOnly QuarterOf(int day)
    {
        var date = DateOnly.FromDayNumber(day + LondonTime.Epoch);
        return new(date.Year, date.Month - ((date.Month - 1) % 3), 1);
    }

    private void Add(int product, DateOnly quarter, long micros)
    {
        if (!_byProduct.TryGetValue(product, out var quarters))
        {
            _byProduct[product] = quarters = [];
        }

        quarters.Add((quarter, micros));
    }
}
