using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>The usual price of each product: the list price in force, else the price in force for most days.</summary>
internal static class UsualPrices
{
    /// <summary>By product number, currency; 0 where no price is known.</summary>
    /// <remarks>Of list prices the one that holds today, else the last one before, else the first to come.</remarks>
    /// <param name="prices">All prices.</param>
    /// <param name="productCount">The highest product number.</param>
    /// <param name="today">The day; open prices are taken to last until a year after it.</param>
    internal static double[] Of(Table<Price> prices, int productCount, DateOnly today)
    {
        var best = new (bool IsList, long Rank, double Price)[productCount + 1];
        foreach (var price in prices.Rows)
        {
            if (price.Region == default && price.Owner == default)
            {
                var isList = price.Kind == PriceKind.List;
                var candidate = (isList, isList ? Nearness(price, today) : DaysOf(price, today),
                    price.UnitPrice.Micros / 1e6);
                ref var found = ref best[price.Product.Value];
                found = found == default || candidate.CompareTo((found.IsList, found.Rank, double.NegativeInfinity)) > 0
                    ? candidate : found;
            }
        }

        return Array.ConvertAll(best, found => found.Price);
    }

    // Prices that have begun rank by their first day, all above those to come; the nearer of those ranks higher.
    private static long Nearness(Price price, DateOnly today)
    {
        var begun = (long)price.FromDay.DayNumber - today.DayNumber;
        var isOver = price.ToDay != default && price.ToDay < today;
        return begun <= 0 ? begun - (isOver ? 10_000_000 : 0) : -20_000_000 - begun;
    }

    private static long DaysOf(Price price, DateOnly today)
    {
        var to = price.ToDay == default ? today.AddDays(365) : price.ToDay;
        return Math.Max(1, to.DayNumber - price.FromDay.DayNumber + 1);
    }
}
