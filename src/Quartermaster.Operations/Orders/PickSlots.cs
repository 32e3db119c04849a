using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots that orders need: units that each center can pick and ship on a day.</summary>
public static class PickSlots
{
    /// <summary>The units a day of a center that states no limit.</summary>
    public const long Unlimited = 1_000_000_000_000;

    /// <summary>Opens the slots of a ship day; slots that are open at the same limit stay untouched.</summary>
    /// <param name="centers">The centers; one without a limit can ship any number of units.</param>
    /// <param name="capacities">The limits of the centers, and from when they hold.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="shipDay">The UTC day.</param>
    /// <param name="at">When this is done.</param>
    public static void Open(ReadOnlySpan<FacilityId> centers, Table<Capacity> capacities, GoodsLedger ledger,
        DateOnly shipDay, Instant at)
    {
        var limits = capacities.InForce(shipDay).Where(capacity => capacity.Resource == Resource.Outbound)
            .ToDictionary(capacity => capacity.Facility, capacity => (long)capacity.Hard);
        foreach (var center in centers)
        {
            ledger.OpenSlot(Slot.Pick(center, shipDay), limits.GetValueOrDefault(center, Unlimited), at);
        }
    }
}
