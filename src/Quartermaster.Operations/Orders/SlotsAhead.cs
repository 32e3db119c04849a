using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens every slot that orders of a day may need: hands of the centers, room on departures, deliveries.
/// </summary>
public static class SlotsAhead
{
    /// <summary>Opens them; those that are open at the same limit stay untouched.</summary>
    /// <param name="centers">The centers.</param>
    /// <param name="capacities">Their limits.</param>
    /// <param name="routes">The ways.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="day">The UTC day of the orders: never one before the last day that this was done for, or departures
    /// that were closed would be opened as if nobody had claimed them.</param>
    public static void Open(
        ReadOnlySpan<FacilityId> centers, Table<Capacity> capacities, RouteTable routes, IOrderLedger ledger,
        DateOnly day)
    {
        PickSlots.OpenAhead(centers, capacities, ledger, day);
        LaneSlots.OpenAhead(routes, ledger, day);
    }
}
