namespace Quartermaster.Domain.Routes;

/// <summary>What the departures of lanes, and the delivery days and windows of regions, can take.</summary>
public sealed class RouteLimits
{
    private readonly LaneLimit[] _lanes;
    private readonly int?[] _deliveries;

    /// <summary>Makes them of arrays, which from now on belong to them.</summary>
    /// <param name="lanes">By lane number; default for no limit.</param>
    /// <param name="deliveries">By region number parcels per local day; null for no limit.</param>
    /// <param name="departures">The departures of limited lanes in the window.</param>
    public RouteLimits(LaneLimit[] lanes, int?[] deliveries, IReadOnlyList<(LaneId Lane, int Minute)> departures) =>
        (_lanes, _deliveries, Departures) = (lanes, deliveries, departures);

    /// <summary>No limit at all.</summary>
    public static RouteLimits None { get; } = new([], [], []);

    /// <summary>The departures of limited lanes in the window.</summary>
    public IReadOnlyList<(LaneId Lane, int Minute)> Departures { get; }

    /// <summary>Whether some windows of regions take only so many parcels; which, the calendar says.</summary>
    public bool HasWindows { get; init; }

    /// <summary>What one departure of a lane can take.</summary>
    public LaneLimit this[LaneId lane] => (uint)lane.Value < (uint)_lanes.Length ? _lanes[lane.Value] : default;

    /// <summary>Parcels that a region can receive on a local day; null for no limit.</summary>
    public int? DeliveriesOf(RegionId region) =>
        (uint)region.Value < (uint)_deliveries.Length ? _deliveries[region.Value] : null;
}
