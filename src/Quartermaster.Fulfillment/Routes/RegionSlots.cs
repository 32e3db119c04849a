namespace Quartermaster.Fulfillment.Routes;

/// <summary>The lanes that end at regions, those of a facility side by side in flat arrays, stripe of regions by
/// stripe.</summary>
/// <remarks>Each stripe of a facility is filled up to a multiple of <see cref="Width"/> with slots of region 0. Stripes
/// are looked at one after another, so that what is found for their regions stays near.</remarks>
internal sealed class RegionSlots
{
    /// <summary>Slots looked at in one step.</summary>
    internal const int Width = 8;

    /// <summary>Regions of a stripe.</summary>
    internal const int Stripe = 128;

    private readonly int[] _starts;
    private readonly int[] _wholeEnds;

    internal RegionSlots(LaneTimes lanes, int regionCount)
    {
        Stripes = (regionCount / Stripe) + 1;
        var (slots, starts) = (new List<int>(), new List<int> { 0 });
        for (var facility = 0; facility <= lanes.FacilityCount; facility++)
        {
            for (var stripe = 0; stripe < Stripes; stripe++)
            {
                foreach (var lane in lanes.ToRegions(facility))
                {
                    var region = lanes[lane].ToRegion.Value;
                    if (region / Stripe == stripe && region <= regionCount)
                    {
                        slots.Add(lane);
                    }
                }

                Fill(slots);
                starts.Add(slots.Count);
            }
        }

        (_starts, Lanes, Places) = ([.. starts], [.. slots], []);
        _wholeEnds = _starts[1..];
        Regions = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes[lane].ToRegion.Value);
        Marks = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).Marks);
        ParcelMicros = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).ParcelMicros);
        MicrosPerGram = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).MicrosPerGram);
        MicrosPerCubicCentimeter =
            Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).MicrosPerCubicCentimeter);
    }

    // Of each stripe of a facility first the slots of regions to be found anew, then those that new labels join.
    private RegionSlots(RegionSlots all, DayChange change)
    {
        Stripes = all.Stripes;
        _starts = new int[all._starts.Length];
        _wholeEnds = new int[all._wholeEnds.Length];
        var slots = new List<int>();
        for (var part = 0; part < _wholeEnds.Length; part++)
        {
            var (start, count) = all.Between(part, part + 1);
            Add(slots, all.Regions.AsSpan(start, count), start, change.Whole);
            _wholeEnds[part] = slots.Count;
            Add(slots, all.Regions.AsSpan(start, count), start, change.OnlyJoined);
            _starts[part + 1] = slots.Count;
        }

        var origins = slots.ToArray();
        Places = new int[origins.Length];
        for (var part = 0; part < _wholeEnds.Length; part++)
        {
            var first = all.Of(part / Stripes).Start;
            for (var slot = _starts[part]; slot < _starts[part + 1]; slot++)
            {
                Places[slot] = origins[slot] < 0 ? -1 : origins[slot] - first;
            }
        }

        Lanes = Array.ConvertAll(origins, slot => slot < 0 ? -1 : all.Lanes[slot]);
        Regions = Array.ConvertAll(origins, slot => slot < 0 ? 0 : all.Regions[slot]);
        Marks = Array.ConvertAll(origins, slot => slot < 0 ? 0 : all.Marks[slot]);
        ParcelMicros = Array.ConvertAll(origins, slot => slot < 0 ? 0 : all.ParcelMicros[slot]);
        MicrosPerGram = Array.ConvertAll(origins, slot => slot < 0 ? 0 : all.MicrosPerGram[slot]);
        MicrosPerCubicCentimeter =
            Array.ConvertAll(origins, slot => slot < 0 ? 0 : all.MicrosPerCubicCentimeter[slot]);
    }

    /// <summary>The lane of each slot; −1 for none.</summary>
    internal int[] Lanes { get; }

    /// <summary>The region of each slot; 0 for none.</summary>
    internal int[] Regions { get; }

    /// <summary>A parcel's cost on the lane.</summary>
    internal long[] ParcelMicros { get; }

    /// <summary>A gram's cost.</summary>
    internal double[] MicrosPerGram { get; }

    /// <summary>A cubic centimeter's cost.</summary>
    internal double[] MicrosPerCubicCentimeter { get; }

    /// <summary>The lane's limits of parcels.</summary>
    internal int[] Marks { get; }

    /// <summary>Where only some slots are here: the place of each among all of its facility, −1 for none. Empty where
    /// all are.</summary>
    internal int[] Places { get; }

    /// <summary>How many stripes of regions there are.</summary>
    internal int Stripes { get; }

    /// <summary>Only the slots that a change concerns. O(slots).</summary>
    internal RegionSlots Of(DayChange change) => new(this, change);

    /// <summary>A facility's slots.</summary>
    internal (int Start, int Count) Of(int facility) => Between(facility * Stripes, (facility + 1) * Stripes);

    /// <summary>A facility's slots of one stripe that a label is taken over.</summary>
    /// <param name="facility">The facility.</param>
    /// <param name="stripe">The stripe.</param>
    /// <param name="isNew">Whether it is a new label, which regions that lost no way may look at, too.</param>
    internal (int Start, int Count) Of(int facility, int stripe, bool isNew)
    {
        var part = (facility * Stripes) + stripe;
        return isNew || part >= _wholeEnds.Length ? Between(part, part + 1)
            : (_starts[part], _wholeEnds[part] - _starts[part]);
    }

    private static void Add(List<int> slots, ReadOnlySpan<int> regions, int start, bool[] wanted)
    {
        for (var i = 0; i < regions.Length; i++)
        {
            if (regions[i] > 0 && wanted[regions[i]])
            {
                slots.Add(start + i);
            }
        }

        Fill(slots);
    }

    private static void Fill(List<int> slots)
    {
        while (slots.Count % Width != 0)
        {
            slots.Add(-1);
        }
    }

    private (int Start, int Count) Between(int from, int to) =>
        to < _starts.Length ? (_starts[from], _starts[to] - _starts[from]) : (0, 0);
}
