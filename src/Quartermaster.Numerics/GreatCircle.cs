namespace Quartermaster.Numerics;

/// <summary>Distances over the ground, on a sphere of 6,371 km.</summary>
public static class GreatCircle
{
    private const double RadiusKilometers = 6_371;

    /// <summary>The shortest way over the ground between two points, in kilometers: 0 to 20,015.</summary>
    /// <remarks>The haversine formula: Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), p. 159; exact
    /// to rounding for near points, where the law of cosines is not. The true earth is up to 0.5 % longer.</remarks>
    /// <param name="latitude">Degrees north of the one, −90 to 90.</param>
    /// <param name="longitude">Degrees east of the one.</param>
    /// <param name="otherLatitude">Degrees north of the other, −90 to 90.</param>
    /// <param name="otherLongitude">Degrees east of the other.</param>
    public static double Kilometers(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (a, b) = (Radians(latitude), Radians(otherLatitude));
        var (dLatitude, dLongitude) = (Math.Sin((b - a) / 2), Math.Sin(Radians(otherLongitude - longitude) / 2));
        var h = (dLatitude * dLatitude) + (Math.Cos(a) * Math.Cos(b) * dLongitude * dLongitude);
        return 2 * RadiusKilometers * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
