namespace Quartermaster.Domain.Routes;

/// <summary>When each region's local days begin, and on which of them customers receive goods.</summary>
/// <param name="regionCount">The highest region identifier.</param>
/// <param name="days">Days held for each region.</param>
/// <param name="dayStarts">For region × (days + 1) + day, region 0 included: the minute since 1970 at which the local
/// day begins; 0 throughout for an identifier without a region.</param>
/// <param name="opens">For region × days + day: the minute at which deliveries begin; 0 for no deliveries.</param>
/// <param name="closes">In the same order: the minute by which they end; 0 for no deliveries.</param>
public sealed class RegionCalendar(int regionCount, int days, int[] dayStarts, int[] opens, int[] closes)
{
    /// <summary>A region that receives nothing for so many days is not served.</summary>
    public const int LongestPauseDays = 14;

    private readonly int[] _lastCloses = LastCloses(days, closes);

    /// <summary>The highest region identifier.</summary>
    public int RegionCount => regionCount;

    /// <summary>Days held for each region.</summary>
    public int Days => days;

    /// <summary>The local day that a minute lies in, from 0; −1 if it is outside the calendar.</summary>
    public int DayOf(RegionId region, int minute)
    {
        var starts = dayStarts.AsSpan(region.Value * (days + 1), days + 1);
        if (minute < starts[0] || minute >= starts[days])
        {
            return -1;
        }

        // Days have 23 to 25 hours, so the guess is off by one at most.
        var day = Math.Min(days - 1, (minute - starts[0]) / 1_440);
        return minute < starts[day] ? day - 1 : minute >= starts[day + 1] ? day + 1 : day;
    }

    /// <summary>The minute at which a local day begins.</summary>
    public int StartOf(RegionId region, int day) => dayStarts[(region.Value * (days + 1)) + day];

    /// <summary>The end of deliveries on the last delivery day that is not after a local day; 0 if there is
    /// none.</summary>
    /// <param name="region">A known region.</param>
    /// <param name="day">From 0; a day beyond the calendar counts as its last one.</param>
    public int LastDeliveryBy(RegionId region, int day) => _lastCloses[(region.Value * days) + Math.Min(day, days - 1)];

    /// <summary>When goods that arrive in a minute are delivered; <see cref="int.MaxValue"/> beyond the calendar, or
    /// if there is no delivery day for <see cref="LongestPauseDays"/> days.</summary>
    public int DeliveryOf(RegionId region, int arrivalMinute)
    {
        var first = DayOf(region, arrivalMinute);
        for (var day = first; day >= 0 && day < Math.Min(days, first + LongestPauseDays); day++)
        {
            var index = (region.Value * days) + day;
            if (closes[index] >= arrivalMinute && closes[index] != 0)
            {
                return Math.Max(opens[index], arrivalMinute);
            }
        }

        return int.MaxValue;
    }

    /// <summary>The same without deliveries on some days; this one where there are none. O(regions × days).</summary>
    /// <param name="full">The days, by the minute at which they begin; others are ignored.</param>
    public RegionCalendar Without(IReadOnlyCollection<(RegionId Region, int StartMinute)> full)
    {
        ArgumentNullException.ThrowIfNull(full);
        if (full.Count == 0)
        {
            return this;
        }

        var (open, close) = ((int[])opens.Clone(), (int[])closes.Clone());
        foreach (var (region, minute) in full)
        {
            if (region.Value >= 1 && region.Value <= regionCount && DayOf(region, minute) is >= 0 and var day)
            {
                (open[(region.Value * days) + day], close[(region.Value * days) + day]) = (0, 0);
            }
        }

        return new(regionCount, days, dayStarts, open, close);
    }

    private static int[] LastCloses(int days, int[] closes)
    {
        var last = (int[])closes.Clone();
        for (var i = 1; i < last.Length; i++)
        {
            last[i] = last[i] == 0 && i % days != 0 ? last[i - 1] : last[i];
        }

        return last;
    }
}
