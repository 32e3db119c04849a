namespace Quartermaster.Fulfillment.Routes;

/// <summary>When a lane leaves, and by when goods must be ready for it.</summary>
/// <param name="departs">Minutes since 1970, never decreasing.</param>
/// <param name="readyBy">For each departure: the latest minute of readiness, not after it.</param>
internal sealed class LaneSchedule(int[] departs, int[] readyBy)
{
    /// <summary>Minutes since 1970, never decreasing.</summary>
    internal ReadOnlySpan<int> Departs => departs;

    /// <summary>The latest minute of readiness for each departure.</summary>
    internal ReadOnlySpan<int> ReadyBy => readyBy;

    /// <summary>The first departure that goods ready at a minute still make; −1 for none.</summary>
    internal int FirstFor(int readyMinute)
    {
        var i = Array.BinarySearch(departs, readyMinute);
        i = i < 0 ? ~i : i;
        while (i > 0 && departs[i - 1] == readyMinute)
        {
            i--;
        }

        while (i < departs.Length && readyBy[i] < readyMinute)
        {
            i++;
        }

        return i < departs.Length ? i : -1;
    }
}
