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

                while (slots.Count % Width != 0)
                {
                    slots.Add(-1);
                }

                starts.Add(slots.Count);
            }
        }

        (_starts, Lanes) = ([.. starts], [.. slots]);
        Regions = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes[lane].ToRegion.Value);
        Marks = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).Marks);
        ParcelMicros = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).ParcelMicros);
        MicrosPerGram = Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).MicrosPerGram);
        MicrosPerCubicCentimeter =
            Array.ConvertAll(Lanes, lane => lane < 0 ? 0 : lanes.CostOf(lane).MicrosPerCubicCentimeter);
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

    /// <summary>How many stripes of regions there are.</summary>
    internal int Stripes { get; }

    /// <summary>A facility's slots.</summary>
    internal (int Start, int Count) Of(int facility) => Between(facility * Stripes, (facility + 1) * Stripes);

    /// <summary>A facility's slots of one stripe.</summary>
    internal (int Start, int Count) Of(int facility, int stripe) =>
        Between((facility * Stripes) + stripe, (facility * Stripes) + stripe + 1);

    private (int Start, int Count) Between(int from, int to) =>
        to < _starts.Length ? (_starts[from], _starts[to] - _starts[from]) : (0, 0);
}
