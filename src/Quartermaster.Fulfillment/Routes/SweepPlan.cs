namespace Quartermaster.Fulfillment.Routes;

/// <summary>What a sweep of a day looks at: everything, or after a change what may differ.</summary>
/// <remarks>Made per thread. After a change O(slots), plus the ways of the regions that new labels join.</remarks>
/// <param name="window">The network.</param>
internal sealed class SweepPlan(RouteWindow window)
{
    private DayChange? _change;
    private FoundWay[] _kept = [];
    private int[] _keptStarts = [];
    private int _labels;

    /// <summary>The slots to look at.</summary>
    internal RegionSlots Slots { get; private set; } = window.Slots;

    /// <summary>From now on looks at another day.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="change">What to find anew; null for all.</param>
    internal void Open(DayLabels labels, DayChange? change)
    {
        (_change, _labels) = (change, labels.Labels.Length);
        Slots = change is null ? window.Slots : window.Slots.Of(change);
        if (change is { IsNew.Length: > 0 })
        {
            SortKept(change);
        }
    }

    /// <summary>Whether a label is taken over more than the slots of regions that are found anew.</summary>
    internal bool IsNew(int label) => _change is null || (_change.IsNew.Length > 0 && _change.IsNew[label]);

    /// <summary>Whether a label's own way to a region is looked at.</summary>
    internal bool IsWanted(int label, int region) => _change is null || _change.Whole[region]
        || (IsNew(label) && _change.OnlyJoined[region]);

    /// <summary>The ways that a label had to regions that new labels join.</summary>
    internal ReadOnlySpan<FoundWay> KeptOf(int label, int stripe)
    {
        if (_change is null || _change.IsNew.Length == 0)
        {
            return [];
        }

        var at = (stripe * _labels) + label;
        return _kept.AsSpan(_keptStarts[at].._keptStarts[at + 1]);
    }

    // By stripe and label; ways of a label to a region stay in their order.
    private void SortKept(DayChange change)
    {
        _keptStarts = new int[(window.Slots.Stripes * _labels) + 2];
        for (var region = 0; region < change.OnlyJoined.Length; region++)
        {
            foreach (ref readonly var way in KeptTo(region, change))
            {
                _keptStarts[PlaceOf(in way, region) + 2]++;
            }
        }

        for (var at = 2; at < _keptStarts.Length; at++)
        {
            _keptStarts[at] += _keptStarts[at - 1];
        }

        _kept = new FoundWay[_keptStarts[^1]];
        for (var region = 0; region < change.OnlyJoined.Length; region++)
        {
            foreach (ref readonly var way in KeptTo(region, change))
            {
                _kept[_keptStarts[PlaceOf(in way, region) + 1]++] = way;
            }
        }
    }

    private int PlaceOf(in FoundWay way, int region) => (region / RegionSlots.Stripe * _labels) + way.Label;

    private static ReadOnlySpan<FoundWay> KeptTo(int region, DayChange change) =>
        change.OnlyJoined[region] ? change.Kept.Of(region) : [];
}
