namespace Quartermaster.Domain.Routes;

/// <summary>What serving a region from an FC costs and takes, on average over order instants: for planning.</summary>
/// <param name="CheapestCost">Freight of the reference parcel by the cheapest way, currency; NaN if there is none.
/// </param>
/// <param name="CheapestDays">Days from order to delivery by the cheapest way.</param>
/// <param name="FastestCost">Freight of the reference parcel by the earliest way, currency.</param>
/// <param name="FastestDays">Days from order to delivery by the earliest way.</param>
/// <param name="SameDayShare">The share of order instants from which goods arrive on the same local day; 0 to 1.
/// </param>
/// <param name="OneDayShare">The share delivered by the end of the next local day.</param>
/// <param name="TwoDayShare">The share delivered by the end of the second local day.</param>
public readonly record struct ServeCost(
    float CheapestCost, float CheapestDays, float FastestCost, float FastestDays,
    float SameDayShare, float OneDayShare, float TwoDayShare);
