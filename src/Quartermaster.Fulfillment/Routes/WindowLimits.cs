using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What the departures and delivery days of a window can take.</summary>
internal static class WindowLimits
{
    /// <summary>The limits of a network; <see cref="RouteLimits.None"/> where it states none. O(departures).</summary>
    internal static RouteLimits Of(RouteWindow window)
    {
        // Where there is no timetable another vehicle leaves when one is full.
        var scheduled = window.Network.Departures.Rows.ToArray()
            .Where(row => RouteChecks.BrokenRule(row) is null).Select(row => row.Lane)
            .Concat(window.Network.Exceptions.Rows.ToArray()
                .Where(row => RouteChecks.BrokenRule(row) is null && row.Change == DepartureChange.Added)
                .Select(row => row.Lane))
            .ToHashSet();
        var lanes = window.Book.Order.Where(lane => LimitOf(in window.Book.Lanes[lane]).IsLimited
            && scheduled.Contains(window.Book.Lanes[lane].Id)).ToArray();
        var regions = window.Network.Regions.Rows.ToArray()
            .Where(region => region.DeliveriesPerDay < Region.Unlimited && region.Id.Value >= 1).ToArray();
        var hasWindows = window.Calendar.HasLimitedWindows;
        if (lanes.Length + regions.Length == 0 && !hasWindows)
        {
            return RouteLimits.None;
        }

        var limits = new LaneLimit[1 + lanes.Select(lane => window.Book.Lanes[lane].Id.Value).DefaultIfEmpty().Max()];
        var departures = new List<(LaneId Lane, int Minute)>();
        foreach (var number in lanes)
        {
            ref readonly var lane = ref window.Book.Lanes[number];
            limits[lane.Id.Value] = LimitOf(in lane);
            foreach (var departs in window.Clocks.Schedules[number].Departs)
            {
                departures.Add((lane.Id, departs));
            }
        }

        // What is full may have room again.
        departures.AddRange(window.Network.Full.Where(full => limits.ElementAtOrDefault(full.Lane.Value).IsLimited)
            .OrderBy(full => (full.Lane.Value, full.Minute)));
        departures.RemoveAll(departure => departure.Minute < window.FirstMinute);

        var deliveries = new int?[1 + regions.Select(region => region.Id.Value).DefaultIfEmpty().Max()];
        foreach (var region in regions)
        {
            deliveries[region.Id.Value] = region.DeliveriesPerDay;
        }

        return new(limits, deliveries, departures) { HasWindows = hasWindows };
    }

    private static LaneLimit LimitOf(in Lane lane) => new(
        lane.ParcelsPerDeparture < Lane.Unlimited ? lane.ParcelsPerDeparture : null,
        Whole(lane.KilogramsPerDeparture, 1e3), Whole(lane.CubicMetersPerDeparture, 1e6));

    private static long? Whole(double limit, double scale) =>
        limit < Lane.Unlimited ? (long)(limit * scale) : null;
}
