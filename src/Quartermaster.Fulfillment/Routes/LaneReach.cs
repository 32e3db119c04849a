namespace Quartermaster.Fulfillment.Routes;

/// <summary>How many lanes lie between facilities, and between facilities and any region.</summary>
/// <param name="lanes">The lanes.</param>
internal sealed class LaneReach(LaneTimes lanes)
{
    /// <summary>More lanes than any way has.</summary>
    internal const int Far = 1_000;

    private readonly int[] _toRegion = ToRegion(lanes);

    /// <summary>The fewest lanes from a facility to some region; <see cref="Far"/> for none.</summary>
    internal int ToRegionFrom(int facility) => facility < _toRegion.Length ? _toRegion[facility] : Far;

    /// <summary>The same for every facility.</summary>
    internal ReadOnlySpan<int> ToRegions => _toRegion;

    /// <summary>The fewest lanes from a facility to each other one; 0 to itself, <see cref="Far"/> for none.</summary>
    /// <param name="facility">Where from.</param>
    internal int[] From(int facility)
    {
        var legs = new int[Math.Max(facility, lanes.FacilityCount) + 1];
        Array.Fill(legs, Far);
        legs[facility] = 0;
        var open = new Queue<int>([facility]);
        while (open.TryDequeue(out var at))
        {
            foreach (var lane in lanes.ToFacilities(at))
            {
                var to = lanes[lane].ToFacility.Value;
                if (legs[to] == Far)
                {
                    legs[to] = legs[at] + 1;
                    open.Enqueue(to);
                }
            }
        }

        return legs;
    }

    private static int[] ToRegion(LaneTimes lanes)
    {
        var legs = new int[lanes.FacilityCount + 1];
        for (var facility = 0; facility < legs.Length; facility++)
        {
            legs[facility] = lanes.ToRegions(facility).Length > 0 ? 1 : Far;
        }

        for (var (round, isChanged) = (0, true); isChanged && round < legs.Length; round++)
        {
            isChanged = false;
            for (var facility = 0; facility < legs.Length; facility++)
            {
                foreach (var lane in lanes.ToFacilities(facility))
                {
                    var through = legs[lanes[lane].ToFacility.Value] + 1;
                    isChanged |= through < legs[facility];
                    legs[facility] = Math.Min(legs[facility], through);
                }
            }
        }

        return legs;
    }
}
