namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>A region: where it is and how many live there.</summary>
internal sealed record RetailPlace(
    string Code, string Name, double Latitude, double Longitude, int Population, string Zone, string Country);

/// <summary>Regions of Online Retail II. Metro and country populations are rounded figures of about 2011 (UK: census
/// urban areas); positions are those of the largest city.</summary>
internal static class RetailPlaces
{
    /// <summary>30 metro areas of the United Kingdom: its customers are drawn to them by population.</summary>
    internal static IReadOnlyList<RetailPlace> Metros { get; } =
    [
        Uk("LONDON", "London", 51.51, -0.13, 9_787_000),
        Uk("MANCHESTER", "Greater Manchester", 53.48, -2.24, 2_553_000),
        Uk("BIRMINGHAM", "West Midlands", 52.48, -1.89, 2_440_000),
        Uk("LEEDS", "West Yorkshire", 53.80, -1.55, 1_777_000),
        Uk("GLASGOW", "Greater Glasgow", 55.86, -4.25, 1_209_000),
        Uk("LIVERPOOL", "Liverpool", 53.41, -2.98, 864_000),
        Uk("SOUTHAMPTON", "South Hampshire", 50.90, -1.40, 856_000),
        Uk("NEWCASTLE", "Tyneside", 54.98, -1.61, 775_000),
        Uk("NOTTINGHAM", "Nottingham", 52.95, -1.15, 730_000),
        Uk("SHEFFIELD", "Sheffield", 53.38, -1.47, 685_000),
        Uk("BRISTOL", "Bristol", 51.45, -2.59, 617_000),
        Uk("BELFAST", "Belfast", 54.60, -5.93, 595_000),
        Uk("LEICESTER", "Leicester", 52.64, -1.13, 509_000),
        Uk("EDINBURGH", "Edinburgh", 55.95, -3.19, 482_000),
        Uk("BRIGHTON", "Brighton and Hove", 50.82, -0.14, 475_000),
        Uk("BOURNEMOUTH", "Bournemouth", 50.72, -1.88, 466_000),
        Uk("CARDIFF", "Cardiff", 51.48, -3.18, 390_000),
        Uk("TEESSIDE", "Teesside", 54.57, -1.23, 377_000),
        Uk("STOKE", "Stoke-on-Trent", 53.00, -2.18, 373_000),
        Uk("COVENTRY", "Coventry", 52.41, -1.51, 359_000),
        Uk("SUNDERLAND", "Sunderland", 54.91, -1.38, 335_000),
        Uk("READING", "Reading", 51.45, -0.97, 318_000),
        Uk("HULL", "Kingston upon Hull", 53.74, -0.33, 314_000),
        Uk("PRESTON", "Preston", 53.76, -2.70, 313_000),
        Uk("NEWPORT", "Newport", 51.58, -3.00, 306_000),
        Uk("SWANSEA", "Swansea", 51.62, -3.94, 300_000),
        Uk("SOUTHEND", "Southend-on-Sea", 51.54, 0.71, 295_000),
        Uk("DERBY", "Derby", 52.92, -1.48, 270_000),
        Uk("PLYMOUTH", "Plymouth", 50.38, -4.14, 260_000),
        Uk("ABERDEEN", "Aberdeen", 57.15, -2.09, 207_000),
    ];

