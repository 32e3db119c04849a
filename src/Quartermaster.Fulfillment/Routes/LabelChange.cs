namespace Quartermaster.Fulfillment.Routes;

/// <summary>Compares the labels of a day before and after a change of lanes.</summary>
/// <param name="window">The network from now on.</param>
/// <param name="changed">The lanes that changed.</param>
internal sealed class LabelChange(RouteWindow window, HashSet<int> changed)
{
    /// <summary>The labels of before, if those found now are the same in everything; else those found now. So pairs
    /// that nobody joins again keep no second copy of the same legs.</summary>
    internal DayLabels Kept(DayLabels before, DayLabels found)
    {
        var isSame = before.Departures.AsSpan().SequenceEqual(found.Departures)
            && before.Labels.SequenceEqual(found.Labels);
        for (var label = 0; label < found.Labels.Length && isSame; label++)
        {
            isSame = !changed.Contains(found.Labels[label].LastLane);
        }

        return isSame ? before : found;
    }

    /// <summary>What the difference touches.</summary>
    /// <param name="before">What was found before.</param>
    /// <param name="labels">The labels now; those of before where they are the same.</param>
    /// <param name="whole">Regions to be found anew whatever the labels; taken over.</param>
    internal DayChange Of(DayRoutes before, DayLabels labels, bool[] whole)
    {
        var (old, joined) = (before.Labels, new bool[whole.Length]);
        if (ReferenceEquals(old, labels))
        {
            return new() { Whole = whole, OnlyJoined = joined, IsNew = [], Kept = before.Ways };
        }

        var isNew = new bool[labels.Labels.Length];
        Array.Fill(isNew, true);
        var numbers = Match(old, labels, isNew);
        for (var label = 0; label < isNew.Length; label++)
        {
            if (isNew[label])
            {
                Mark(in labels.Labels[label], joined);
            }
        }

        for (var region = 0; region < whole.Length; region++)
        {
            foreach (ref readonly var way in before.Ways.Of(region))
            {
                whole[region] |= numbers[way.Label] < 0;
            }

            joined[region] &= !whole[region];
        }

        return new() { Whole = whole, OnlyJoined = joined, IsNew = isNew, Kept = before.Ways.Renumbered(numbers) };
    }

    // A label is still there if all of it is the same and its lane has not changed, and in the same order among others:
    // of ways that are alike the first is kept.
    private int[] Match(DayLabels old, DayLabels labels, bool[] isNew)
    {
        var byPath = new Dictionary<(ulong Path, int Departure), int>(old.Labels.Length);
        for (var label = 0; label < labels.Labels.Length; label++)
        {
            ref readonly var now = ref labels.Labels[label];
            byPath[(now.Path, now.Departure)] = label;
        }

        var (numbers, last) = (new int[old.Labels.Length], -1);
        for (var label = 0; label < numbers.Length; label++)
        {
            ref readonly var one = ref old.Labels[label];
            var isThere = byPath.TryGetValue((one.Path, one.Departure), out var now) && now > last
                && labels.Labels[now] == one && !changed.Contains(one.LastLane);
            numbers[label] = isThere ? now : -1;
            if (isThere)
            {
                (isNew[now], last) = (false, now);
            }
        }

        return numbers;
    }

    private void Mark(in Label label, bool[] regions)
    {
        if (label.Legs == 0)
        {
            Mark(label.LastLane, regions);
            return;
        }

        foreach (var lane in window.Lanes.ToRegions(label.Facility))
        {
            Mark(lane, regions);
        }
    }

    private void Mark(int lane, bool[] regions)
    {
        var region = window.Lanes[lane].ToRegion.Value;
        regions[region < regions.Length ? region : 0] = true;
    }
}
