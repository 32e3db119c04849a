namespace Quartermaster.Domain;

/// <summary>The terms on which a vendor sells a product, delivered to a facility or to the network.</summary>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">Where the goods go; none for the network, to be placed later.</param>
/// <param name="CaseUnits">Units in a case, 1 or more; the vendor ships full cases only.</param>
/// <param name="MinimumUnits">The smallest order the vendor accepts, in units; 0 for none.</param>
/// <param name="AvailableUnits">The most the vendor can ship, in units, 0 or more.</param>
/// <param name="LeadTimeDays">Days from order to receipt, 0 to 3,650.</param>
/// <param name="ReviewDays">Days between orders, 1 to 3,650.</param>
/// <param name="UnitCost">What the vendor charges for one unit; up to <see cref="Money.Highest"/>.</param>
/// <param name="ShortageCost">Loss per unit of demand not met: margin plus goodwill, currency; above 0.</param>
/// <param name="HoldingCostPerUnitDay">Capital and risk of one unit for one day, currency; 0 or more.</param>
/// <param name="LineCost">What one order line costs however large it is, currency; 0 or more.</param>
/// <param name="Yield">The share of what is ordered that is expected to arrive, 0.2 to 1.</param>
/// <param name="ScrapLoss">Loss of a unit that is never sold: its cost less what is recoverable, currency; 0 or more.
/// </param>
public readonly record struct OfferTerms(
    ProductId Product,
    VendorId Vendor,
    FacilityId ShipTo,
    int CaseUnits,
    int MinimumUnits,
    int AvailableUnits,
    int LeadTimeDays,
    int ReviewDays,
    Money UnitCost,
    double ShortageCost,
    double HoldingCostPerUnitDay,
    double LineCost = 0,
    double Yield = 1,
    double ScrapLoss = 0);
