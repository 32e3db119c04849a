namespace Quartermaster.Domain.Routes;

/// <summary>When goods under way on lanes stand still: whoever asks how late they may be counts the minutes in which
/// they move.</summary>
/// <param name="moving">By lane identifier the stretches in which goods move, increasing, minutes since 1970; empty
/// arrays for a lane on which they always do.</param>
public sealed class LanePauses((int[] Froms, int[] Untils)[] moving)
{
    /// <summary>Goods always move.</summary>
    public static LanePauses None { get; } = new([]);

    /// <summary>How many of the minutes between two goods on a lane stand still; beyond what is known they move.
    /// O(stretches).</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="from">Minutes since 1970.</param>
    /// <param name="until">Minutes since 1970; before the first for none.</param>
    public int Between(LaneId lane, int from, int until)
    {
        if ((uint)lane.Value >= (uint)moving.Length || moving[lane.Value].Froms is not { Length: > 0 } froms)
        {
            return 0;
        }

        var (still, untils) = (0, moving[lane.Value].Untils);
        for (var i = 1; i < froms.Length; i++)
        {
            still += Math.Max(0, Math.Min(until, froms[i]) - Math.Max(from, untils[i - 1]));
        }

        return still;
    }

    /// <summary>How many minutes pass while goods on a lane move for so many. O(stretches²).</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="from">Minutes since 1970.</param>
    /// <param name="minutes">Minutes in which they move; 0 or more.</param>
    public int Elapsed(LaneId lane, int from, int minutes)
    {
        var (elapsed, before) = (minutes, -1);
        while (elapsed != before)
        {
            (elapsed, before) = (minutes + Between(lane, from, from + elapsed), elapsed);
        }

        return elapsed;
    }
}