    /// <summary>The other countries, under the names the file gives them.</summary>
    internal static IReadOnlyList<RetailPlace> Countries { get; } =
    [
        new("EIRE", "Ireland", 53.35, -6.26, 4_577_000, "Europe/Dublin", "IE"),
        new("Germany", "Germany", 52.52, 13.41, 80_275_000, "Europe/Berlin", "DE"),
        new("France", "France", 48.86, 2.35, 65_343_000, "Europe/Paris", "FR"),
        new("Netherlands", "Netherlands", 52.37, 4.90, 16_693_000, "Europe/Amsterdam", "NL"),
        new("Spain", "Spain", 40.42, -3.70, 46_743_000, "Europe/Madrid", "ES"),
        new("Switzerland", "Switzerland", 47.38, 8.54, 7_912_000, "Europe/Zurich", "CH"),
        new("Belgium", "Belgium", 50.85, 4.35, 11_048_000, "Europe/Brussels", "BE"),
        new("Portugal", "Portugal", 38.72, -9.14, 10_558_000, "Europe/Lisbon", "PT"),
        new("Australia", "Australia", -33.87, 151.21, 22_340_000, "Australia/Sydney", "AU"),
        new("Channel Islands", "Channel Islands", 49.19, -2.11, 161_000, "Europe/Jersey", "JE"),
        new("Italy", "Italy", 45.46, 9.19, 59_379_000, "Europe/Rome", "IT"),
        new("Sweden", "Sweden", 59.33, 18.07, 9_449_000, "Europe/Stockholm", "SE"),
        new("Norway", "Norway", 59.91, 10.75, 4_953_000, "Europe/Oslo", "NO"),
        new("Cyprus", "Cyprus", 35.17, 33.36, 840_000, "Asia/Nicosia", "CY"),
        new("Finland", "Finland", 60.17, 24.94, 5_388_000, "Europe/Helsinki", "FI"),
        new("Austria", "Austria", 48.21, 16.37, 8_392_000, "Europe/Vienna", "AT"),
        new("Denmark", "Denmark", 55.68, 12.57, 5_571_000, "Europe/Copenhagen", "DK"),
        new("Greece", "Greece", 37.98, 23.73, 11_105_000, "Europe/Athens", "GR"),
        new("Japan", "Japan", 35.68, 139.69, 127_833_000, "Asia/Tokyo", "JP"),
        new("USA", "United States", 40.71, -74.01, 311_580_000, "America/New_York", "US"),
        new("Poland", "Poland", 52.23, 21.01, 38_063_000, "Europe/Warsaw", "PL"),
        new("United Arab Emirates", "United Arab Emirates", 25.20, 55.27, 8_925_000, "Asia/Dubai", "AE"),
        new("Israel", "Israel", 32.09, 34.78, 7_766_000, "Asia/Jerusalem", "IL"),
        new("Hong Kong", "Hong Kong", 22.32, 114.17, 7_072_000, "Asia/Hong_Kong", "HK"),
        new("Singapore", "Singapore", 1.35, 103.82, 5_184_000, "Asia/Singapore", "SG"),
        new("Malta", "Malta", 35.90, 14.51, 416_000, "Europe/Malta", "MT"),
        new("Canada", "Canada", 43.65, -79.38, 34_340_000, "America/Toronto", "CA"),
        new("Iceland", "Iceland", 64.15, -21.94, 319_000, "Atlantic/Reykjavik", "IS"),
        new("RSA", "South Africa", -26.20, 28.05, 51_770_000, "Africa/Johannesburg", "ZA"),
        new("Lithuania", "Lithuania", 54.69, 25.28, 3_028_000, "Europe/Vilnius", "LT"),
        new("Bahrain", "Bahrain", 26.23, 50.59, 1_195_000, "Asia/Bahrain", "BH"),
        new("Brazil", "Brazil", -23.55, -46.63, 197_400_000, "America/Sao_Paulo", "BR"),
        new("Thailand", "Thailand", 13.76, 100.50, 67_600_000, "Asia/Bangkok", "TH"),
        new("Korea", "South Korea", 37.57, 126.98, 49_937_000, "Asia/Seoul", "KR"),
        new("European Community", "European Community", 50.85, 4.35, 0, "Europe/Brussels", ""),
        new("Lebanon", "Lebanon", 33.89, 35.50, 4_588_000, "Asia/Beirut", "LB"),
        new("West Indies", "West Indies", 18.02, -76.80, 0, "America/Jamaica", ""),
        new("Bermuda", "Bermuda", 32.29, -64.78, 64_000, "Atlantic/Bermuda", "BM"),
        new("Nigeria", "Nigeria", 6.52, 3.38, 164_000_000, "Africa/Lagos", "NG"),
        new("Czech Republic", "Czech Republic", 50.08, 14.44, 10_496_000, "Europe/Prague", "CZ"),
        new("Saudi Arabia", "Saudi Arabia", 24.71, 46.68, 28_200_000, "Asia/Riyadh", "SA"),
    ];

    private static RetailPlace Uk(string code, string name, double latitude, double longitude, int population) =>
        new($"UK-{code}", name, latitude, longitude, population, "Europe/London", "GB");
}
