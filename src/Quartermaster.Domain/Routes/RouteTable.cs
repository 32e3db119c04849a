namespace Quartermaster.Domain.Routes;

/// <summary>Every way worth taking from each fulfillment center to each region, for a window of departure
/// days.</summary>
/// <remarks>Immutable. Options of a pair stand by cut-off, earliest first, without those that another one beats in
/// cut-off, delivery and cost. Of those, the ones that only another ship day beats stand behind as spares: for where
/// that day's picking slots are gone. Finding the next one is a binary search: O(log options). Every option has a
/// number; those of a pair are consecutive, and between pairs some numbers are free. Reading an option by its number
/// looks one page up. A table of which some pairs changed shares the others.</remarks>
public sealed class RouteTable
{
    /// <summary>The most FCs of one table: promise and orders keep sets of them in 64 bits.</summary>
    public const int MostOrigins = 64;

    private const int PageShift = 6;
    private const int PageMask = (1 << PageShift) - 1;

    private readonly int[] _originOf;
    private readonly (int Start, int Spares, int End)[] _ranges;
    private readonly PairRoutes[] _pairs;
    private readonly Page[] _pages;
    private readonly FacilityId[] _origins;
    private readonly float[] _kilometers;
    private readonly CheapWayBook _cheapest;

    /// <summary>Makes a table from its parts, which from now on belong to it.</summary>
    public RouteTable(RouteTableParts parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Origins.Length, MostOrigins);
        (FirstDay, Days, Calendar) = (parts.FirstDay, parts.Days, parts.Calendar);
        Deliveries = parts.Deliveries ?? parts.Calendar;
        (Limits, Pauses, Whole) = (parts.Limits, parts.Pauses, parts.Whole ?? this);
        (_origins, _pairs, _kilometers) = (parts.Origins, parts.Pairs, parts.Kilometers);
        (_ranges, _pages) = Number(_pairs);
        _cheapest = new(this);
        Count = _pairs.Sum(pair => (long)pair.Options.Length);
        HasTerms = Array.Exists(_pairs, pair => pair.Terms.Length > 0);
        (TightestLimits, HasSpacePrices) = Tightest(_pairs);
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

    /// <summary>By which the ways deliver: the calendar without the days and windows that are full.</summary>
    public RegionCalendar Deliveries { get; }

    /// <summary>What departures, delivery days and windows can take.</summary>
    public RouteLimits Limits { get; }

    /// <summary>When goods under way on lanes stand still.</summary>
    public LanePauses Pauses { get; }

    /// <summary>The table with the departures and delivery days that were left out because they are full; itself where
    /// none was. For whoever looks at what has been placed, or asks what is missing. Its options have other
    /// numbers.</summary>
    public RouteTable Whole { get; }

    /// <summary>The fulfillment centers, in the order of their identifiers.</summary>
    public ReadOnlySpan<FacilityId> Origins => _origins;

    /// <summary>How many options there are, spares included.</summary>
    public long Count { get; }

    /// <summary>Whether some way limits parcels or has a price of space.</summary>
    public bool HasTerms { get; }

    /// <summary>Whether space has a price on some way.</summary>
    public bool HasSpacePrices { get; }

    /// <summary>What keeps to these, every way takes.</summary>
    public ParcelLimits TightestLimits { get; }

    /// <summary>Every option of every pair, by its number.</summary>
    public OptionList Options => new(_pages);

    /// <summary>The highest region identifier.</summary>
    public int RegionCount => Calendar.RegionCount;

    /// <summary>Whether a region is known, so that the methods below may be asked about it.</summary>
    public bool Knows(RegionId region) => region.Value >= 1 && region.Value <= RegionCount;

    /// <summary>The index of an FC among <see cref="Origins"/>; −1 if it is none.</summary>
    public int OriginOf(FacilityId facility) =>
        (uint)facility.Value < (uint)_originOf.Length ? _originOf[facility.Value] : -1;

    /// <summary>The ways of a pair.</summary>
    public PairRoutes PairOf(int origin, RegionId region) => _pairs[(origin * (RegionCount + 1)) + region.Value];

    /// <summary>The numbers of a pair's options, by cut-off, spares left out.</summary>
    public (int Start, int End) RangeOf(int origin, RegionId region)
    {
        ref readonly var range = ref _ranges[(origin * (RegionCount + 1)) + region.Value];
        return (range.Start, range.Spares);
    }

    /// <summary>The numbers of a pair's spares, by cut-off.</summary>
    public (int Start, int End) SparesOf(int origin, RegionId region)
    {
        ref readonly var range = ref _ranges[(origin * (RegionCount + 1)) + region.Value];
        return (range.Spares, range.End);
    }

    /// <summary>Whether an option is one of a pair's, spares included.</summary>
    public bool IsOf(int option, int origin, RegionId region) =>
        option >= RangeOf(origin, region).Start && option < SparesOf(origin, region).End;

    /// <summary>The options of a pair, by cut-off, spares left out.</summary>
    public ReadOnlySpan<RouteOption> Of(int origin, RegionId region)
    {
        var pair = PairOf(origin, region);
        return pair.Options[..pair.Kept];
    }

    /// <summary>Consecutive options of one pair.</summary>
    /// <param name="start">The first one's number.</param>
    /// <param name="end">The number after the last one's.</param>
    public ReadOnlySpan<RouteOption> Between(int start, int end)
    {
        if (start >= end)
        {
            return default;
        }

        ref readonly var page = ref _pages[start >> PageShift];
        return page.Pair.Options.Slice(page.Start + (start & PageMask), end - start);
    }

