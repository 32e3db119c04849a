using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The price of a product on a day: the one that most of its lines had (of equals, the dearer).</summary>
/// <remarks>Lines of many units are cheaper (volume breaks), so the mode, not the mean, is what one unit cost. A row of
/// the price table begins on each day whose price differs from the one before.</remarks>
internal sealed class RetailPrices
{
    private readonly SortedDictionary<int, List<(int Day, long Micros)>> _byProduct = [];

    internal static RetailPrices Of(RetailLines data)
    {
        var prices = new RetailPrices();
        var counts = data.Lines.Where(line => line.Kind == LineKind.Sale)
            .CountBy(line => (line.Product, Day: line.LocalMinute / 1_440, line.PriceMicros))
            .OrderBy(pair => pair.Key.Product).ThenBy(pair => pair.Key.Day)
            .ThenByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key.PriceMicros);
        var last = (Product: -1, Day: -1);
        foreach (var ((product, day, micros), _) in counts)
        {
            if (last == (product, day))
            {
                continue;
            }

            last = (product, day);
            if (!prices._byProduct.TryGetValue(product, out var days))
            {
                prices._byProduct[product] = days = [];
            }

            days.Add((day, micros));
        }

        return prices;
    }

    /// <summary>The usual price: the median over days with sales, in pounds.</summary>
    internal double UsualOf(int product)
    {
        var sorted = _byProduct[product].Select(day => day.Micros).Order().ToArray();
        return sorted[sorted.Length / 2] / 1e6;
    }

    internal IEnumerable<Price> Rows(TableChange change, RetailLines data)
    {
        foreach (var (product, days) in _byProduct)
        {
            var id = change.Find<ProductId>(data.Products[product]);
            for (var i = 0; i < days.Count;)
            {
                var next = i + 1;
                while (next < days.Count && days[next].Micros == days[i].Micros)
                {
                    next++;
                }

                yield return new(id, default, default, DateOnly.FromDayNumber(days[i].Day + LondonTime.Epoch),
                    next == days.Count ? default : DateOnly.FromDayNumber(days[next].Day - 1 + LondonTime.Epoch),
                    new(days[i].Micros), PriceKind.List);
                i = next;
            }
        }
    }
}
