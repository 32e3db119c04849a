using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Numerics;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>Parcels whose durations are drawn from distributions that are known: lognormal, by region and speed.
/// </summary>
internal static class KnownDeliveries
{
    internal const int Regions = 4;

    private const int FirstDay = 17_000, MinutesPerDay = 1_440;

    /// <summary>Parcels, each day as many.</summary>
    /// <param name="seed">Another for other parcels.</param>
    /// <param name="days">Days.</param>
    /// <param name="perDay">Parcels a day.</param>
    /// <param name="slowFrom">From this day on everything takes as long again.</param>
    internal static Table<TrackedParcel> Of(ulong seed, int days, int perDay, int slowFrom = int.MaxValue)
    {
        var parcels = new List<TrackedParcel>();
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < perDay; i++)
            {
                parcels.Add(Parcel(seed, day, (ulong)((day * perDay) + i), slowFrom));
            }
        }

        return new([.. parcels.OrderBy(parcel => parcel.PlacedMinute)]);
    }

    private static TrackedParcel Parcel(ulong seed, int day, ulong key, int slowFrom)
    {
        var region = 1 + (int)(Regions * Draw(0));
        var speed = Draw(1) < 0.5 ? Speed.Standard : Speed.TwoDay;
        var minute = ((FirstDay + day) * MinutesPerDay) + (int)(MinutesPerDay * Draw(2));
        var kilometers = 50f + (float)(900 * Draw(3));
        var median = (speed == Speed.Standard ? 5.0 : 2.0) * (1 + (0.25 * region)) * (1 + (kilometers / 2_000));
        var sigma = region == Regions ? 0.5 : 0.3;
        var taken = median * Math.Exp(sigma * Normal.Quantile(Math.Clamp(Draw(4), 1e-9, 1 - 1e-9)))
            * (day >= slowFrom ? 2 : 1);
        return new(minute, minute + (int)(taken * MinutesPerDay), -1, region, region, 1, 1, speed, kilometers, 500);

        double Draw(ulong stream) => KeyedRandom.Uniform(seed, stream, key, 0);
    }
}
