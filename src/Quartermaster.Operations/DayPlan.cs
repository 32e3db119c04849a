using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations;

/// <summary>What is believed and wanted: forecast, levels, stock values. Holds until the next look.</summary>
public sealed record Outlook
{
    /// <summary>What customers are believed to want.</summary>
    public required Belief Belief { get; init; }

    /// <summary>Mean demand a day over the next four weeks, by product row.</summary>
    public required double[] MeanDailyUnits { get; init; }

    /// <summary>The day it was made on: the first of <see cref="DailyUnits"/>.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Units of all products that customers are expected to want, day by day over four weeks.</summary>
    public required double[] DailyUnits { get; init; }

    /// <summary>What customers take while goods rest.</summary>
    public required RestingDemand Resting { get; init; }

    /// <summary>By how much the loss per unit of demand not met was multiplied.</summary>
    public required double ShortageFactor { get; init; }

    /// <summary>The rows of the levels, by product row: the network's first, then those of centers.</summary>
    public required Groups LevelRows { get; init; }

    /// <summary>What room cost, per row of the levels.</summary>
    public required Table<RoomPrice> RoomPrices { get; init; }

    /// <summary>The levels.</summary>
    public required Plan<TargetRow, TargetReason> Targets { get; init; }

    /// <summary>Rules that the levels break; empty where nobody asked for an audit.</summary>
    public required IReadOnlyList<Breach> Breaches { get; init; }

    /// <summary>What the next units are worth; null if the company does not count future cost.</summary>
    public required StockValues? StockValues { get; init; }

    /// <summary>A day's expected demand as a multiple of <see cref="MeanDailyUnits"/>; that of the last day known for
    /// later ones.</summary>
    public double DayFactor(DateOnly day)
    {
        var usual = MeanDailyUnits.Sum();
        var at = Math.Clamp(day.DayNumber - FirstDay.DayNumber, 0, Math.Max(0, DailyUnits.Length - 1));
        var factor = usual > 0 && at < DailyUnits.Length ? DailyUnits[at] / usual : 1;
        return double.IsFinite(factor) && factor >= 0 ? factor : 1;
    }
}

/// <summary>What a day's planning decided.</summary>
public sealed record DayPlan
{
    /// <summary>The outlook it was made with.</summary>
    public required Outlook Outlook { get; init; }

    /// <summary>What buying looked at.</summary>
    public required BuyingInputs BuyingInputs { get; init; }

    /// <summary>What is ordered.</summary>
    public required Plan<PurchaseLine, BuyingReason> Purchases { get; init; }

    /// <summary>What placement looked at, at the settled prices.</summary>
    public required PlacementInputs PlacementInputs { get; init; }

    /// <summary>Where it goes.</summary>
    public required Plan<PlacementRow, PlacementReason> Placement { get; init; }

    /// <summary>What the centers hold and what of it is spoken for, by resource of the board; null without
    /// coordination.</summary>
    public required Table<ResourceLoad>? Loads { get; init; }

    /// <summary>The settled prices; where the limits cannot be kept, none above its <see cref="PriceCeiling"/>.
    /// </summary>
    public required PriceBoard Board { get; init; }

    /// <summary>How well the limits were kept; null without coordination.</summary>
    public required CoordinationReport? Coordination { get; init; }

    /// <summary>What picking and shipping is worth where hands are short; null where no center's are limited.</summary>
    public required OutboundPlan? Outbound { get; init; }

    /// <summary>What room on lanes is worth where departures are short; null where none is limited, or they are not
    /// looked at.</summary>
    public LaneSpacePlan? LaneSpace { get; init; }

    /// <summary>All prices of centers: those that goods were placed at, and those that orders are sourced at.</summary>
    public PriceBoard OrderBoard => Outbound is null ? Board : Board.With(Outbound.ToBoard());

    /// <summary>The purchase lines with their destinations: a grouping of the rows above.</summary>
    public required Table<ReleaseLine> Lines { get; init; }
}

/// <summary>One line to send: so many units of a product from a vendor to a center.</summary>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">The center.</param>
/// <param name="Units">Units; 1 or more.</param>
/// <param name="UnitCost">For one unit, price breaks included.</param>
/// <param name="DueDay">When it is expected.</param>
public readonly record struct ReleaseLine(
    ProductId Product, VendorId Vendor, FacilityId ShipTo, int Units, Money UnitCost, DateOnly DueDay);
