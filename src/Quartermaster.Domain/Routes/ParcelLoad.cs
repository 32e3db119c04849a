namespace Quartermaster.Domain.Routes;

/// <summary>What goods take of a departure.</summary>
/// <param name="Parcels">Parcels; 1 or more.</param>
/// <param name="Grams">Weight; 0 or more.</param>
/// <param name="CubicCentimeters">Volume; 0 or more.</param>
public readonly record struct ParcelLoad(int Parcels, double Grams, double CubicCentimeters);
