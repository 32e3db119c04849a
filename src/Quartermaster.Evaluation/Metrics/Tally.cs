using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Metrics;

/// <summary>What one simulated policy did in one replication, added up as it happens.</summary>
/// <remarks>Amounts paid are exact. Everything is counted inside the measured days only.</remarks>
public sealed class Tally
{
    /// <summary>Measured days.</summary>
    public int Days { get; set; }

    /// <summary>Customers who came with a basket.</summary>
    public long WantedOrders { get; set; }

    /// <summary>Units that customers came for.</summary>
    public long WantedUnits { get; set; }

    /// <summary>Units sold to them, substitutes included.</summary>
    public long SoldUnits { get; set; }

    /// <summary>Units lost because stock was out everywhere, or because no way from where it was had room.</summary>
    public long LostToStockUnits { get; set; }

    /// <summary>Units lost because the promise was too slow.</summary>
    public long LostToSpeedUnits { get; set; }

    /// <summary>Basket lines that looked for a product, each a view.</summary>
    public long Views { get; set; }

    /// <summary>Views that found a unit of the product in stock somewhere.</summary>
    public long InStockViews { get; set; }

    /// <summary>Views that found all the units they looked for in stock, all facilities together.</summary>
    public long WholeLineViews { get; set; }

    /// <summary>Views that were offered delivery by the end of the next day.</summary>
    public long OneDayViews { get; set; }

    /// <summary>Offers that customers accepted.</summary>
    public long AcceptedOffers { get; set; }

    /// <summary>Of these, the ones that were placed as they were offered: all units, on ship days in time.</summary>
    public long HonoredOffers { get; set; }

    /// <summary>Orders shipped.</summary>
    public long Orders { get; set; }

    /// <summary>Orders shipped from more than one facility.</summary>
    public long SplitOrders { get; set; }

    /// <summary>Parcels shipped.</summary>
    public long Parcels { get; set; }

    /// <summary>Orders that arrived after they were promised.</summary>
    public long LateOrders { get; set; }

    /// <summary>Hours from order to door, added over orders.</summary>
    public double ClickToDoorHours { get; set; }

    /// <summary>What customers paid.</summary>
    public MoneySum Revenue { get; set; }

    /// <summary>Freight of parcels.</summary>
    public MoneySum Shipping { get; set; }

    /// <summary>Picking, packing, receiving, and ordering lines from vendors.</summary>
    public MoneySum Handling { get; set; }

    /// <summary>What vendors were paid for goods that arrived.</summary>
    public MoneySum Purchases { get; set; }

    /// <summary>Room used, at the stated rate.</summary>
    public MoneySum Storage { get; set; }

    /// <summary>Capital tied up in stock, at the stated rate.</summary>
    public MoneySum Capital { get; set; }

    /// <summary>Stock on hand at cost, added over days.</summary>
    public MoneySum StockValueDays { get; set; }

    /// <summary>Units on hand, added over days.</summary>
    public long UnitDays { get; set; }

    /// <summary>What the stock at the start was worth.</summary>
    public StockWorth OpeningStock { get; set; }

    /// <summary>What the stock at the end was worth.</summary>
    public StockWorth ClosingStock { get; set; }

    /// <summary>Share of storage used, added over facility-days.</summary>
    public double CubeUsed { get; set; }

    /// <summary>Facility-days that were measured.</summary>
    public long FacilityDays { get; set; }

    /// <summary>Facility-days on which storage held more than its hard limit.</summary>
    public long OverflowFacilityDays { get; set; }

    /// <summary>Order lines placed with vendors.</summary>
    public long PurchaseLines { get; set; }
}

/// <summary>What stock is worth, by two readings.</summary>
/// <param name="Recoverable">Units that the world's customers want in the 91 days after at cost, which they spare; the
/// rest at the stated salvage share of cost. Where customers are known for fewer days, those of them.</param>
/// <param name="Salvage">All units at the stated salvage share of cost.</param>
public readonly record struct StockWorth(MoneySum Recoverable, MoneySum Salvage);
