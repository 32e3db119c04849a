namespace Quartermaster.Fulfillment.Routes;

/// <summary>What of an FC's day is to be found anew after a change, and what is still true.</summary>
internal sealed class DayChange
{
    /// <summary>Regions whose ways are to be found anew from all labels: a way there has gone, or a last mile changed.
    /// </summary>
    internal required bool[] Whole { get; init; }

    /// <summary>Regions that lost no way, to which new labels lead: what was found and what they bring is all that may
    /// be kept, for whatever fell before has fallen still.</summary>
    internal required bool[] OnlyJoined { get; init; }

    /// <summary>For each label whether it is new; empty for none.</summary>
    internal required bool[] IsNew { get; init; }

    /// <summary>The ways found before, by the labels' numbers now; −1 for labels that have gone.</summary>
    internal required FoundWays Kept { get; init; }

    /// <summary>Whether a region's ways are to be found anew.</summary>
    internal bool Concerns(int region) => region < Whole.Length && (Whole[region] || OnlyJoined[region]);

    /// <summary>Whether any is.</summary>
    internal bool IsAny => Whole.AsSpan().Contains(true) || OnlyJoined.AsSpan().Contains(true);

    /// <summary>Adds the regions whose ways are not what they were.</summary>
    /// <param name="found">What was found anew.</param>
    /// <param name="lanes">Lanes whose ways differ whatever is found.</param>
    /// <param name="regions">Where they are added.</param>
    internal void Include(FoundWays found, HashSet<int> lanes, bool[] regions)
    {
        for (var region = 0; region < Whole.Length; region++)
        {
            regions[region] |= Concerns(region) && !AreSame(Kept.Of(region), found.Of(region), lanes);
        }
    }

    private static bool AreSame(ReadOnlySpan<FoundWay> before, ReadOnlySpan<FoundWay> after, HashSet<int> lanes)
    {
        var isSame = before.SequenceEqual(after);
        for (var i = 0; i < after.Length && isSame; i++)
        {
            isSame = !lanes.Contains(after[i].Lane);
        }

        return isSame;
    }
}
