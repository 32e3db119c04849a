namespace Quartermaster.Operations.Gather;

/// <summary>Which days on which goods are due share a price of receiving: at most a few buckets, by the calendar.
/// </summary>
/// <remarks>Goods that are due on different days do not compete for the same hands. The first bucket begins with the
/// beginning of time, so that every day has one.</remarks>
internal sealed class InboundDays
{
    /// <summary>The most buckets: each is a resource of its own at every center, and the price loop pays for it.
    /// </summary>
    internal const int Most = 8;

    private readonly DateOnly[][] _buckets;

    private InboundDays(DateOnly[][] buckets) => _buckets = buckets;

    /// <summary>The first days of the buckets, ascending.</summary>
    internal IEnumerable<DateOnly> FirstDays =>
        _buckets.Length == 0 ? [DateOnly.MinValue]
            : _buckets.Select((bucket, i) => i == 0 ? DateOnly.MinValue : bucket[0]);

    /// <summary>Puts the days on which something is due into buckets.</summary>
    /// <param name="dueDays">In any order, as often as they come.</param>
    internal static InboundDays Of(IEnumerable<DateOnly> dueDays)
    {
        DateOnly[] days = [.. dueDays.Distinct().Order()];
        return new([.. days.Chunk(Math.Max(1, (days.Length + Most - 1) / Most))]);
    }

    /// <summary>The days on which something is due, of one bucket.</summary>
    /// <param name="firstDay">The bucket's first day.</param>
    internal DateOnly[] DaysFrom(DateOnly firstDay) =>
        firstDay == DateOnly.MinValue ? _buckets.FirstOrDefault() ?? []
            : _buckets.First(bucket => bucket[0] == firstDay);
}
