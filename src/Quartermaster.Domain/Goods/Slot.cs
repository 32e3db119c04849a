namespace Quartermaster.Domain.Goods;

/// <summary>A unit of capacity that orders consume: a place, what is limited there, and when.</summary>
/// <param name="Kind">What is limited.</param>
/// <param name="Place">The number of the facility, lane, region or product, as the kind says.</param>
/// <param name="Window">When: the day number of the ship day, or the departure's or window's first minute since 1970,
/// as the kind says.</param>
public readonly record struct Slot(SlotKind Kind, int Place, int Window)
{
    /// <summary>Units that a facility can pick and ship on a day.</summary>
    public static Slot Pick(FacilityId facility, DateOnly shipDay) =>
        new(SlotKind.PickUnits, facility.Value, shipDay.DayNumber);

    /// <summary>Parcels that a departure of a lane can take.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="departureMinute">When it leaves, minutes since 1970.</param>
    public static Slot Parcels(LaneId lane, int departureMinute) =>
        new(SlotKind.LaneParcels, lane.Value, departureMinute);

    /// <summary>Weight that a departure of a lane can take.</summary>
    /// <inheritdoc cref="Parcels"/>
    public static Slot Weight(LaneId lane, int departureMinute) =>
        new(SlotKind.LaneGrams, lane.Value, departureMinute);

    /// <summary>Volume that a departure of a lane can take.</summary>
    /// <inheritdoc cref="Parcels"/>
    public static Slot Volume(LaneId lane, int departureMinute) =>
        new(SlotKind.LaneCubicCentimeters, lane.Value, departureMinute);

    /// <summary>Deliveries that a region can receive on a day.</summary>
    /// <param name="region">The region.</param>
    /// <param name="firstMinute">When the local day begins, minutes since 1970.</param>
    public static Slot Delivery(RegionId region, int firstMinute) =>
        new(SlotKind.Delivery, region.Value, firstMinute);

    /// <summary>Deliveries that a region can receive in one window of a day: a kind of its own, for the first window of
    /// a day may begin with the day.</summary>
    /// <param name="region">The region.</param>
    /// <param name="firstMinute">When the window begins, minutes since 1970.</param>
    public static Slot DeliveryWindow(RegionId region, int firstMinute) =>
        new(SlotKind.DeliveryWindow, region.Value, firstMinute);

    /// <summary>Units of a product on their way to a facility that orders may claim before they are there.</summary>
    /// <param name="product">The product.</param>
    /// <param name="facility">Where they come to.</param>
    public static Slot Arrival(ProductId product, FacilityId facility) =>
        new(SlotKind.Arrival, product.Value, facility.Value);
}

/// <summary>What a slot limits.</summary>
public enum SlotKind : byte
{
    /// <summary>Units picked at a facility; the window is the day number of the ship day.</summary>
    PickUnits = 1,

    /// <summary>Parcels on a lane's departure; the window is its minute since 1970.</summary>
    LaneParcels = 2,

    /// <summary>Grams on a lane's departure; the window is its minute since 1970.</summary>
    LaneGrams = 3,

    /// <summary>Cubic centimeters on a lane's departure; the window is its minute since 1970.</summary>
    LaneCubicCentimeters = 4,

    /// <summary>Deliveries in a region on a local day; the window is its first minute since 1970.</summary>
    Delivery = 5,

    /// <summary>Deliveries in one of a region's windows; the window is its first minute since 1970.</summary>
    DeliveryWindow = 6,

    /// <summary>Units of a product that arrive at a facility; the place is the product, the window the facility.
    /// </summary>
    Arrival = 7,
}

/// <summary>Units of a slot that an order asks for.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Units">How many, in the unit of its kind; 1 or more.</param>
public readonly record struct SlotClaim(Slot Slot, int Units);

/// <summary>How full a slot is.</summary>
/// <param name="Limit">The most that may be claimed; 0 where the slot was never opened.</param>
/// <param name="Claimed">What orders hold or have used.</param>
public readonly record struct SlotUse(long Limit, long Claimed)
{
    /// <summary>What is left; 0 or more.</summary>
    public long Free => Math.Max(0, Limit - Claimed);
}
