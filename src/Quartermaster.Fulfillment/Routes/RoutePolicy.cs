namespace Quartermaster.Fulfillment.Routes;

/// <summary>The settings of the route builder.</summary>
public sealed record RoutePolicy
{
    /// <summary>The share of parcels that arrive by the promise. In (0, <see cref="ConnectionQuantile"/> to the power
    /// of the connections); beyond that the last leg's level is 0.999.</summary>
    public double PromiseQuantile { get; init; } = 0.95;

    /// <summary>The share of parcels that make a planned connection. In (0, 1).</summary>
    public double ConnectionQuantile { get; init; } = 0.985;

    /// <summary>The most lanes on one way; 1 to 8.</summary>
    public int MostLegs { get; init; } = 4;

    /// <summary>When deliveries begin, local minute of the region's day.</summary>
    public int DeliverFromMinute { get; init; } = 8 * 60;

    /// <summary>When deliveries end, local minute of the region's day.</summary>
    public int DeliverUntilMinute { get; init; } = 21 * 60;

    /// <summary>A lane without departures leaves this often while its start works, minutes; 1 or more.</summary>
    public int OnDemandEveryMinutes { get; init; } = 30;

    /// <summary>How full departures usually are: the cost of a departure is shared by so many parcels. In (0, 1].
    /// </summary>
    public double UsualFill { get; init; } = 0.7;

    /// <summary>No way takes longer than this from its first departure, days.</summary>
    public int LongestDays { get; init; } = 14;

    /// <summary>Whether an option may be dropped for a better one that leaves on another departure. Set to false where
    /// slots run out and the worse option is then worth having.</summary>
    public bool PrunesAcrossDepartures { get; init; } = true;
}
