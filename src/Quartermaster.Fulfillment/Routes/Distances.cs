using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Great-circle distances from origins to regions.</summary>
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
                    kilometers[(origin * regionSlots) + region.Id.Value] = (float)GreatCircle.Kilometers(
                        origins[origin].Latitude, origins[origin].Longitude, region.Latitude, region.Longitude);
                }
            }
        }

        return kilometers;
    }
}
