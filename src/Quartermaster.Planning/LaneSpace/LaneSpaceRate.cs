using Quartermaster.Domain;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What room on a lane is worth to others, whenever it leaves.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="PerParcel">Of a parcel, currency; 0 or more.</param>
/// <param name="PerKilogram">Of a kilogram.</param>
/// <param name="PerCubicMeter">Of a cubic meter.</param>
public readonly record struct LaneSpaceRate(LaneId Lane, double PerParcel, double PerKilogram, double PerCubicMeter);
