namespace Quartermaster.Evaluation.MultiItem;

/// <summary>A metro or an FC.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="North">Latitude, degrees.</param>
/// <param name="East">Longitude, degrees.</param>
/// <param name="People">Who live there; 0 for an FC.</param>
internal readonly record struct MultiItemPlace(string Name, double North, double East, double People = 0)
{
    private const double EarthMiles = 3_958.8;

    internal double MilesTo(MultiItemPlace other)
    {
        var (north, east) = ((other.North - North) * Math.PI / 360, (other.East - East) * Math.PI / 360);
        var chord = Math.Pow(Math.Sin(north), 2) + (Math.Cos(North * Math.PI / 180)
            * Math.Cos(other.North * Math.PI / 180) * Math.Pow(Math.Sin(east), 2));
        return 2 * EarthMiles * Math.Asin(Math.Sqrt(chord));
    }
}

/// <summary>Where the benchmark's metros and FCs are. All are public facts.</summary>
/// <remarks>Published: the ten largest urban areas of the 2020 census; FCs where the benchmark's five stand. Large: the
/// 99 largest metropolitan areas of the contiguous states by the 2020 census, in thousands of people, at their first
/// city; the five FCs and five more towns with large fulfillment centers, one in each part that the five leave far.
/// </remarks>
internal static class MultiItemPlaces
{
    internal static MultiItemPlace[] TenMetros { get; } =
    [
        new("New York", 40.71, -74.01, 19_426_449), new("Los Angeles", 34.05, -118.24, 12_237_376),
        new("Chicago", 41.88, -87.63, 8_671_746), new("Miami", 25.76, -80.19, 6_077_522),
        new("Houston", 29.76, -95.37, 5_853_575), new("Dallas", 32.78, -96.80, 5_732_354),
        new("Philadelphia", 39.95, -75.17, 5_696_125), new("Washington", 38.91, -77.04, 5_174_759),
        new("Atlanta", 33.75, -84.39, 5_100_112), new("Boston", 42.36, -71.06, 4_382_009),
    ];

    internal static MultiItemPlace[] FiveCenters { get; } =
    [
        new("Tracy CA", 37.74, -121.43), new("Whitestown IN", 40.00, -86.35), new("Gouldsboro PA", 41.25, -75.45),
        new("West Columbia SC", 33.99, -81.07), new("Fort Worth TX", 32.76, -97.33),
    ];

    internal static MultiItemPlace[] TenCenters { get; } =
    [
        .. FiveCenters, new("Goodyear AZ", 33.44, -112.36), new("DuPont WA", 47.10, -122.63),
        new("Shakopee MN", 44.80, -93.53), new("Lakeland FL", 28.04, -81.95), new("Aurora CO", 39.73, -104.83),
    ];

