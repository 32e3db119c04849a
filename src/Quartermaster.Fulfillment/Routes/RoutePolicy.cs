using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>The settings of the route builder.</summary>
public sealed record RoutePolicy
{
    /// <summary>The share of parcels that arrive by the promise. In (0, <see cref="ConnectionQuantile"/> to the power
    /// of the connections); beyond that the last leg's level is 0.999.</summary>
    [Setting("share of parcels", Above = 0, Below = 1)]
    public double PromiseQuantile { get; init; } = 0.95;

    /// <summary>The share of parcels that make a planned connection. In (0, 1).</summary>
    [Setting("share of parcels", Above = 0, Below = 1)]
    public double ConnectionQuantile { get; init; } = 0.985;

    /// <summary>The most lanes on one way; 1 to 8.</summary>
    [Setting("lanes", AtLeast = 1, AtMost = 8)]
    public int MostLegs { get; init; } = 4;

    /// <summary>When deliveries begin, local minute of the region's day; 0 to 1,439.</summary>
    [Setting("minute of the day", AtLeast = 0, AtMost = 1_439, LessThan = nameof(DeliverUntilMinute))]
    public int DeliverFromMinute { get; init; } = 8 * 60;

    /// <summary>When deliveries end, local minute of the region's day; later than they begin, to 1,440.</summary>
    [Setting("minute of the day", AtLeast = 1, AtMost = 1_440, MoreThan = nameof(DeliverFromMinute))]
    public int DeliverUntilMinute { get; init; } = 21 * 60;

    /// <summary>A lane without departures leaves this often while its start works, minutes; 1 to 1,440.</summary>
    [Setting("minutes", AtLeast = 1, AtMost = 1_440)]
    public int OnDemandEveryMinutes { get; init; } = 30;

    /// <summary>How full departures usually are: the cost of a departure is shared by so many parcels. In (0, 1].
    /// </summary>
    [Setting("share", Above = 0, AtMost = 1)]
    public double UsualFill { get; init; } = 0.7;

    /// <summary>No way takes longer than this from its first departure, days; 1 to 30.</summary>
    [Setting("days", AtLeast = 1, AtMost = 30)]
    public int LongestDays { get; init; } = 14;
}
