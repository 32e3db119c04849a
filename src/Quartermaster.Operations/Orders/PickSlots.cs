using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots that orders need: units that each center can pick and ship on a day.</summary>
public static class PickSlots
{
    /// <summary>Opens the slots of a ship day; slots that are open at the same limit stay untouched.</summary>
    /// <param name="capacities">The limits of the centers, and from when they hold.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="shipDay">The UTC day.</param>
    /// <param name="at">When this is done.</param>
    public static void Open(Table<Capacity> capacities, GoodsLedger ledger, DateOnly shipDay, Instant at)
    {
        foreach (var capacity in capacities.InForce(shipDay))
        {
            if (capacity.Resource == Resource.Outbound)
            {
                ledger.OpenSlot(Slot.Pick(capacity.Facility, shipDay), (long)capacity.Hard, at);
            }
        }
    }
}
