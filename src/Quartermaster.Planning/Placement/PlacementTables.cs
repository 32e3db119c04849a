using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Planning.Placement;

/// <summary>What placement knows of a product itself. Changes with the catalog.</summary>
/// <param name="Product">The product.</param>
/// <param name="Key">The hash of its code, for keyed draws.</param>
/// <param name="StorageClass">Where it may rest.</param>
/// <param name="VolumeCubicCentimeters">Volume of one unit, cm³; 0 or more.</param>
/// <param name="WeightGrams">Weight of one unit, g; 0 or more.</param>
public readonly record struct PlacedProduct(
    ProductId Product, ulong Key, StorageClass StorageClass, int VolumeCubicCentimeters, int WeightGrams);

/// <summary>What is to be placed. Changes with purchases.</summary>
/// <param name="Units">Units that will arrive, 0 to 10⁹.</param>
/// <param name="CaseUnits">Units in a case, 1 or more.</param>
/// <param name="DueDay">The day they are expected.</param>
public readonly record struct InboundGoods(int Units, int CaseUnits, DateOnly DueDay);

/// <summary>What a sale is worth and how much of demand a slower promise loses. Changes with prices.</summary>
/// <param name="MarginPerUnit">Price less cost, plus goodwill, before shipping, currency; 0 or more.</param>
/// <param name="LostPerExtraDay">Share of demand lost per day that the promise is later than the region's fastest, 0 to
/// 1.
/// </param>
public readonly record struct SaleWorth(double MarginPerUnit, double LostPerExtraDay);

/// <summary>A facility that a product's inbound may go to, or that has stock of it.</summary>
/// <param name="Facility">The facility.</param>
/// <param name="MayHold">Whether more of the product may be sent there; what it has serves demand in any case.</param>
public readonly record struct Destination(FacilityId Facility, bool MayHold);

/// <summary>The part of a product's inbound that a facility got the last time it was decided.</summary>
/// <param name="Share">0 to 1; all 0 where it was never decided.</param>
public readonly record struct LastSplit(float Share);
