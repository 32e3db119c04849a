using Quartermaster.Domain;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Every number that Online Retail II does not have. docs/online-retail.md gives the reasons.</summary>
internal static class RetailAssumptions
{
    /// <summary>What each keyed draw is for.</summary>
    internal enum Draw : ulong
    {
        Metro = 101, Size, Density, Vendor, CostShare, Case, Minimum, LeadTime, Short,
    }

    internal const double CostShareLeast = 0.45, CostShareMost = 0.60;
    internal const double CubicCentimetersAtOnePound = 400, VolumeExponent = 0.6, VolumeSpread = 0.5;
    internal const double GramsPerCubicCentimeterLeast = 0.15, GramsPerCubicCentimeterMost = 0.45;
    internal const int PalletFromCubicCentimeters = 15_000;
    internal const int LaunchAfterDays = 60;
    internal const double CoverWeeks = 6, RoomOverPeak = 1.2, StoredWeeks = 8;
    internal const int ReceiptsPerProduct = 4;
    internal const double ShortShare = 0.05;
    internal const int ReviewDays = 7;

    /// <summary>Fulfillment centers, with their share of stock and room.</summary>
    internal static IReadOnlyList<(RetailPlace Place, double Share)> Centers { get; } =
    [
        (new("FC-DAVENTRY", "Daventry", 52.26, -1.16, 0, "Europe/London", "GB"), 0.45),
        (new("FC-DONCASTER", "Doncaster", 53.52, -1.13, 0, "Europe/London", "GB"), 0.25),
        (new("FC-SWINDON", "Swindon", 51.56, -1.78, 0, "Europe/London", "GB"), 0.20),
        (new("FC-VENLO", "Venlo", 51.37, 6.17, 0, "Europe/Amsterdam", "NL"), 0.10),
    ];

    /// <summary>Where vendors are: how many, lead time, its spread, least order, days to pay.</summary>
    internal static IReadOnlyList<(string Zone, int Vendors, int LeadDays, double Spread, int MinimumOrder,
        int PaymentDays)> VendorZones { get; } =
        [
            ("UK", 16, 10, 0.15, 200, 30), ("EU", 10, 21, 0.20, 500, 30), ("ASIA", 14, 63, 0.20, 2_000, 60),
        ];

    internal static Money StoragePerCubicMeterDay => Money.Of(0.35m);

    internal static Money ReceivePerUnit => Money.Of(0.02m);

    internal static Money PickPerUnit => Money.Of(0.05m);

    internal static Money PackPerParcel => Money.Of(0.60m);

    internal static Money GoodwillPerUnit => Money.Of(0.20m);

    internal static Money OrderPerLine => Money.Of(1.50m);

    internal const double CapitalPercentPerYear = 12, SalvagePercent = 40;

    /// <summary>Units in a case, by price: cheap things come in dozens.</summary>
    internal static int[] CasesAt(double pounds) => pounds < 1 ? [12, 24, 48] : pounds < 4 ? [6, 12, 24] : [1, 2, 6];
}
