using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>The plain way to promise: the quantile of the days that parcels of about the same distance took.</summary>
/// <remarks>What calibrated promises are compared with; not used to promise.</remarks>
public static class DistanceBins
{
    /// <summary>What parcels would have been promised.</summary>
    /// <param name="parcels">By the minute they were placed.</param>
    /// <param name="learned">So many first parcels are learned from: those of them that have come before the next is
    /// placed.</param>
    /// <param name="bins">Bins with equally many parcels each; 1 or more.</param>
    /// <param name="lateShare">The share of the learned ones that may be late.</param>
    /// <returns>By parcel: days from the order's day to the promised one.</returns>
    public static IReadOnlyList<int> Promise(
        Table<TrackedParcel> parcels, int learned, int bins, double lateShare)
    {
        var now = learned < parcels.Count ? parcels.Rows[learned].PlacedMinute : TrackedParcel.Never;
        var known = parcels.Rows[..learned].ToArray()
            .Where(parcel => parcel.DeliveredMinute < now && parcel.DistanceKilometers >= 0)
            .OrderBy(parcel => parcel.DistanceKilometers).ToArray();
        if (known.Length == 0)
        {
            return new int[parcels.Count];
        }

        bins = Math.Min(bins, known.Length);
        var (starts, days) = (new float[bins], new int[bins]);
        for (var bin = 0; bin < bins; bin++)
        {
            var members = known[(int)((long)known.Length * bin / bins)..(int)((long)known.Length * (bin + 1) / bins)];
            starts[bin] = members[0].DistanceKilometers;
            var taken = members.Select(parcel => parcel.DaysTaken).Order().ToArray();
            days[bin] = taken[Math.Clamp((int)Math.Ceiling((1 - lateShare) * taken.Length) - 1, 0, taken.Length - 1)];
        }

        return [.. parcels.Rows.ToArray().Select(parcel => days[BinOf(starts, parcel.DistanceKilometers)])];
    }

    private static int BinOf(float[] starts, float distance)
    {
        var bin = Array.FindLastIndex(starts, start => start <= distance);
        return bin >= 0 ? bin : distance >= 0 ? 0 : starts.Length / 2;
    }
}
