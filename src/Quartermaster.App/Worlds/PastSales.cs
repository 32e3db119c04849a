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
    internal (double Scale, double Money) Of(ProductId product, int lastDays)
    {
        if (!_byProduct.TryGetValue(product.Value, out var days))
        {
            return (double.NaN, 0);
        }

        var (units, money) = (new float[_today.DayNumber - days[0].Day.DayNumber], 0.0);
        foreach (var day in days)
        {
            units[day.Day.DayNumber - days[0].Day.DayNumber] = day.Units;
            money += day.Day >= _today.AddDays(-lastDays) ? (double)day.Revenue.Micros / 1e6 : 0;
        }

        return (ScaledLoss.AbsoluteScale(units), money);
    }
}
