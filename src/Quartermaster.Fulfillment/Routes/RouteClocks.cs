using NodaTime;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using static Quartermaster.Fulfillment.Routes.RouteChecks;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Working hours and departures of the whole network over some days, in minutes since 1970.</summary>
internal sealed class RouteClocks
{
    private static readonly LaneSchedule s_noDepartures = new([], []);

    private readonly Facility[] _facilities;
    private readonly DateTimeZone?[] _zones;
    private readonly WorkClock[] _clocks;
    private readonly ClosedDays _closed;
    private readonly DateOnly _firstDay;
    private readonly int _days;

    internal RouteClocks(RouteNetwork network, RoutePolicy policy, DateOnly firstDay, int days)
    {
        (_firstDay, _days, _closed) = (firstDay, days, new(network.ClosedDays.Rows));
        var count = network.Facilities.Rows.ToArray().Select(facility => facility.Id.Value).DefaultIfEmpty().Max() + 1;
        (_facilities, _zones, _clocks) = (new Facility[count], new DateTimeZone?[count], new WorkClock[count]);
        foreach (ref readonly var facility in network.Facilities.Rows)
        {
            if (BrokenRule(facility, network.Zones) is null)
            {
                _facilities[facility.Id.Value] = facility;
                _zones[facility.Id.Value] = ZoneOf(facility.Zone.Value, network.Zones);
                _clocks[facility.Id.Value] = ClockOf(facility);
            }
        }

        Schedules = SchedulesOf(network, policy);
    }

    /// <summary>For each row of the lanes: when it leaves.</summary>
    internal LaneSchedule[] Schedules { get; }

    /// <summary>Whether a facility can be used.</summary>
    internal bool Knows(FacilityId facility) =>
        (uint)facility.Value < (uint)_zones.Length && _zones[facility.Value] is not null;

    internal WorkClock ClockOf(FacilityId facility) => _clocks[facility.Value];

    internal ref readonly Facility this[FacilityId facility] => ref _facilities[facility.Value];

    /// <summary>The minute at which a facility's local day begins.</summary>
    internal int StartOf(FacilityId facility, DateOnly day) => LocalDays.MinuteOf(_zones[facility.Value]!, day, 0);

    private WorkClock ClockOf(in Facility facility)
    {
        var zone = _zones[facility.Id.Value]!;
        var (froms, untils) = (new List<int>(), new List<int>());
        for (var i = 0; i < _days; i++)
        {
            var day = _firstDay.AddDays(i);
            if (LocalDays.IsOn(facility.OpenWeekdays, day) && !_closed.HasFacility(facility.Id.Value, day))
            {
                var close = facility.CloseMinute + (facility.CloseMinute > facility.OpenMinute ? 0 : 1_440);
                var from = Math.Max(LocalDays.MinuteOf(zone, day, facility.OpenMinute), untils.LastOrDefault());
                var until = LocalDays.MinuteOf(zone, day, close);
                if (until > from)
                {
                    froms.Add(from);
                    untils.Add(until);
                }
            }
        }

        return new([.. froms], [.. untils]);
    }

    private LaneSchedule[] SchedulesOf(RouteNetwork network, RoutePolicy policy)
    {
        var departures = network.Departures.Rows.ToArray().Where(departure => BrokenRule(departure) is null)
            .ToLookup(departure => departure.Lane);
        var schedules = new LaneSchedule[network.Lanes.Count];
        for (var row = 0; row < schedules.Length; row++)
        {
            ref readonly var lane = ref network.Lanes.Rows[row];
            schedules[row] =
                BrokenRule(lane) is not null || !Knows(lane.FromFacility) ? s_noDepartures
                : departures.Contains(lane.Id) ? Scheduled(lane.FromFacility, departures[lane.Id])
                : OnDemand(ClockOf(lane.FromFacility), Math.Max(1, policy.OnDemandEveryMinutes));
        }

        return schedules;
    }

    private LaneSchedule Scheduled(FacilityId from, IEnumerable<Departure> departures)
    {
        var zone = _zones[from.Value]!;
        var times = new List<(int Departs, int ReadyBy)>();
        foreach (var departure in departures)
        {
            for (var i = 0; i < _days; i++)
            {
                var day = _firstDay.AddDays(i);
                if (LocalDays.IsOn(departure.Weekdays, day) && !_closed.HasFacility(from.Value, day))
                {
                    var departs = LocalDays.MinuteOf(zone, day, departure.DepartureMinute);
                    times.Add((departs, departs - departure.CutoffMinutes));
                }
            }
        }

        times.Sort();
        return new([.. times.Select(time => time.Departs)], [.. times.Select(time => time.ReadyBy)]);
    }

    private static LaneSchedule OnDemand(WorkClock clock, int everyMinutes)
    {
        var (froms, untils) = clock.Stretches;
        var departs = new List<int>();
        for (var i = 0; i < froms.Length; i++)
        {
            for (var minute = froms[i]; minute < untils[i]; minute += everyMinutes)
            {
                departs.Add(minute);
            }
        }

        return new([.. departs], [.. departs]);
    }
}
