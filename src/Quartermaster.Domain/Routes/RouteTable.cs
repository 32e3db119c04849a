namespace Quartermaster.Domain.Routes;

/// <summary>Every way worth taking from each fulfillment center to each region, for a window of departure
/// days.</summary>
/// <remarks>Immutable, in flat arrays. Options of a pair stand by cut-off, earliest first, without those that another
/// one beats in cut-off, delivery and cost. Of those, the ones that only another ship day beats stand behind as spares:
/// for where that day's picking slots are gone. Finding the next one is a binary search: O(log options).</remarks>
public sealed class RouteTable
{
    /// <summary>The most FCs of one table: promise and orders keep sets of them in 64 bits.</summary>
    public const int MostOrigins = 64;

    private readonly int[] _originOf;
    private readonly int[] _starts;
    private readonly int[] _spares;
    private readonly int[] _cutoffs;
    private readonly int[] _shipDays;
    private readonly RouteOption[] _options;
    private readonly RouteDeparture[] _departures;
    private readonly FacilityId[] _origins;
    private readonly float[] _kilometers;

    /// <summary>Makes a table from its parts, which from now on belong to it.</summary>
    public RouteTable(RouteTableParts parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Origins.Length, MostOrigins);
        (FirstDay, Days, Calendar) = (parts.FirstDay, parts.Days, parts.Calendar);
        (_origins, _starts, _options) = (parts.Origins, parts.Starts, parts.Options);
        _spares = parts.Spares ?? _starts[1..];
        (_departures, _kilometers) = (parts.Departures, parts.Kilometers);
        _cutoffs = Array.ConvertAll(_options, option => option.CutoffMinute);
        _shipDays = Array.ConvertAll(_options, option => LiveSlots.ShipDayOf(in parts.Departures[option.Departure]));
        _originOf = new int[_origins.Length == 0 ? 1 : _origins.Max(origin => origin.Value) + 1];
        Array.Fill(_originOf, -1);
        for (var origin = 0; origin < _origins.Length; origin++)
        {
            _originOf[_origins[origin].Value] = origin;
        }
    }

    /// <summary>The first day of departures in the window.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The number of departure days.</summary>
    public int Days { get; }

    /// <summary>The regions' local days and delivery days.</summary>
    public RegionCalendar Calendar { get; }

    /// <summary>The fulfillment centers, in the order of their identifiers.</summary>
    public ReadOnlySpan<FacilityId> Origins => _origins;

    /// <summary>Every departure from an FC in the window.</summary>
    public ReadOnlySpan<RouteDeparture> Departures => _departures;

    /// <summary>Every option of every pair.</summary>
    public ReadOnlySpan<RouteOption> Options => _options;

    /// <summary>The day number of the ship day of every option.</summary>
    public ReadOnlySpan<int> ShipDays => _shipDays;

    /// <summary>The highest region identifier.</summary>
    public int RegionCount => Calendar.RegionCount;

    /// <summary>Whether a region is known, so that the methods below may be asked about it.</summary>
    public bool Knows(RegionId region) => region.Value >= 1 && region.Value <= RegionCount;

    /// <summary>The index of an FC among <see cref="Origins"/>; −1 if it is none.</summary>
    public int OriginOf(FacilityId facility) =>
        (uint)facility.Value < (uint)_originOf.Length ? _originOf[facility.Value] : -1;

    /// <summary>Where a pair's options are in <see cref="Options"/>, by cut-off, spares left out.</summary>
    public (int Start, int End) RangeOf(int origin, RegionId region)
    {
        var pair = (origin * (RegionCount + 1)) + region.Value;
        return (_starts[pair], _spares[pair]);
    }

    /// <summary>Where a pair's spares are in <see cref="Options"/>, by cut-off.</summary>
    public (int Start, int End) SparesOf(int origin, RegionId region)
    {
        var pair = (origin * (RegionCount + 1)) + region.Value;
        return (_spares[pair], _starts[pair + 1]);
    }

    /// <summary>Whether an option is one of a pair's, spares included.</summary>
    public bool IsOf(int option, int origin, RegionId region) =>
        option >= RangeOf(origin, region).Start && option < SparesOf(origin, region).End;

    /// <summary>The options of a pair, by cut-off, spares left out.</summary>
    public ReadOnlySpan<RouteOption> Of(int origin, RegionId region)
    {
        var (start, end) = RangeOf(origin, region);
        return _options.AsSpan(start, end - start);
    }

    /// <summary>The first option of a pair that an order of a minute still reaches; the pair's end if there is none.
    /// </summary>
    /// <param name="start">The pair's start.</param>
    /// <param name="end">The pair's end.</param>
    /// <param name="minute">When the order is ready for the FC: its instant plus handling, minutes since 1970.</param>
    public int Next(int start, int end, int minute)
    {
        var cutoffs = _cutoffs;
        while (start < end)
        {
            var middle = (int)(((uint)start + (uint)end) >> 1);
            if (cutoffs[middle] < minute)
            {
                start = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return start;
    }

    /// <summary>Great-circle distance, km.</summary>
    public float Kilometers(int origin, RegionId region) => _kilometers[(origin * (RegionCount + 1)) + region.Value];
}

/// <summary>What a route table is made of: see the properties of the same names.</summary>
public sealed record RouteTableParts
{
    /// <summary>The first departure day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Departure days; 1 or more.</summary>
    public required int Days { get; init; }

    /// <summary>The FCs by identifier; at most <see cref="RouteTable.MostOrigins"/>.</summary>
    public required FacilityId[] Origins { get; init; }

    /// <summary>For origin × (highest region + 1) + region: where its options start; one more at the end.</summary>
    public required int[] Starts { get; init; }

    /// <summary>For each pair where its spares start; null where there are none.</summary>
    public int[]? Spares { get; init; }

    /// <summary>Pair after pair, by cut-off, then its spares, by cut-off.</summary>
    public required RouteOption[] Options { get; init; }

    /// <summary>What options leave on.</summary>
    public required RouteDeparture[] Departures { get; init; }

    /// <summary>For each pair as above, km.</summary>
    public required float[] Kilometers { get; init; }

    /// <summary>The regions' days.</summary>
    public required RegionCalendar Calendar { get; init; }
}
