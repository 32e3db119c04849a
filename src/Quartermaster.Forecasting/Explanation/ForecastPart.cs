namespace Quartermaster.Forecasting.Explanation;

/// <summary>What a forecast can be made without.</summary>
public enum ForecastPart : byte
{
    /// <summary>What the product sold itself; without it, it is as if launched today.</summary>
    OwnSales = 0,

    /// <summary>That days out of stock do not teach low demand; without it, all days count as in stock.</summary>
    StockOuts = 1,

    /// <summary>Weekdays and the yearly season of its category.</summary>
    Season = 2,

    /// <summary>Events from the first forecast day on.</summary>
    Events = 3,

    /// <summary>Prices from that day on other than the usual.</summary>
    Price = 4,
}
