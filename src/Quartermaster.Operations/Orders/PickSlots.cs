using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots that orders need: units that each center can pick and ship on a day.</summary>
public static class PickSlots
{
    /// <summary>Opens the slots of a ship day; slots that are open at the same limit stay untouched.</summary>
    /// <param name="facts">The limits of the centers.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="shipDay">The UTC day.</param>
    /// <param name="at">When this is done.</param>
    public static void Open(CompanyFacts facts, GoodsLedger ledger, DateOnly shipDay, Instant at)
    {
        foreach (ref readonly var capacity in facts.Capacities.Rows)
        {
            if (capacity.Resource == Resource.Outbound && capacity.FromDay <= shipDay)
            {
                ledger.OpenSlot(Slot.Pick(capacity.Facility, shipDay), (long)capacity.Hard, at);
            }
        }
    }
}
