using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Opens what orders of the benchmarks' retailer claim: hands without end, and room on every departure, of
/// which one in a hundred is full.</summary>
internal static class OnlineRooms
{
    private const double FullShare = 0.01;

    /// <summary>Opens them.</summary>
    /// <param name="routes">The ways; null for hands alone.</param>
    /// <param name="ledger">Where.</param>
    /// <param name="now">When.</param>
    /// <returns>How many departures have a limit.</returns>
    internal static int Open(RouteTable? routes, GoodsLedger ledger, Instant now)
    {
        const long plenty = 1_000_000_000;
        for (var center = 1; center <= OnlineNetwork.Centers; center++)
        {
            for (var day = -1; day <= PickSlots.DaysAhead; day++)
            {
                ledger.OpenSlot(Slot.Pick(new(center), now.UtcDay.AddDays(day)), plenty, now);
            }
        }

        return routes is null ? 0 : OpenDepartures(routes, ledger, now);
    }

    private static int OpenDepartures(RouteTable routes, GoodsLedger ledger, Instant now)
    {
        LaneSlots.OpenAhead(routes, ledger, now.UtcDay);
        foreach (var (lane, minute) in routes.Limits.Departures)
        {
            if (minute >= now.UnixMinutes
                && KeyedRandom.Uniform(31, 1, (ulong)lane.Value, (ulong)minute) < FullShare)
            {
                ledger.OpenSlot(Slot.Parcels(lane, minute), 0, now);
            }
        }

        return routes.Limits.Departures.Count;
    }
}
