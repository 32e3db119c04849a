using NodaTime;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>A way, as the oracle sees it.</summary>
/// <param name="Delivery">When it delivers, minutes since 1970.</param>
/// <param name="ParcelMicros">Cost of a parcel.</param>
/// <param name="PerGram">Cost of a gram, micros.</param>
/// <param name="PerCubicCentimeter">Cost of a cm³, micros.</param>
/// <param name="ShipDay">The UTC day on which it leaves the FC.</param>
internal readonly record struct OracleWay(
    int Delivery, double ParcelMicros, double PerGram, double PerCubicCentimeter, DateOnly ShipDay = default);

/// <summary>Every FC × every chain of lanes × every departure of each lane, straight from the tables, minute by
/// minute. Shares no code with the engine but the normal quantile.</summary>
internal sealed partial class PromiseOracle(RouteNetwork network, RoutePolicy policy, DateOnly firstDay, int days)
{
    private readonly Dictionary<(int, bool), List<(int Departs, int ReadyBy)>> _departures = [];
    private readonly HashSet<ClosedDay> _closed = [.. network.ClosedDays.Rows];
    private readonly Dictionary<(int, int), int> _work = [];

    /// <summary>All ways of an order that an FC learns of in a minute.</summary>
    internal List<OracleWay> Ways(FacilityId origin, RegionId region, int minute)
    {
        var ways = new List<OracleWay>();
        var facility = network.Facilities.Rows[origin.Value - 1];
        Ride(origin, Work(facility, minute), legs: 0, limit: null, default, region, ways);
        return ways;
    }

    private void Ride(
        FacilityId at, int ready, int legs, int? limit, OracleWay cost, RegionId region, List<OracleWay> ways)
    {
        if (legs == policy.MostLegs || ready == int.MaxValue || ready > (limit ?? int.MaxValue))
        {
            return;
        }

        foreach (var lane in network.Lanes.Rows.ToArray().Where(lane => lane.FromFacility == at))
        {
            var level = lane.ToRegion.Value == 0 ? policy.ConnectionQuantile
                : Math.Min(0.999, policy.PromiseQuantile / Math.Pow(policy.ConnectionQuantile, legs));
            var minutes = Quantile(lane, level);
            var next = new OracleWay(
                0,
                cost.ParcelMicros + lane.CostPerParcel.Micros
                    + Math.Round(lane.CostPerDeparture.Micros / (lane.ParcelsPerDeparture * policy.UsualFill)),
                cost.PerGram + (lane.CostPerKilogram.Micros / 1e3),
                cost.PerCubicCentimeter + (lane.CostPerCubicMeter.Micros / 1e6));
            foreach (var (departs, readyBy) in DeparturesOf(lane, legs == 0))
            {
                var arrives = Arrival(lane, departs, minutes);
                var last = limit ?? departs + (policy.LongestDays * 1_440);
                next = next with
                {
                    ShipDay = legs > 0 ? cost.ShipDay
                        : Local(DateTimeZone.Utc, departs).Date.ToDateOnly(),
                };
                if (readyBy < ready || arrives > last)
                {
                    continue;
                }

                if (lane.ToRegion == region)
                {
                    next = next with { Delivery = Delivery(region, arrives) };
                    ways.AddRange(next.Delivery < int.MaxValue ? [next] : []);
                }
                else if (lane.ToRegion.Value == 0)
                {
                    var facility = network.Facilities.Rows[lane.ToFacility.Value - 1];
                    Ride(lane.ToFacility, Work(facility, arrives), legs + 1, last, next, region, ways);
                }
            }
        }
    }

    private List<(int Departs, int ReadyBy)> DeparturesOf(Lane lane, bool isFirst)
    {
        if (_departures.TryGetValue((lane.Id.Value, isFirst), out var known))
        {
            return known;
        }

        var times = new List<(int Departs, int ReadyBy)>();
        var from = network.Facilities.Rows[lane.FromFacility.Value - 1];
        var zone = ZoneOf(from);
        var rows = network.Departures.Rows.ToArray().Where(departure => departure.Lane == lane.Id).ToArray();
        var dates = network.Exceptions.Rows.ToArray().Where(exception => exception.Lane == lane.Id).ToArray();
        var isOnDemand = rows.Length == 0 && !dates.Any(date => date.Change == DepartureChange.Added);
        for (var i = -3; i < days + policy.LongestDays + 2; i++)
        {
            var day = firstDay.AddDays(i);
            foreach (var date in dates.Where(date => date.Day == day && date.Change == DepartureChange.Added))
            {
                var departs = MinuteOf(zone, day, date.DepartureMinute);
                times.Add((departs, departs - date.CutoffMinutes));
            }

            if (IsClosed(from.Id.Value, 0, day))
            {
                continue;
            }

            foreach (var row in rows.Where(
                row => IsOn(row.Weekdays, day) && !IsCanceled(dates, day, row.DepartureMinute)))
            {
                var departs = MinuteOf(zone, day, row.DepartureMinute);
                times.Add((departs, departs - row.CutoffMinutes));
            }

            if (isOnDemand && IsOn(from.OpenWeekdays, day))
            {
                var close = from.CloseMinute + (from.CloseMinute > from.OpenMinute ? 0 : 1_440);
                var until = MinuteOf(zone, day, close);
                for (var m = MinuteOf(zone, day, from.OpenMinute); m < until; m += policy.OnDemandEveryMinutes)
                {
                    if (!IsCanceled(dates, Local(zone, m).Date.ToDateOnly(), DepartureException.WholeDay))
                    {
                        times.Add((m, m));
                    }
                }
            }
        }

        return _departures[(lane.Id.Value, isFirst)] =
            [.. times.Where(time => (!isFirst || IsInWindow(zone, time.Departs))
                && (isOnDemand || !network.Full.Contains((lane.Id, time.Departs))))];
    }

