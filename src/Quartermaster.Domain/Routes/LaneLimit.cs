namespace Quartermaster.Domain.Routes;

/// <summary>What one departure can take; a part that is null has no limit.</summary>
/// <param name="Parcels">Parcels.</param>
/// <param name="Grams">Weight.</param>
/// <param name="CubicCentimeters">Volume.</param>
public readonly record struct LaneLimit(long? Parcels, long? Grams, long? CubicCentimeters)
{
    /// <summary>Whether there is any limit.</summary>
    public bool IsLimited => Parcels is not null || Grams is not null || CubicCentimeters is not null;
}
