using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>What changes every day, as planning sees it: goods, open orders, people's decisions, yesterday's
/// plan.</summary>
public sealed record PlanningState
{
    /// <summary>The day that is planned.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Units free to promise: product row × center.</summary>
    public required int[] Available { get; init; }

    /// <summary>Units on their way: product row × center.</summary>
    public required int[] OnOrder { get; init; }

    /// <summary>What is on its way, and when it is due.</summary>
    public required Table<OpenLine> OpenLines { get; init; }

    /// <summary>Units that placed orders will take of what centers can ship, by center and ship day.</summary>
    public Table<ClaimedHands> ClaimedHands { get; init; } = new([]);

    /// <summary>The ways from centers to regions on the days to come; null where room on lanes is not looked at.
    /// </summary>
    public WaysAhead? Ways { get; init; }

    /// <summary>What placed orders will take of limited lanes, by lane and day.</summary>
    public Table<ClaimedRoom> ClaimedRoom { get; init; } = new([]);

    /// <summary>What people decided.</summary>
    public Table<Override> Overrides { get; init; } = new([]);

    /// <summary>Yesterday's split of each product's inbound: product row × center; all 0 where there was
    /// none.</summary>
    public float[]? LastShares { get; init; }

    /// <summary>Yesterday's prices; null for none.</summary>
    public PriceBoard? LastBoard { get; init; }

    /// <summary>The most that may be spent today, currency; infinite for no budget.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>The seed of every keyed draw.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>Units of a product that are on their way to a center.</summary>
/// <param name="Row">The product's row.</param>
/// <param name="Center">The center's column.</param>
/// <param name="Units">How many are still to come.</param>
/// <param name="DueDay">When they are expected.</param>
/// <param name="Vendor">Who sends them; none where only the units are known.</param>
/// <param name="OrderedDay">When they were ordered; the default where only the units are known.</param>
public readonly record struct OpenLine(
    int Row, int Center, int Units, DateOnly DueDay, VendorId Vendor = default, DateOnly OrderedDay = default);

/// <summary>Units that placed orders will take of what a center can ship on a day.</summary>
/// <param name="Facility">The center.</param>
/// <param name="ShipDay">The UTC day.</param>
/// <param name="Units">Units; 1 or more.</param>
public readonly record struct ClaimedHands(FacilityId Facility, DateOnly ShipDay, long Units);

/// <summary>What placed orders will take of the departures of a lane on a day.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The UTC day on which they leave.</param>
/// <param name="Parcels">Parcels.</param>
/// <param name="Grams">Weight, g.</param>
/// <param name="CubicCentimeters">Volume, cm³.</param>
public readonly record struct ClaimedRoom(
    LaneId Lane, DateOnly Day, long Parcels, long Grams, long CubicCentimeters);
