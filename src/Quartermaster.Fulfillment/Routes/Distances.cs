using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Great-circle distances, by the haversine formula on a sphere of 6,371 km.</summary>
internal static class Distances
{
    internal static float[] Of(Facility[] origins, ReadOnlySpan<Region> regions, int regionSlots)
    {
        var kilometers = new float[origins.Length * regionSlots];
        for (var origin = 0; origin < origins.Length; origin++)
        {
            foreach (ref readonly var region in regions)
            {
                if (region.Id.Value >= 1)
                {
                    kilometers[(origin * regionSlots) + region.Id.Value] = (float)Between(
                        origins[origin].Latitude, origins[origin].Longitude, region.Latitude, region.Longitude);
                }
            }
        }

        return kilometers;
    }

    private static double Between(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (a, b) = (Radians(latitude), Radians(otherLatitude));
        var (dLatitude, dLongitude) = (Math.Sin((b - a) / 2), Math.Sin(Radians(otherLongitude - longitude) / 2));
        var h = (dLatitude * dLatitude) + (Math.Cos(a) * Math.Cos(b) * dLongitude * dLongitude);
        return 2 * 6_371 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
