namespace Quartermaster.Planning.Capacity;

/// <summary>What a resource holds, and what of it is spoken for whatever is decided now.</summary>
/// <remarks>Open orders, firm seller limits and accepted orders are fixed load. All in the resource's unit: m³-days of
/// room over the cover days, units received in the period, currency.</remarks>
/// <param name="Capacity">What there is, 0 or more.</param>
/// <param name="FixedMean">Expected fixed load, 0 or more.</param>
/// <param name="FixedDeviation">Its standard deviation, 0 or more.</param>
public readonly record struct ResourceLoad(double Capacity, double FixedMean, double FixedDeviation);
