using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Generation;

/// <summary>How vendors answer purchase orders: late, short or in parts, the same for every policy.</summary>
public interface ISupplySource
{
    /// <summary>The most deliveries that one line can have.</summary>
    const int MostParts = 2;

    /// <summary>What arrives for one line of a purchase order.</summary>
    /// <param name="line">What was ordered.</param>
    /// <param name="deliveries">Filled; at least <see cref="MostParts"/> long.</param>
    /// <returns>How many deliveries there are: 1 or 2, by day; their units never sum to more than was
    /// ordered.</returns>
    int Deliver(in SupplyLine line, Span<Delivery> deliveries);
}

/// <summary>One line of a purchase order, as the vendor sees it.</summary>
/// <param name="Vendor">Who sells.</param>
/// <param name="Product">What.</param>
/// <param name="ShipTo">Where to; lines of a day that go to the same place travel together.</param>
/// <param name="Ordered">The day of the order.</param>
/// <param name="StatedDays">The lead time that the vendor states.</param>
/// <param name="Units">How many; 1 or more.</param>
/// <param name="Draw">0 for what becomes of an order; 1, 2, … for further answers to the same line, each as likely, of
/// the replication's own chance.</param>
public readonly record struct SupplyLine(
    VendorId Vendor, ProductId Product, FacilityId ShipTo, DateOnly Ordered, int StatedDays, int Units, int Draw = 0);

/// <summary>One arrival.</summary>
/// <param name="Day">When.</param>
/// <param name="Units">Sellable units; 0 or more.</param>
/// <param name="DamagedUnits">Units that cannot be sold; 0 or more.</param>
public readonly record struct Delivery(DateOnly Day, int Units, int DamagedUnits);
