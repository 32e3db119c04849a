using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Units of one order line that one FC ships. The rows of an order with one FC go one way, in
/// one parcel or as many as its limits ask for.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The FC; none if the row ships nothing.</param>
/// <param name="Units">Units; 0 for a row without use.</param>
/// <param name="Option">The way, an index into the route table's options; −1 if the row ships nothing.</param>
/// <param name="Delivery">When the way delivers, at the promise quantile.</param>
/// <param name="CostMicros">What the decision weighed: the sum of the reasons.</param>
/// <param name="PaidMicros">The part of it that is paid: freight and handling.</param>
public readonly record struct ShipmentRow(
    ProductId Product, FacilityId Facility, int Units, int Option, Instant Delivery, long CostMicros, long PaidMicros)
{
    /// <summary>On the first row of an FC of the order, how many parcels it sends; 0 on the others.</summary>
    /// <remarks>What is in which of them: <see cref="Packing.Packages"/>.</remarks>
    public int Parcels { get; init; }

    /// <summary>Of the units, those that are still on their way to the FC: it sends all of the order when they have
    /// come.</summary>
    public int Arriving { get; init; }
}

/// <summary>What a shipment row costs. Amounts are micros; what belongs to a parcel stands on its first row.</summary>
public enum OrderReason : byte
{
    /// <summary>Freight.</summary>
    Freight = 1,

    /// <summary>Picking and packing.</summary>
    Handling = 2,

    /// <summary>The customer's trouble with a further parcel.</summary>
    Split = 3,

    /// <summary>What the units would have been worth here for later orders.</summary>
    StockValue = 4,

    /// <summary>What the slot that picks the units costs, where outbound capacity is short.</summary>
    SlotPrice = 5,

    /// <summary>Nothing is shipped: too few units where they would arrive by the deadline.</summary>
    NotAvailable = 6,

    /// <summary>Nothing is shipped: the line would need more FCs than a line may have, or another way of one than
    /// the other lines.</summary>
    TooManyParcels = 7,

    /// <summary>The search was cut short; a cheaper set of FCs may exist.</summary>
    WorkLimit = 8,

    /// <summary>The order cannot be decided on. See the findings of the inputs.</summary>
    BadInput = 9,

    /// <summary>Nothing is shipped yet: the order is to be shipped whole, and other lines cannot be.</summary>
    WaitsForAll = 10,

    /// <summary>Nothing is shipped: the order was to be shipped whole or not at all, and other lines cannot be.
    /// </summary>
    Killed = 11,

    /// <summary>What the space on the way's lanes is worth to others.</summary>
    LaneSpace = 12,

    /// <summary>Nothing is shipped: a unit is heavier, larger or longer than what any way in time takes from where
    /// there are enough of them.</summary>
    TooLarge = 13,

    /// <summary>Some of the units are still on their way to the FC. A remark.</summary>
    Arriving = 14,
}
