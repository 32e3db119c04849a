namespace Quartermaster.Domain.Tables;

/// <summary>Where a product may rest. Named in files.</summary>
public enum StorageClass : byte
{
    /// <summary>Small goods in bins.</summary>
    Bin = 1,

    /// <summary>Bulky goods on pallets.</summary>
    Pallet = 2,

    /// <summary>Kept between 2 and 8 °C.</summary>
    Chilled = 3,

    /// <summary>Kept below −18 °C.</summary>
    Frozen = 4,

    /// <summary>Dangerous goods.</summary>
    Hazmat = 5,
}

/// <summary>Whether a product is bought and sold.</summary>
public enum ProductStatus : byte
{
    /// <summary>Bought and sold.</summary>
    Active = 1,

    /// <summary>Sold, no longer bought.</summary>
    PhaseOut = 2,

    /// <summary>Neither.</summary>
    Ended = 3,
}

/// <summary>What kind of price it is.</summary>
public enum PriceKind : byte
{
    /// <summary>The usual price.</summary>
    List = 1,

    /// <summary>Lower for a planned time.</summary>
    Promotion = 2,

    /// <summary>Lower until sold out.</summary>
    Markdown = 3,
}

/// <summary>What one product is to another.</summary>
public enum LinkKind : byte
{
    /// <summary>Bought instead.</summary>
    Substitute = 1,

    /// <summary>What it replaced.</summary>
    Predecessor = 2,

    /// <summary>The same in another size or color.</summary>
    Variant = 3,

    /// <summary>A part of a bundle.</summary>
    Component = 4,
}

/// <summary>What happens at a facility.</summary>
public enum FacilityKind : byte
{
    /// <summary>A vendor's dock.</summary>
    Vendor = 1,

    /// <summary>Goods pass from truck to truck.</summary>
    Crossdock = 2,

    /// <summary>Goods rest and orders are packed (FC).</summary>
    Fulfillment = 3,

    /// <summary>Parcels are sorted by destination.</summary>
    Sort = 4,

    /// <summary>Parcels leave for the last mile.</summary>
    Station = 5,

    /// <summary>Parcels fly.</summary>
    Airhub = 6,

    /// <summary>Customers buy and collect.</summary>
    Store = 7,
}

/// <summary>By what means a lane moves goods.</summary>
public enum LaneMode : byte
{
    /// <summary>Road, full or shared truck.</summary>
    Truck = 1,

    /// <summary>Rail.</summary>
    Rail = 2,

    /// <summary>Air.</summary>
    Air = 3,

    /// <summary>Sea.</summary>
    Ocean = 4,

    /// <summary>A carrier's parcel network, door to door.</summary>
    Courier = 5,

    /// <summary>The last leg to the customer.</summary>
    LastMile = 6,
}

/// <summary>What the customer is offered, fastest first.</summary>
public enum Speed : byte
{
    /// <summary>Within two hours.</summary>
    TwoHour = 1,

    /// <summary>By the end of the day of the order.</summary>
    SameDay = 2,

    /// <summary>By the end of the next day.</summary>
    OneDay = 3,

    /// <summary>By the end of the second day.</summary>
    TwoDay = 4,

    /// <summary>Whenever the cheapest way arrives.</summary>
    Standard = 5,
}

/// <summary>What is limited at a facility.</summary>
public enum Resource : byte
{
    /// <summary>Room for goods at rest, m³ by storage class.</summary>
    Storage = 1,

    /// <summary>Units received a day.</summary>
    Inbound = 2,

    /// <summary>Units shipped a day.</summary>
    Outbound = 3,

    /// <summary>Money to spend, currency.</summary>
    Budget = 4,
}

/// <summary>What state returned or received goods are in.</summary>
public enum Condition : byte
{
    /// <summary>Can be sold.</summary>
    Sellable = 1,

    /// <summary>Cannot.</summary>
    Damaged = 2,
}

/// <summary>What is planned to happen.</summary>
public enum EventKind : byte
{
    /// <summary>A public holiday or season.</summary>
    Holiday = 1,

    /// <summary>A promotion.</summary>
    Promotion = 2,

    /// <summary>A launch.</summary>
    Launch = 3,

    /// <summary>A change of price.</summary>
    PriceChange = 4,
}

/// <summary>How far a purchase order is.</summary>
public enum PurchaseOrderState : byte
{
    /// <summary>Decided by an engine.</summary>
    Proposed = 1,

    /// <summary>Accepted by a person or a rule.</summary>
    Approved = 2,

    /// <summary>Posted and sent.</summary>
    Released = 3,

    /// <summary>The vendor has it.</summary>
    Acknowledged = 4,

    /// <summary>Under way.</summary>
    Shipped = 5,

    /// <summary>All arrived.</summary>
    Received = 6,

    /// <summary>No more will arrive.</summary>
    Closed = 7,
}

/// <summary>Questions about the state of purchase orders.</summary>
public static class PurchaseOrderStates
{
    /// <summary>Whether the vendor has been told and goods are still to come.</summary>
    public static bool IsOpen(this PurchaseOrderState state) => state
        is PurchaseOrderState.Released or PurchaseOrderState.Acknowledged or PurchaseOrderState.Shipped;

    /// <summary>Whether nothing more is to come.</summary>
    public static bool HasEnded(this PurchaseOrderState state) => state
        is PurchaseOrderState.Received or PurchaseOrderState.Closed;
}

/// <summary>In which state stock is, as files name it.</summary>
public enum StockState : byte
{
    /// <summary>On hand and sellable.</summary>
    OnHand = 1,

    /// <summary>Ordered from a vendor, not yet received.</summary>
    OnOrder = 2,

    /// <summary>On hand, not sellable.</summary>
    Unfulfillable = 3,
}

/// <summary>Which decision a person replaces.</summary>
public enum OverrideTarget : byte
{
    /// <summary>The level that Targets sets.</summary>
    Target = 1,

    /// <summary>The units that Buying orders.</summary>
    Buy = 2,

    /// <summary>The units that Placement sends to a facility.</summary>
    Place = 3,
}
