using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>The usual price of each product: the list price in force, else the price in force for most days.</summary>
internal static class UsualPrices
{
    /// <summary>By product number, currency; 0 where no price is known.</summary>
    /// <param name="prices">All prices.</param>
    /// <param name="productCount">The highest product number.</param>
    /// <param name="today">Open prices are taken to last until a year after this day.</param>
    internal static double[] Of(Table<Price> prices, int productCount, DateOnly today)
    {
        var usual = new double[productCount + 1];
        var days = new int[productCount + 1];
        var isList = new bool[productCount + 1];
        foreach (var price in prices.Rows)
        {
            if (price.Region != default || price.Owner != default)
            {
                continue;
            }

            var product = price.Product.Value;
            var to = price.ToDay == default ? today.AddDays(365) : price.ToDay;
            var length = Math.Max(1, to.DayNumber - price.FromDay.DayNumber + 1);
            var list = price.Kind == PriceKind.List;
            var isBetter = list == isList[product] ? length >= days[product] : list;
            if (isBetter)
            {
                (usual[product], days[product], isList[product]) = (price.UnitPrice.Micros / 1e6, length, list);
            }
        }

        return usual;
    }
}
