namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Units of one kind that are to be packed.</summary>
/// <param name="Grams">Weight of one, g; 0 to 10⁸.</param>
/// <param name="CubicCentimeters">Volume of one, cm³; 0 to 10⁸.</param>
/// <param name="Units">How many; 0 to 100,000.</param>
public readonly record struct PackedGoods(int Grams, int CubicCentimeters, int Units);

/// <summary>Parcels that hold the same.</summary>
/// <param name="Count">How many such parcels there are; 1 or more.</param>
/// <param name="Units">Units in each of them, by kind.</param>
public sealed record PackedParcel(int Count, int[] Units);

/// <summary>Goods in parcels.</summary>
/// <param name="Parcels">What is in which.</param>
/// <param name="Count">How many parcels there are.</param>
/// <param name="Bound">No packing has fewer: the packing is proven to be the best where this is the count.</param>
public sealed record PackedGoodsPlan(IReadOnlyList<PackedParcel> Parcels, int Count, int Bound);
