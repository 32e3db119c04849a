namespace Quartermaster.Domain.Routes;

/// <summary>The legs between facilities that the ways of one FC take, by departure day. Immutable, shared by pairs.
/// </summary>
public sealed class RouteLegs
{
    private readonly RouteLeg[][] _days;
    private readonly int[] _firsts;

    /// <summary>Makes them of arrays, which from now on belong to them.</summary>
    /// <param name="days">The legs found for each day.</param>
    public RouteLegs(RouteLeg[][] days)
    {
        ArgumentNullException.ThrowIfNull(days);
        (_days, _firsts) = (days, new int[days.Length + 1]);
        for (var day = 0; day < days.Length; day++)
        {
            _firsts[day + 1] = _firsts[day] + days[day].Length;
        }
    }

    /// <summary>No legs.</summary>
    public static RouteLegs None { get; } = new([]);

    /// <summary>The number of the first leg of a day.</summary>
    public int FirstOf(int day) => _firsts[day];

    /// <summary>Walks a way back to its FC.</summary>
    /// <param name="leg">The number of the last leg between facilities; −1 where there is none.</param>
    /// <param name="legs">Overwritten from the start, last leg first.</param>
    /// <returns>How many there are.</returns>
    public int Walk(int leg, Span<RouteLeg> legs)
    {
        if (leg < 0)
        {
            return 0;
        }

        var day = Array.BinarySearch(_firsts, leg);
        day = day < 0 ? ~day - 1 : day;
        while (_days[day].Length == 0)
        {
            day++;
        }

        var (count, at) = (0, leg - _firsts[day]);
        for (; at >= 0; at = legs[count - 1].Before)
        {
            legs[count++] = _days[day][at];
        }

        return count;
    }
}
