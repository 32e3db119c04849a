using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Routes;

/// <summary>What one parcel may be at most.</summary>
/// <param name="Grams">Weight, g; the greatest integer for no limit.</param>
/// <param name="CubicCentimeters">Volume, cm³; the greatest integer for no limit.</param>
/// <param name="SideMillimeters">Longest side, mm; the greatest integer for no limit.</param>
public readonly record struct ParcelLimits(int Grams, int CubicCentimeters, int SideMillimeters)
{
    /// <summary>No limit.</summary>
    public static ParcelLimits None { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>Whether anything is limited.</summary>
    public bool IsNone => this == None;

    /// <summary>The limits of a lane; 0 in its row is no limit.</summary>
    public static ParcelLimits Of(in Lane lane) => new(LimitOf(lane.MaxParcelGrams),
        LimitOf(lane.MaxParcelCubicCentimeters), LimitOf(lane.MaxParcelSideMillimeters));

    /// <summary>What keeps to both.</summary>
    public ParcelLimits And(in ParcelLimits other) => new(Math.Min(Grams, other.Grams),
        Math.Min(CubicCentimeters, other.CubicCentimeters), Math.Min(SideMillimeters, other.SideMillimeters));

    /// <summary>What keeps to one of them, and perhaps more: the larger of each.</summary>
    public ParcelLimits Or(in ParcelLimits other) => new(Math.Max(Grams, other.Grams),
        Math.Max(CubicCentimeters, other.CubicCentimeters), Math.Max(SideMillimeters, other.SideMillimeters));

    /// <summary>Whether whatever keeps to the others keeps to these.</summary>
    public bool Cover(in ParcelLimits other) => Grams >= other.Grams && CubicCentimeters >= other.CubicCentimeters
        && SideMillimeters >= other.SideMillimeters;

    /// <summary>Whether goods together fit one parcel, sides looked at one by one.</summary>
    /// <param name="grams">Their weight, g.</param>
    /// <param name="cubicCentimeters">Their volume, cm³.</param>
    /// <param name="sideMillimeters">The longest side of any of them, mm; 0 where none is known.</param>
    public bool Hold(long grams, long cubicCentimeters, int sideMillimeters) => grams <= Grams
        && cubicCentimeters <= CubicCentimeters && sideMillimeters <= SideMillimeters;

    /// <summary>The fewest parcels that goods may go in, by weight and volume alone; 1 or more. How they pack may ask
    /// for more.</summary>
    /// <param name="grams">Their weight, g.</param>
    /// <param name="cubicCentimeters">Their volume, cm³.</param>
    public int LeastParcels(double grams, double cubicCentimeters) => (int)Math.Clamp(
        Math.Ceiling(Math.Max(grams / Grams, cubicCentimeters / CubicCentimeters)), 1, int.MaxValue);

    private static int LimitOf(int limit) => limit > 0 ? limit : int.MaxValue;
}

/// <summary>What a way asks of parcels, and what of its cost is not paid: the worth of the space that they take on its
/// lanes.</summary>
/// <param name="Limits">What every lane of the way takes.</param>
/// <param name="SpaceParcelMicros">The part of the way's cost of a parcel that is the price of space, micros.</param>
/// <param name="SpaceMicrosPerGram">The same of a gram.</param>
/// <param name="SpaceMicrosPerCubicCentimeter">The same of a cubic centimeter.</param>
public readonly record struct WayTerms(
    ParcelLimits Limits, long SpaceParcelMicros, double SpaceMicrosPerGram, double SpaceMicrosPerCubicCentimeter)
{
    /// <summary>Parcels of any size, and space for nothing.</summary>
    public static WayTerms Plain { get; } = new(ParcelLimits.None, 0, 0, 0);

    /// <summary>Whether space has a price.</summary>
    public bool HasSpacePrice =>
        SpaceParcelMicros > 0 || SpaceMicrosPerGram > 0 || SpaceMicrosPerCubicCentimeter > 0;
}