    /// <summary>The day numbers of the ship days of consecutive options of one pair.</summary>
    /// <inheritdoc cref="Between"/>
    public ReadOnlySpan<int> ShipDaysBetween(int start, int end)
    {
        if (start >= end)
        {
            return default;
        }

        ref readonly var page = ref _pages[start >> PageShift];
        return page.Pair.ShipDays.Slice(page.Start + (start & PageMask), end - start);
    }

    /// <summary>The day number of the ship day of an option.</summary>
    public int ShipDayOf(int option)
    {
        ref readonly var page = ref _pages[option >> PageShift];
        return page.Pair.ShipDays[page.Start + (option & PageMask)];
    }

    /// <summary>What the options of an option's pair take between facilities.</summary>
    public RouteLegs LegsOf(int option) => _pages[option >> PageShift].Pair.Legs;

    /// <summary>What an option asks of parcels.</summary>
    public WayTerms TermsOf(int option)
    {
        ref readonly var page = ref _pages[option >> PageShift];
        return page.Pair.Terms.IsEmpty ? WayTerms.Plain : page.Pair.Terms[page.Start + (option & PageMask)];
    }

    /// <summary>The share of an option's parcels that are there by a minute: connections made, and the last lane in
    /// time, whose goods stand still on some days; 0 to 1.</summary>
    /// <param name="option">Its number.</param>
    /// <param name="minute">Minutes since 1970, within delivery hours.</param>
    public double ShareBy(int option, int minute)
    {
        ref readonly var way = ref Options[option];
        return way.ShareBy(minute, ReferenceEquals(Pauses, LanePauses.None) ? 0
            : Pauses.Between(way.LastLane, way.ArrivalMinute, minute));
    }

    /// <summary>What an option leaves on.</summary>
    public RouteDeparture DepartureOf(int option)
    {
        var pair = _pages[option >> PageShift].Pair;
        return pair.Departures[Options[option].Departure];
    }

    /// <summary>The first option of a pair that an order of a minute still reaches; the pair's end if there is none.
    /// </summary>
    /// <param name="start">The pair's start.</param>
    /// <param name="end">The pair's end.</param>
    /// <param name="minute">When the order is ready for the FC: its instant plus handling, minutes since 1970.</param>
    public int Next(int start, int end, int minute)
    {
        if (start >= end)
        {
            return start;
        }

        ref readonly var page = ref _pages[start >> PageShift];
        var cutoffs = page.Pair.Cutoffs;
        var shift = start - (page.Start + (start & PageMask));
        (start, end) = (start - shift, end - shift);
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

        return start + shift;
    }

    /// <summary>The cheapest ways of all FCs to a region: of every rate that no other one of the FC in time beats for
    /// all goods, the earliest. Spares are left out.</summary>
    /// <param name="region">Where to; one that the table knows.</param>
    /// <param name="minute">When the order is ready for the FCs, minutes since 1970.</param>
    /// <param name="deadline">The last minute of delivery.</param>
    /// <returns>Null where every way must be looked at: where an FC has very many rates, or a dearer way of one rate
    /// delivers before an earlier one.</returns>
    public CheapWays? CheapestTo(RegionId region, int minute, int deadline) =>
        _cheapest.Of(region, minute, deadline);

    /// <summary>Great-circle distance, km.</summary>
    public float Kilometers(int origin, RegionId region) => _kilometers[(origin * (RegionCount + 1)) + region.Value];

    private static (ParcelLimits Tightest, bool HasSpacePrices) Tightest(PairRoutes[] pairs)
    {
        var (tightest, hasPrices) = (ParcelLimits.None, false);
        foreach (var pair in pairs)
        {
            foreach (ref readonly var terms in pair.Terms)
            {
                tightest = tightest.And(terms.Limits);
                hasPrices |= terms.HasSpacePrice;
            }
        }

        return (tightest, hasPrices);
    }

    // Every pair begins on a page of its own.
    private static ((int Start, int Spares, int End)[] Ranges, Page[] Pages) Number(PairRoutes[] pairs)
    {
        var ranges = new (int Start, int Spares, int End)[pairs.Length];
        var pages = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            var (start, count) = (checked(pages * (PageMask + 1)), pairs[i].Options.Length);
            ranges[i] = (start, start + pairs[i].Kept, checked(start + count));
            pages += (count + PageMask) >> PageShift;
        }

        var table = new Page[pages];
        for (var i = 0; i < pairs.Length; i++)
        {
            for (var start = 0; start < pairs[i].Options.Length; start += PageMask + 1)
            {
                table[(ranges[i].Start + start) >> PageShift] = new(pairs[i], start);
            }
        }

        return (ranges, table);
    }

    internal readonly record struct Page(PairRoutes Pair, int Start);

    /// <summary>The options of a table by their numbers.</summary>
    public readonly ref struct OptionList
    {
        private readonly ReadOnlySpan<Page> _pages;

        internal OptionList(ReadOnlySpan<Page> pages) => _pages = pages;

        /// <summary>The option with a number.</summary>
        public ref readonly RouteOption this[int option]
        {
            get
            {
                ref readonly var page = ref _pages[option >> PageShift];
                return ref page.Pair.Options[page.Start + (option & PageMask)];
            }
        }

        /// <summary>Whether a number is one of an option.</summary>
        public bool Has(int option) => option >= 0 && option >> PageShift < _pages.Length
            && _pages[option >> PageShift] is var page
            && page.Start + (option & PageMask) < page.Pair.Options.Length;
    }
}
