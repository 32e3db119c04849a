using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots that orders need: units that each center can pick and ship on a day.</summary>
public static class PickSlots
{
    /// <summary>Days from an order to the last departure that routes offer it.</summary>
    public const int DaysAhead = 14;

    /// <summary>The units a day of a center that states no limit.</summary>
    public const long Unlimited = 1_000_000_000_000;

    /// <summary>Opens the slots of every day on which orders of a day may ship: from the day before, for the hours that
    /// are still the day before in the centers' west, to the last that routes reach.</summary>
    /// <param name="centers">The centers.</param>
    /// <param name="capacities">Their limits.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="day">The UTC day of the orders.</param>
    public static void OpenAhead(
        ReadOnlySpan<FacilityId> centers, Table<Capacity> capacities, IOrderLedger ledger, DateOnly day)
    {
        for (var ahead = -1; ahead <= DaysAhead; ahead++)
        {
            Open(centers, capacities, ledger, day.AddDays(ahead), Instant.Of(day));
        }
    }

    /// <summary>What placed orders will take of what centers can ship, from a day on.</summary>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="centers">The centers.</param>
    /// <param name="day">The first UTC ship day.</param>
    public static Table<ClaimedHands> ClaimedFrom(GoodsLedger ledger, ReadOnlySpan<FacilityId> centers, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var claimed = new List<ClaimedHands>();
        foreach (var center in centers)
        {
            for (var ahead = 0; ahead <= DaysAhead; ahead++)
            {
                var units = ledger.Use(Slot.Pick(center, day.AddDays(ahead))).Claimed;
                if (units > 0)
                {
                    claimed.Add(new(center, day.AddDays(ahead), units));
                }
            }
        }

        return new([.. claimed]);
    }

    /// <summary>Opens the slots of a ship day; slots that are open at the same limit stay untouched.</summary>
    /// <param name="centers">The centers; one without a limit can ship any number of units.</param>
    /// <param name="capacities">The limits of the centers, and from when they hold.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="shipDay">The UTC day.</param>
    /// <param name="at">When this is done.</param>
    public static void Open(ReadOnlySpan<FacilityId> centers, Table<Capacity> capacities, IOrderLedger ledger,
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
