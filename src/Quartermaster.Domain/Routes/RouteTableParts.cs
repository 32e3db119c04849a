namespace Quartermaster.Domain.Routes;

/// <summary>What a route table is made of: see the properties of the same names.</summary>
public sealed record RouteTableParts
{
    /// <summary>The first departure day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Departure days; 1 or more.</summary>
    public required int Days { get; init; }

    /// <summary>The FCs by identifier; at most <see cref="RouteTable.MostOrigins"/>.</summary>
    public required FacilityId[] Origins { get; init; }

    /// <summary>For origin × (highest region + 1) + region: its ways.</summary>
    public required PairRoutes[] Pairs { get; init; }

    /// <summary>For each pair as above, km.</summary>
    public required float[] Kilometers { get; init; }

    /// <summary>The regions' days.</summary>
    public required RegionCalendar Calendar { get; init; }

    /// <summary>The calendar without the days and windows that are full; null where none is.</summary>
    public RegionCalendar? Deliveries { get; init; }

    /// <summary>What departures and delivery days can take.</summary>
    public RouteLimits Limits { get; init; } = RouteLimits.None;

    /// <summary>When goods under way on lanes stand still.</summary>
    public LanePauses Pauses { get; init; } = LanePauses.None;

    /// <summary>The table with full departures and days, too; null where none was left out.</summary>
    public RouteTable? Whole { get; init; }

    /// <summary>Cuts one list of options into pairs without spares.</summary>
    /// <param name="options">Pair after pair, by cut-off.</param>
    /// <param name="starts">For each pair where its options start; one more at the end.</param>
    /// <param name="departures">What all options leave on.</param>
    public static PairRoutes[] Cut(
        ReadOnlySpan<RouteOption> options, ReadOnlySpan<int> starts, RouteDeparture[] departures)
    {
        var pairs = new PairRoutes[starts.Length - 1];
        for (var i = 0; i < pairs.Length; i++)
        {
            var of = options[starts[i]..starts[i + 1]].ToArray();
            pairs[i] = new(of, of.Length, departures);
        }

        return pairs;
    }
}
