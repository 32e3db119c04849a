namespace Quartermaster.Domain.Routes;

/// <summary>When each region's local days begin, and on which of them customers receive goods.</summary>
/// <param name="regionCount">The highest region identifier.</param>
/// <param name="days">Days held for each region.</param>
/// <param name="dayStarts">For region × (days + 1) + day, region 0 included: the minute since 1970 at which the local
/// day begins; 0 throughout for an identifier without a region.</param>
/// <param name="opens">For region × days + day: the minute at which deliveries begin; 0 for no deliveries.</param>
/// <param name="closes">In the same order: the minute by which they end; 0 for no deliveries.</param>
/// <param name="windows">In the same order: a day's windows by their beginning, within its deliveries; null for a
/// region without windows. Null throughout where no region has any.</param>
public sealed class RegionCalendar(
    int regionCount, int days, int[] dayStarts, int[] opens, int[] closes, WindowHours[]?[]? windows = null)
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

    /// <summary>Whether some window takes only so many parcels.</summary>
    public bool HasLimitedWindows { get; } = windows is not null && Array.Exists(windows,
        of => of is not null && Array.Exists(of, window => window.Parcels is not null));

    /// <summary>The windows of a region's day, by their beginning; none where the region has no windows.</summary>
    public ReadOnlySpan<WindowHours> WindowsOf(RegionId region, int day) =>
        windows is null ? default : windows[(region.Value * days) + day];

    /// <summary>The window in which goods are delivered in a minute; null where the region has no windows.</summary>
    /// <param name="region">A known region.</param>
    /// <param name="deliveryMinute">What <see cref="DeliveryOf"/> says.</param>
    public WindowHours? WindowOf(RegionId region, int deliveryMinute)
    {
        if (windows is not null && DayOf(region, deliveryMinute) is >= 0 and var day)
        {
            foreach (ref readonly var window in WindowsOf(region, day))
            {
                if (window.UntilMinute >= deliveryMinute)
                {
                    return window;
                }
            }
        }

        return null;
    }

    /// <summary>When goods that arrive in a minute are delivered: at once within the hours of deliveries, or else when
    /// the next begin; where a region has windows, in the first that has not ended. <see cref="int.MaxValue"/> beyond
    /// the calendar, or if there is no delivery day for <see cref="LongestPauseDays"/> days.</summary>
    public int DeliveryOf(RegionId region, int arrivalMinute)
    {
        var first = DayOf(region, arrivalMinute);
        for (var day = first; day >= 0 && day < Math.Min(days, first + LongestPauseDays); day++)
        {
            var index = (region.Value * days) + day;
            if (closes[index] >= arrivalMinute && closes[index] != 0)
            {
                return Math.Max(windows?[index] is { } of ? First(of, arrivalMinute) : opens[index], arrivalMinute);
            }
        }

        return int.MaxValue;
    }

    /// <summary>The same without deliveries on some days and in some windows; this one where there are none. O(regions
    /// × days).</summary>
    /// <param name="full">The days, by the minute at which they begin; others are ignored.</param>
    /// <param name="fullWindows">The windows, by the minute at which they begin; others are ignored.</param>
    public RegionCalendar Without(
        IReadOnlyCollection<(RegionId Region, int StartMinute)> full,
        IReadOnlyCollection<(RegionId Region, int FromMinute)> fullWindows)
    {
        ArgumentNullException.ThrowIfNull(full);
        ArgumentNullException.ThrowIfNull(fullWindows);
        if (full.Count + fullWindows.Count == 0)
        {
            return this;
        }

        var (open, close) = ((int[])opens.Clone(), (int[])closes.Clone());
        var left = (WindowHours[]?[]?)windows?.Clone();
        foreach (var (region, minute) in left is null ? [] : fullWindows)
        {
            if (region.Value >= 1 && region.Value <= regionCount && DayOf(region, minute) is >= 0 and var day
                && left![(region.Value * days) + day] is { } of)
            {
                var index = (region.Value * days) + day;
                left[index] = Array.FindAll(of, window => window.FromMinute != minute);
                (open[index], close[index]) = WindowHours.Around(left[index]);
            }
        }

        foreach (var (region, minute) in full)
        {
            if (region.Value >= 1 && region.Value <= regionCount && DayOf(region, minute) is >= 0 and var day)
            {
                (open[(region.Value * days) + day], close[(region.Value * days) + day]) = (0, 0);
            }
        }

        return new(regionCount, days, dayStarts, open, close, left);
    }

    // One of them ends late enough: the day's deliveries do.
    private static int First(WindowHours[] of, int arrivalMinute)
    {
        var at = 0;
        while (of[at].UntilMinute < arrivalMinute)
        {
            at++;
        }

        return of[at].FromMinute;
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
