using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.App.Worlds;

/// <summary>Every product's whole past, as the contest's measure weighs it.</summary>
internal sealed class PastSales
{
    private readonly Dictionary<int, List<DailySales>> _byProduct = [];
    private readonly DateOnly _today;

    private PastSales(DateOnly today) => _today = today;

    internal static PastSales Of(OpenedWorkspace opened)
    {
        var pasts = new PastSales(opened.Today);
        foreach (var day in opened.Tables.SalesByDay(new DateOnly(1970, 1, 1), opened.Today.AddDays(-1)).Rows)
        {
            if (!pasts._byProduct.TryGetValue(day.Product.Value, out var days))
            {
                pasts._byProduct[day.Product.Value] = days = [];
            }

            days.Add(day);
        }

        return pasts;
    }

    /// <summary>Mean absolute change of units from day to day since the first sale, and what the product sold for in
    /// the last days.</summary>
    internal (double Scale, double Money) Of(ProductId product, int lastDays) => Of([product], lastDays);

    /// <summary>The same of products together.</summary>
    internal (double Scale, double Money) Of(IEnumerable<ProductId> products, int lastDays)
    {
        DailySales[][] pasts = [.. products.Where(product => _byProduct.ContainsKey(product.Value))
            .Select(product => _byProduct[product.Value].ToArray())];
        if (pasts.Length == 0)
        {
            return (double.NaN, 0);
        }

        var first = pasts.Min(past => past[0].Day.DayNumber);
        var (units, money) = (new float[_today.DayNumber - first], 0.0);
        foreach (var day in pasts.SelectMany(past => past))
        {
            units[day.Day.DayNumber - first] += day.Units;
            money += day.Day >= _today.AddDays(-lastDays) ? (double)day.Revenue.Micros / 1e6 : 0;
        }

        return (ScaledLoss.AbsoluteScale(units), money);
    }
}
