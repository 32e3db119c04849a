namespace Quartermaster.Domain.Routes;

/// <summary>The cheapest ways to each region for the deadlines last asked for: most orders of a region and an hour are
/// promised for one of a few instants.</summary>
/// <remarks>A memory of answers: whether an answer was remembered or found again, it is the same. A region's answers
/// are one immutable array, replaced as a whole, so readers need no lock, and an answer that two threads find at once
/// is at worst found twice.</remarks>
internal sealed class CheapWayBook(RouteTable table)
{
    private const int MostDeadlines = 16;
    private const int MostRates = 16;

    private readonly CheapWays?[]?[] _byRegion = new CheapWays?[table.RegionCount + 1][];

    /// <summary>The cheapest ways; null where every way must be looked at.</summary>
    internal CheapWays? Of(RegionId region, int minute, int deadline)
    {
        var known = Volatile.Read(ref _byRegion[region.Value]) ?? [];
        foreach (var ways in known)
        {
            if (ways is not null && ways.Deadline == deadline && ways.From <= minute && minute <= ways.Until)
            {
                return ways;
            }
        }

        if (Find(region, minute, deadline) is not { } found)
        {
            return null;
        }

        // The newest first; the oldest is forgotten.
        CheapWays?[] next = [found, .. known.AsSpan(0, Math.Min(known.Length, MostDeadlines - 1))];
        Volatile.Write(ref _byRegion[region.Value], next);
        return found;
    }

    private CheapWays? Find(RegionId region, int minute, int deadline)
    {
        var ways = new List<CheapWay>();
        Span<int> found = stackalloc int[MostRates];
        for (var origin = 0; origin < table.Origins.Length; origin++)
        {
            var pair = table.PairOf(origin, region);
            var count = pair.Rates.Find(minute, deadline, found);
            if (count < 0)
            {
                return null;
            }

            var start = table.RangeOf(origin, region).Start;
            foreach (var option in found[..count])
            {
                ref readonly var way = ref pair.Options[option];
                ways.Add(new(origin, start + option, way.CutoffMinute, pair.ShipDays[option], way.ParcelMicros,
                    way.MicrosPerGram, way.MicrosPerCubicCentimeter));
            }
        }

        ways.Sort((one, other) => one.ParcelMicros != other.ParcelMicros
            ? one.ParcelMicros.CompareTo(other.ParcelMicros) : one.Option.CompareTo(other.Option));
        return new([.. ways], deadline, minute);
    }
}
