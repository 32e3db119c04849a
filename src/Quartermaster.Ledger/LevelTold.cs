using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A feed said how much of a product there is at a place: a count of its own.</summary>
/// <param name="At">When it came.</param>
/// <param name="Product">Of what; the retailer's own.</param>
/// <param name="Facility">Where.</param>
public readonly record struct LevelTold(Instant At, ProductId Product, FacilityId Facility);
