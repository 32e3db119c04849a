using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <content>Whether a search would find what it found before some lanes changed.</content>
internal sealed partial class LabelSearch
{
    private const int MostRidden = 64;

    /// <summary>Whether labels found before are what would be found now. No changed lane may leave the FC.</summary>
    /// <remarks>They are if none came by a changed lane, and whoever rides a changed lane now falls to what stood there
    /// before. O(labels at the changed lanes' starts × labels at their ends).</remarks>
    /// <param name="known">The labels.</param>
    /// <param name="changed">The lanes that changed.</param>
    internal bool AreStill(DayLabels known, HashSet<int> changed)
    {
        // Rides are looked at one by one: of very many lanes a search is sooner done.
        var isStill = changed.Count <= MostRidden;
        for (var at = 0; at < known.Labels.Length && isStill; at++)
        {
            isStill = !changed.Contains(known.Labels[at].LastLane);
        }

        for (var group = 0; group < known.Groups.Length - 1; group++)
        {
            for (var at = known.Groups[group]; at < known.Groups[group + 1] && isStill; at++)
            {
                ref readonly var label = ref known.Labels[at];
                isStill = label.Legs < 1 || label.Legs > _policy.MostLegs - 2
                    || RidesFall(known, known.Groups[group]..known.Groups[group + 1], at, changed);
            }
        }

        return isStill;
    }

    private bool RidesFall(DayLabels known, Range shipDay, int at, HashSet<int> changed)
    {
        ref readonly var label = ref known.Labels[at];
        var fall = true;
        foreach (var lane in _lanes.ToFacilities(label.Facility))
        {
            if (changed.Contains(lane) && _clocks.Schedules[lane].FirstFor(label.ReadyMinute) is >= 0 and var departure
                && CanRide(in label, lane, departure, out var keys))
            {
                fall = fall && Falls(known, shipDay, at, lane, in keys);
            }
        }

        return fall;
    }

    // As the marks judge: in any number of legs the last one that beats it must have time enough.
    private bool Falls(DayLabels known, Range shipDay, int at, int lane, in Keys keys)
    {
        ref readonly var label = ref known.Labels[at];
        var (falls, judged, to) = (false, 0UL, _lanes[lane].ToFacility.Value);
        for (var other = shipDay.End.Value - 1; other >= shipDay.Start.Value && !falls; other--)
        {
            ref readonly var one = ref known.Labels[other];
            if (one.Facility == to && one.Legs >= 1 && one.Legs <= label.Legs + 1 && (judged >> one.Legs & 1) == 0
                && one.ReadyMinute <= keys.First && one.ParcelMicros <= keys.Second && one.MicrosPerGram <= keys.Third
                && one.MicrosPerCubicCentimeter <= keys.Fourth && (one.Marks & ~keys.Marks) == 0
                && StoodBefore(known, other, at, lane))
            {
                judged |= 1UL << one.Legs;
                falls = one.DeadlineMinute >= label.DeadlineMinute;
            }
        }

        return falls;
    }

    // Whether a label was there when another one would ride a lane.
    private bool StoodBefore(DayLabels known, int other, int at, int lane)
    {
        ref readonly var one = ref known.Labels[other];
        if (one.Departure != known.Labels[at].Departure)
        {
            return other < at;
        }

        var from = known.Legs[other].Before;
        var lanes = _lanes.ToFacilities(known.Labels[at].Facility);
        return from < at || (from == at && lanes.IndexOf(one.LastLane) < lanes.IndexOf(lane));
    }
}