    internal static MultiItemPlace[] ManyMetros { get; } =
    [
        new("New York", 40.7, -74.0, 20_140), new("Los Angeles", 34.1, -118.2, 13_201),
        new("Chicago", 41.9, -87.6, 9_619), new("Dallas", 32.8, -96.8, 7_637), new("Houston", 29.8, -95.4, 7_122),
        new("Washington", 38.9, -77.0, 6_385), new("Philadelphia", 40.0, -75.2, 6_245),
        new("Miami", 25.8, -80.2, 6_138), new("Atlanta", 33.7, -84.4, 6_090), new("Boston", 42.4, -71.1, 4_942),
        new("Phoenix", 33.4, -112.1, 4_846), new("San Francisco", 37.8, -122.4, 4_749),
        new("Riverside", 34.0, -117.4, 4_600), new("Detroit", 42.3, -83.0, 4_392),
        new("Seattle", 47.6, -122.3, 4_019), new("Minneapolis", 45.0, -93.3, 3_690),
        new("San Diego", 32.7, -117.2, 3_299), new("Tampa", 28.0, -82.5, 3_175), new("Denver", 39.7, -105.0, 2_964),
        new("Baltimore", 39.3, -76.6, 2_844), new("St. Louis", 38.6, -90.2, 2_820),
        new("Orlando", 28.5, -81.4, 2_673), new("Charlotte", 35.2, -80.8, 2_660),
        new("San Antonio", 29.4, -98.5, 2_558), new("Portland OR", 45.5, -122.7, 2_513),
        new("Sacramento", 38.6, -121.5, 2_397), new("Pittsburgh", 40.4, -80.0, 2_371),
        new("Austin", 30.3, -97.7, 2_283), new("Las Vegas", 36.2, -115.1, 2_265),
        new("Cincinnati", 39.1, -84.5, 2_256), new("Kansas City", 39.1, -94.6, 2_192),
        new("Columbus", 40.0, -83.0, 2_139), new("Indianapolis", 39.8, -86.2, 2_111),
        new("Cleveland", 41.5, -81.7, 2_088), new("San Jose", 37.3, -121.9, 2_000),
        new("Nashville", 36.2, -86.8, 1_990), new("Virginia Beach", 36.9, -76.0, 1_800),
        new("Providence", 41.8, -71.4, 1_677), new("Jacksonville", 30.3, -81.7, 1_606),
        new("Milwaukee", 43.0, -87.9, 1_575), new("Oklahoma City", 35.5, -97.5, 1_426),
        new("Raleigh", 35.8, -78.6, 1_414), new("Memphis", 35.1, -90.0, 1_338),
        new("Richmond", 37.5, -77.4, 1_314), new("Louisville", 38.3, -85.8, 1_286),
        new("New Orleans", 30.0, -90.1, 1_272), new("Salt Lake City", 40.8, -111.9, 1_258),
        new("Hartford", 41.8, -72.7, 1_214), new("Buffalo", 42.9, -78.9, 1_167),
        new("Birmingham", 33.5, -86.8, 1_116), new("Rochester", 43.2, -77.6, 1_091),
        new("Grand Rapids", 43.0, -85.7, 1_088), new("Tucson", 32.2, -110.9, 1_043),
        new("Tulsa", 36.2, -96.0, 1_015), new("Fresno", 36.7, -119.8, 1_009), new("Worcester", 42.3, -71.8, 978),
        new("Omaha", 41.3, -95.9, 968), new("Bridgeport", 41.2, -73.2, 957), new("Greenville", 34.9, -82.4, 928),
        new("Albuquerque", 35.1, -106.7, 917), new("Bakersfield", 35.4, -119.0, 909),
        new("Albany", 42.7, -73.8, 899), new("Knoxville", 36.0, -83.9, 880), new("Baton Rouge", 30.5, -91.2, 871),
        new("McAllen", 26.2, -98.2, 871), new("El Paso", 31.8, -106.5, 869), new("New Haven", 41.3, -72.9, 865),
        new("Allentown", 40.6, -75.5, 862), new("Oxnard", 34.2, -119.2, 844),
        new("North Port", 27.3, -82.5, 834), new("Columbia", 34.0, -81.0, 829), new("Dayton", 39.8, -84.2, 814),
        new("Charleston", 32.8, -79.9, 800), new("Stockton", 38.0, -121.3, 779),
        new("Greensboro", 36.1, -79.8, 776), new("Boise", 43.6, -116.2, 765),
        new("Cape Coral", 26.6, -82.0, 761), new("Colorado Springs", 38.8, -104.8, 755),
        new("Little Rock", 34.7, -92.3, 748), new("Lakeland", 28.0, -82.0, 725), new("Des Moines", 41.6, -93.6, 709),
        new("Akron", 41.1, -81.5, 702), new("Springfield", 42.1, -72.6, 699),
        new("Poughkeepsie", 41.7, -73.9, 698), new("Ogden", 41.2, -112.0, 695), new("Madison", 43.1, -89.4, 681),
        new("Winston-Salem", 36.1, -80.2, 676), new("Deltona", 28.9, -81.2, 669), new("Provo", 40.2, -111.7, 671),
        new("Syracuse", 43.0, -76.1, 662), new("Durham", 36.0, -78.9, 650), new("Wichita", 37.7, -97.3, 648),
        new("Toledo", 41.7, -83.6, 646), new("Augusta", 33.5, -82.0, 611), new("Palm Bay", 28.0, -80.6, 607),
        new("Jackson", 32.3, -90.2, 620), new("Harrisburg", 40.3, -76.9, 592), new("Spokane", 47.7, -117.4, 586),
        new("Scranton", 41.4, -75.7, 568),
    ];
}
