namespace Quartermaster.Fulfillment.Orders;

/// <summary>What no plan costs less than, where goods need several parcels: each unit pays for its share of a parcel.
/// </summary>
/// <remarks>Parcels of an FC are no fewer than its goods' weight, and than their volume, as shares of the limits: the
/// linear program of the packing. So a unit costs at least its own cost and its share of opening a parcel, at the FC
/// where that is the least. O(lines × parcels).</remarks>
internal static class PackedBound
{
    internal static long Of(in OrderWork work, long splitMicros)
    {
        var (byWeight, byVolume, any) = (0L, 0L, false);
        for (var line = 0; line < work.Lines.Length; line++)
        {
            if (work.Wanted[line] == 0)
            {
                continue;
            }

            any = true;
            var (weight, volume) = Least(in work, line, splitMicros);
            byWeight += work.Wanted[line] * weight;
            byVolume += work.Wanted[line] * volume;
        }

        return any ? Math.Max(byWeight, byVolume) - splitMicros : 0;
    }

    private static (long ByWeight, long ByVolume) Least(in OrderWork work, int line, long splitMicros)
    {
        ref readonly var terms = ref work.Inputs.Terms.Rows[work.Lines[line].Product.Value];
        var (byWeight, byVolume) = (long.MaxValue, long.MaxValue);
        foreach (ref readonly var parcel in work.Parcels)
        {
            var cost = work.CostOf(in parcel, line);
            if (cost.Units > 0)
            {
                var (opening, limits) =
                    ((double)parcel.FixedMicros + splitMicros, work.Inputs.Routes.TermsOf(parcel.Option).Limits);
                byWeight = Math.Min(byWeight, cost.UnitMicros + (long)(opening * terms.WeightGrams / limits.Grams));
                byVolume = Math.Min(byVolume,
                    cost.UnitMicros + (long)(opening * terms.VolumeCubicCentimeters / limits.CubicCentimeters));
            }
        }

        return (byWeight, byVolume);
    }
}
