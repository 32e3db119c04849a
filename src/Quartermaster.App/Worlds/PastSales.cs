using Quartermaster.Domain;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.App.Worlds;

/// <summary>Every product's whole past, as the contest's measure weighs it.</summary>
internal sealed class PastSales
{
    // By product's number, units by day from its own first sale on.
    private readonly (int First, float[] Units)[] _units;
    private readonly MoneySum[] _money;
    private readonly int _today;

    private PastSales(int products, DateOnly today)
    {
        (_units, _money, _today) = (new (int, float[])[products + 1], new MoneySum[products + 1], today.DayNumber);
        Array.Fill(_units, (_today, []));
    }

    /// <summary>Reads them.</summary>
    /// <param name="opened">The workspace.</param>
    /// <param name="lastDays">Days before its day of which the money is told.</param>
    internal static PastSales Of(OpenedWorkspace opened, int lastDays)
    {
        var pasts = new PastSales(opened.Tables.Catalog.Of<ProductId>().Count, opened.Today);
        var from = opened.Today.DayNumber - lastDays;
        foreach (var part in opened.Tables.SoldLines(new DateOnly(1970, 1, 1), opened.Today.AddDays(-1)))
        {
            foreach (var line in part.Rows)
            {
                pasts.Add(line.Product.Value, line.Day.DayNumber, line.Units);
                pasts._money[line.Product.Value] +=
                    line.Day.DayNumber >= from ? line.UnitPrice * line.Units : default;
            }
        }

        return pasts;
    }

    /// <summary>Mean absolute change of units from day to day since the first sale, and what the product sold for in
    /// the last days.</summary>
    internal (double Scale, double Money) Of(ProductId product) => Of([product]);

    /// <summary>The same of products together.</summary>
    internal (double Scale, double Money) Of(IEnumerable<ProductId> products)
    {
        int[] numbers = [.. products.Select(product => product.Value)];
        var first = numbers.Min(number => _units[number].First);
        var (units, money) = (new float[_today - first], 0.0);
        foreach (var number in numbers)
        {
            var own = _units[number];
            money += (double)_money[number].Micros / 1e6;
            for (var day = 0; day < own.Units.Length; day++)
            {
                units[own.First - first + day] += own.Units[day];
            }
        }

        return (units.Length == 0 ? double.NaN : ScaledLoss.AbsoluteScale(units), money);
    }

    private void Add(int product, int day, int units)
    {
        ref var own = ref _units[product];
        if (day < own.First)
        {
            // Sales mostly come in the order of days: a product's array is made once.
            var longer = new float[_today - day];
            own.Units.CopyTo(longer, own.First - day);
            own = (day, longer);
        }

        own.Units[day - own.First] += units;
    }
}
