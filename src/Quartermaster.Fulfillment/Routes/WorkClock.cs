namespace Quartermaster.Fulfillment.Routes;

/// <summary>When a facility works: adds and subtracts working minutes.</summary>
/// <param name="froms">When each stretch of work begins, minutes since 1970; increasing.</param>
/// <param name="untils">When it ends; stretches do not overlap.</param>
internal sealed class WorkClock(int[] froms, int[] untils)
{
    /// <summary>Beyond what the clock knows: never.</summary>
    internal const int Never = int.MaxValue;

    private readonly long[] _before = Before(froms, untils);

    /// <summary>The stretches of work.</summary>
    internal (int[] Froms, int[] Untils) Stretches => (froms, untils);

    /// <summary>When work that may begin at a minute is done; without work, at once.</summary>
    internal int Done(int minute, int workMinutes)
    {
        if (workMinutes == 0)
        {
            return minute;
        }

        for (var i = FirstUntilAfter(minute); i < froms.Length; i++)
        {
            var begin = Math.Max(froms[i], minute);
            if (workMinutes <= untils[i] - begin)
            {
                return begin + workMinutes;
            }

            workMinutes -= untils[i] - begin;
        }

        return Never;
    }

    /// <summary>The latest minute at which work may begin to be done by another; −1 if the clock starts too late.
    /// </summary>
    internal int LatestBegin(int minute, int workMinutes)
    {
        if (workMinutes == 0)
        {
            return minute;
        }

        // The latest t whose work until then is at most what must be done before it.
        var target = WorkUntil(minute) - workMinutes;
        if (target < 0)
        {
            return -1;
        }

        var low = Array.BinarySearch(_before, target);
        if (low >= 0)
        {
            // At a boundary: the pause before the last stretch that starts with this much work done.
            while (low + 1 < froms.Length && _before[low + 1] == target)
            {
                low++;
            }

            return low < froms.Length ? froms[low] : untils[^1];
        }

        var stretch = ~low - 1;
        return froms[stretch] + (int)(target - _before[stretch]);
    }

    /// <summary>Working minutes between two.</summary>
    internal int Between(int from, int until) => (int)(WorkUntil(until) - WorkUntil(from));

    private long WorkUntil(int minute)
    {
        var i = FirstUntilAfter(minute);
        return _before[i] + (i < froms.Length ? Math.Max(0, minute - froms[i]) : 0);
    }

    // The first stretch that ends after a minute; their number if none does.
    private int FirstUntilAfter(int minute)
    {
        var index = Array.BinarySearch(untils, minute);
        return index >= 0 ? index + 1 : ~index;
    }

    private static long[] Before(int[] froms, int[] untils)
    {
        var before = new long[froms.Length + 1];
        for (var i = 0; i < froms.Length; i++)
        {
            before[i + 1] = before[i] + untils[i] - froms[i];
        }

        return before;
    }
}
