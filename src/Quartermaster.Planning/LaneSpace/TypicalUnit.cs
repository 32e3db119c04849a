using Quartermaster.Domain.Goods;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>The unit that all goods are taken to be.</summary>
/// <param name="Grams">Weight, g; 0 or more.</param>
/// <param name="CubicCentimeters">Volume, cm³; 0 or more.</param>
/// <param name="PerParcel">Units of a usual parcel; 1 or more.</param>
public readonly record struct TypicalUnit(double Grams, double CubicCentimeters, double PerParcel)
{
    /// <summary>How many units are one unit of a measure: a parcel, a kilogram, a cubic meter.</summary>
    /// <param name="measure">What a departure has room for.</param>
    public double UnitsPer(SlotKind measure) => measure switch
    {
        SlotKind.LaneGrams => 1e3 / Grams,
        SlotKind.LaneCubicCentimeters => 1e6 / CubicCentimeters,
        _ => PerParcel,
    };
}
