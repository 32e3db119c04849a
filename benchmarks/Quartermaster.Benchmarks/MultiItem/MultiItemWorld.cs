namespace Quartermaster.Benchmarks.MultiItem;

/// <summary>What all instances of the multi-item benchmark share: 10 metros, 5 FCs, distances and costs.</summary>
/// <remarks>Metros are the ten largest urban areas of the 2020 census with their populations; FCs stand where the
/// benchmark's five stand: Tracy CA, Whitestown IN, Gouldsboro PA, West Columbia SC, Fort Worth TX. All are public
/// facts. Currency is the US dollar.</remarks>
internal static class MultiItemWorld
{
    internal const int Centers = 5;
    internal const int Metros = 10;

    /// <summary>The place that stands for an item left out: no stock limit, twice the cost of the farthest
    /// FC.</summary>
    internal const int Nowhere = Centers;

    internal const double Package = 8.759;
    private const double PerItem = 0.423;
    private const double PerMile = 0.000541;

    private static readonly (double North, double East, double People)[] s_metros =
    [
        (40.71, -74.01, 19_426_449), (34.05, -118.24, 12_237_376), (41.88, -87.63, 8_671_746),
        (25.76, -80.19, 6_077_522), (29.76, -95.37, 5_853_575), (32.78, -96.80, 5_732_354),
        (39.95, -75.17, 5_696_125), (38.91, -77.04, 5_174_759), (33.75, -84.39, 5_100_112),
        (42.36, -71.06, 4_382_009),
    ];

    private static readonly (double North, double East)[] s_centers =
        [(37.74, -121.43), (40.00, -86.35), (41.25, -75.45), (33.99, -81.07), (32.76, -97.33)];

    /// <summary>The share of orders from each metro.</summary>
    internal static double[] MetroShares { get; } =
        [.. s_metros.Select(metro => metro.People / s_metros.Sum(other => other.People))];

    /// <summary>Great-circle miles from an FC to a metro.</summary>
    internal static double Miles(int center, int metro)
    {
        var (a, b) = (s_centers[center], s_metros[metro]);
        var (north, east) = ((b.North - a.North) * Math.PI / 360, (b.East - a.East) * Math.PI / 360);
        var chord = Math.Pow(Math.Sin(north), 2) + (Math.Cos(a.North * Math.PI / 180)
            * Math.Cos(b.North * Math.PI / 180) * Math.Pow(Math.Sin(east), 2));
        return 2 * 3_958.8 * Math.Asin(Math.Sqrt(chord));
    }

    /// <summary>What opening a package costs at each FC, and at <see cref="Nowhere"/>.</summary>
    internal static double FixedCost(int center, MultiItemReading reading) =>
        center < Centers ? Package : reading.UnfilledByItem ? 0 : 2 * Package;

    /// <summary>What an item costs from each FC, and from <see cref="Nowhere"/>.</summary>
    internal static double ItemCost(int center, int metro, MultiItemReading reading) =>
        center < Centers
            ? PerItem + (PerMile * Miles(center, metro))
            : 2 * (PerItem + (PerMile * Enumerable.Range(0, Centers).Max(one => Miles(one, metro)))
                + (reading.UnfilledByItem ? Package : 0));
}