    private static bool IsCanceled(DepartureException[] dates, DateOnly day, int minute) => dates.Any(date =>
        date.Day == day && date.Change == DepartureChange.Canceled
        && date.DepartureMinute is var canceled && (canceled == DepartureException.WholeDay || canceled == minute));

    private bool IsInWindow(DateTimeZone zone, int minute)
    {
        var day = Local(zone, minute).Date.ToDateOnly();
        return day >= firstDay.AddDays(-1) && day < firstDay.AddDays(days);
    }

    // Minute by minute, counting those in which the facility works.
    private int Work(in Facility facility, int minute)
    {
        if (_work.TryGetValue((facility.Id.Value, minute), out var known))
        {
            return known;
        }

        var (key, left, zone) = ((facility.Id.Value, minute), facility.ProcessingMinutes, ZoneOf(facility));
        for (var m = minute; left > 0; m++)
        {
            if (m > minute + (9 * 1_440))
            {
                return _work[key] = int.MaxValue;
            }

            if (IsOpen(facility, Local(zone, m)))
            {
                (left, minute) = (left - 1, m + 1);
            }
        }

        return _work[key] = minute;
    }

    private bool IsOpen(in Facility facility, LocalDateTime local)
    {
        var (day, minute) = (local.Date.ToDateOnly(), (local.Hour * 60) + local.Minute);
        var isOvernight = facility.CloseMinute <= facility.OpenMinute;
        return (minute >= facility.OpenMinute && (isOvernight || minute < facility.CloseMinute) && Works(facility, day))
            || (isOvernight && minute < facility.CloseMinute && Works(facility, day.AddDays(-1)));
    }

    private bool Works(in Facility facility, DateOnly day) =>
        IsOn(facility.OpenWeekdays, day) && !IsClosed(facility.Id.Value, 0, day);

    private bool IsClosed(int facility, int region, DateOnly day) =>
        _closed.Contains(new(new(facility), new(region), day)) || _closed.Contains(new(default, default, day));

    private static bool IsOn(int weekdays, DateOnly day) =>
        (weekdays & (1 << (day.DayOfWeek == DayOfWeek.Sunday ? 6 : (int)day.DayOfWeek - 1))) != 0;

    private static int Quantile(Lane lane, double level)
    {
        if (lane.TransitMinutesLate <= lane.TransitMinutesMedian)
        {
            return lane.TransitMinutesMedian;
        }

        var median = Math.Max(1.0, lane.TransitMinutesMedian);
        var growth = Math.Pow(lane.TransitMinutesLate / median, Normal.Quantile(level) / Normal.Quantile(0.95));
        return (int)Math.Ceiling((median * growth) - 1e-9);
    }

    private DateTimeZone ZoneOf(in Facility facility) => Zone(facility.Zone);

    private DateTimeZone ZoneOf(RegionId region) => Zone(network.Regions.Rows[region.Value - 1].Zone);

    private DateTimeZone Zone(ZoneId zone) => DateTimeZoneProviders.Tzdb[network.Zones.CodeOf(zone.Value)];

    private static LocalDateTime Local(DateTimeZone zone, int minute) =>
        NodaTime.Instant.FromUnixTimeSeconds(minute * 60L).InZone(zone).LocalDateTime;

    private static int MinuteOf(DateTimeZone zone, DateOnly day, int minuteOfDay)
    {
        var local = new LocalDateTime(day.Year, day.Month, day.Day, 0, 0).PlusMinutes(minuteOfDay);
        return (int)(local.InZoneLeniently(zone).ToInstant().ToUnixTimeSeconds() / 60);
    }
}
