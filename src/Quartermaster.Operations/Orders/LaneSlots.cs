using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots of departures, delivery days and delivery windows that state a limit.</summary>
/// <remarks>Once a slot is open in a ledger, a limited departure without one takes nothing: open them whenever routes
/// are built anew. Those of days past are closed.</remarks>
public static class LaneSlots
{
    // What left so long ago is no longer looked at.
    private const int KeptMinutes = 2 * 1_440;

    private static readonly SlotKind[] s_kinds =
    [
        SlotKind.LaneParcels, SlotKind.LaneGrams, SlotKind.LaneCubicCentimeters, SlotKind.Delivery,
        SlotKind.DeliveryWindow,
    ];

    /// <summary>Opens what a route table's ways may need; slots that are open at the same limit stay untouched.
    /// O(limited departures of the window).</summary>
    /// <param name="routes">The ways.</param>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="day">The UTC day of the orders: what left two days before it is closed.</param>
    /// <param name="openedUntil">Departures before it are known to have been opened, by a table of earlier days: they
    /// are passed over.</param>
    /// <returns>How many slots were looked at that the table's ways may need.</returns>
    public static int OpenAhead(
        RouteTable routes, IOrderLedger ledger, DateOnly day, Instant openedUntil = default)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(ledger);
        var (count, at, opened) = (0, Instant.Of(day), openedUntil.UnixMinutes);
        var edge = at.PlusMinutes(-KeptMinutes).UnixMinutes;
        foreach (var (lane, minute) in routes.Limits.Departures)
        {
            if (minute < opened)
            {
                continue;
            }

            var limit = routes.Limits[lane];
            Open(Slot.Parcels(lane, minute), limit.Parcels);
            Open(Slot.Weight(lane, minute), limit.Grams);
            Open(Slot.Volume(lane, minute), limit.CubicCentimeters);
        }

        for (var region = 1; region <= routes.RegionCount; region++)
        {
            for (var local = 0; routes.Limits.DeliveriesOf(new(region)) is { } most && local < routes.Calendar.Days;
                local++)
            {
                Open(Slot.Delivery(new(region), routes.Calendar.StartOf(new(region), local)), most);
            }

            for (var local = 0; routes.Limits.HasWindows && local < routes.Calendar.Days; local++)
            {
                foreach (ref readonly var window in routes.Calendar.WindowsOf(new(region), local))
                {
                    Open(Slot.DeliveryWindow(new(region), window.FromMinute), window.Parcels);
                }
            }
        }

        foreach (var kind in s_kinds)
        {
            ledger.CloseSlots(kind, edge);
        }

        return count;

        void Open(Slot slot, long? limit)
        {
            if (limit is { } units && slot.Window >= edge)
            {
                ledger.OpenSlot(slot, units, at);
                count++;
            }
        }
    }

    /// <summary>What placed orders will take of limited lanes, from a day on; days of which nothing is taken are left
    /// out.</summary>
    /// <param name="ledger">Where the slots are kept.</param>
    /// <param name="routes">The ways.</param>
    /// <param name="day">The first UTC day.</param>
    public static Table<ClaimedRoom> ClaimedFrom(GoodsLedger ledger, RouteTable routes, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(routes);
        var claimed = new SortedDictionary<(int Lane, int Day), ClaimedRoom>();
        foreach (var (lane, minute) in routes.Limits.Departures)
        {
            var (key, limit) = ((lane.Value, LiveSlots.DayOf(minute)), routes.Limits[lane]);
            var (parcels, grams) = (Of(limit.Parcels, Slot.Parcels(lane, minute)),
                Of(limit.Grams, Slot.Weight(lane, minute)));
            var volume = Of(limit.CubicCentimeters, Slot.Volume(lane, minute));
            if (key.Item2 >= day.DayNumber && parcels + grams + volume > 0)
            {
                var before = claimed.GetValueOrDefault(key);
                claimed[key] = new(lane, DateOnly.FromDayNumber(key.Item2), before.Parcels + parcels,
                    before.Grams + grams, before.CubicCentimeters + volume);
            }
        }

        return new([.. claimed.Values]);

        long Of(long? limit, Slot slot) => limit is null ? 0 : ledger.Use(slot).Claimed;
    }
}
