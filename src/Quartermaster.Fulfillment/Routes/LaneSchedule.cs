namespace Quartermaster.Fulfillment.Routes;

/// <summary>When a lane leaves, and by when goods must be ready for it.</summary>
/// <param name="departs">Minutes since 1970, never decreasing.</param>
/// <param name="readyBy">For each departure: the latest minute of readiness, not after it.</param>
internal sealed class LaneSchedule(int[] departs, int[] readyBy)
{
    private readonly int[] _latestUntil = LatestUntil(readyBy);

    /// <summary>Never.</summary>
    internal static LaneSchedule None { get; } = new([], []);

    /// <summary>Minutes since 1970, never decreasing.</summary>
    internal ReadOnlySpan<int> Departs => departs;

    /// <summary>The latest minute of readiness for each departure.</summary>
    internal ReadOnlySpan<int> ReadyBy => readyBy;

    /// <summary>The first departure that goods ready at a minute still make; −1 for none.</summary>
    internal int FirstFor(int readyMinute)
    {
        var first = FirstAt(_latestUntil, readyMinute);
        return first < departs.Length ? first : -1;
    }

    /// <summary>The first departure that does not leave before a minute; their number if all do.</summary>
    internal int FirstFrom(int minute) => FirstAt(departs, minute);

    private static int FirstAt(ReadOnlySpan<int> minutes, int minute)
    {
        var (start, end) = (0, minutes.Length);
        while (start < end)
        {
            var middle = (int)(((uint)start + (uint)end) >> 1);
            if (minutes[middle] < minute)
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

    // The first departure whose minute of readiness is late enough is the first whose running maximum is.
    private static int[] LatestUntil(int[] readyBy)
    {
        var latest = (int[])readyBy.Clone();
        for (var i = 1; i < latest.Length; i++)
        {
            latest[i] = Math.Max(latest[i], latest[i - 1]);
        }

        return latest;
    }
}
