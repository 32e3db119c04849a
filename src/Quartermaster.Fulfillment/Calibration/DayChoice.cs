namespace Quartermaster.Fulfillment.Calibration;

/// <summary>The day that is promised, given the share of parcels still under way at the end of each day.</summary>
public static class DayChoice
{
    /// <summary>The first day at whose end no more than a share is under way; the last day if there is none.</summary>
    /// <param name="underWay">One share per day, never rising; not empty.</param>
    /// <param name="share">The share that may be late.</param>
    public static int Quantile(ReadOnlySpan<float> underWay, double share)
    {
        for (var day = 0; day < underWay.Length; day++)
        {
            if (underWay[day] <= share)
            {
                return day;
            }
        }

        return underWay.Length - 1;
    }

    /// <summary>The day at which days + price × late share is least; the earliest of equals.</summary>
    /// <param name="underWay">One share per day; not empty.</param>
    /// <param name="price">Promised days that one late parcel is worth; 0 or more.</param>
    /// <remarks>With one price for all parcels the promised days of all are the fewest for their late share: the
    /// Lagrangian of the joint choice comes apart by parcel (Everett, "Generalized Lagrange multiplier method",
    /// <i>Operations Research</i> 11 (1963) 399–417).</remarks>
    public static int LeastDays(ReadOnlySpan<float> underWay, double price)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var day = 0; day < underWay.Length && day < least; day++)
        {
            var cost = day + (price * underWay[day]);
            if (cost < least)
            {
                (best, least) = (day, cost);
            }
        }

        return best;
    }
}
