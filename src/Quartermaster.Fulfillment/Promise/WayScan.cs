using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a cart asks of every FC's ways alike.</summary>
internal readonly ref struct WayScan
{
    /// <summary>The ways.</summary>
    internal required RouteTable Routes { get; init; }

    /// <summary>Free slots; null for no limit.</summary>
    internal required LiveSlots? Slots { get; init; }

    /// <summary>Free room on departures and delivery days; null for no limit.</summary>
    internal required LiveRooms? Rooms { get; init; }

    /// <summary>Where to.</summary>
    internal required RegionId Region { get; init; }

    /// <summary>The request's minute plus handling.</summary>
    internal required int ReadyMinute { get; init; }

    /// <summary>By when each speed delivers.</summary>
    internal required Deadlines Deadlines { get; init; }

    /// <summary>What a parcel must be able to be for the largest unit of the cart.</summary>
    internal required UnitSize Largest { get; init; }

    /// <summary>Units of the cart.</summary>
    internal required long Units { get; init; }

    /// <summary>Weight of the cart, g.</summary>
    internal required double Grams { get; init; }

    /// <summary>Volume of the cart, cm³.</summary>
    internal required double CubicCentimeters { get; init; }
}
