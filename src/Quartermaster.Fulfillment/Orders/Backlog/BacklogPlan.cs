using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What is shipped from where now, after the backlog was looked at again.</summary>
/// <param name="Shipments">As the present plan. Rows of one party with one FC and one way are one
/// parcel; what belongs to it stands on its first row.</param>
/// <param name="BeforeMicros">What the present plan costs at today's prices: freight, handling, split, slots and lane
/// space where they have a price, and the worth of the units it takes. Lines not shipped in time do not count.</param>
/// <param name="AfterMicros">What the new plan costs.</param>
/// <param name="MissingBefore">Lines that the present plan does not ship in time.</param>
/// <param name="MissingAfter">Lines that the new one does not.</param>
/// <param name="Changed">Orders whose plan changed.</param>
/// <param name="Plans">Plans that were made: the work done.</param>
/// <param name="IsCut">Whether the work limit ended it.</param>
public sealed record BacklogPlan(
    Table<ShipmentRow> Shipments, long BeforeMicros, long AfterMicros, int MissingBefore, int MissingAfter, int Changed,
    int Plans, bool IsCut)
{
    /// <summary>What each order costs, by the present plan and by the new one.</summary>
    public Table<OrderBill> Bills { get; init; } = new([]);

    /// <summary>How many parcels fewer leave by the new plan than if every order had parcels of its own.</summary>
    public int SharedParcels { get; init; }
}
