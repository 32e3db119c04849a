namespace Quartermaster.Domain.Goods;

/// <summary>Units of a product at a facility that an order asks for.</summary>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where.</param>
/// <param name="Units">How many; 1 or more.</param>
/// <param name="Owner">Whose; 0 for the retailer.</param>
public readonly record struct StockClaim(
    ProductId Product, FacilityId Facility, int Units, OwnerId Owner = default);

/// <summary>What a person counted on the shelf.</summary>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where.</param>
/// <param name="Units">All sellable units there, those claimed by orders included; 0 or more.</param>
/// <param name="Owner">Whose; 0 for the retailer.</param>
public readonly record struct StockCount(
    ProductId Product, FacilityId Facility, int Units, OwnerId Owner = default);

/// <summary>A finding: a claim that was released because what it claimed is not there.</summary>
/// <param name="Order">Whose claim.</param>
/// <param name="Stock">The stock it had claimed; the default for a slot.</param>
/// <param name="Slot">The slot it had claimed; the default for stock.</param>
/// <param name="WasDecided">Whether the customer had been told yes: then the order needs a new offer. An order that was
/// only held is released whole.</param>
public readonly record struct ClaimCut(OrderKey Order, StockClaim Stock, SlotClaim Slot, bool WasDecided);
