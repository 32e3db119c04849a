using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using static Quartermaster.Fulfillment.Routes.RouteChecks;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Working hours and departures of the whole network over some days, in minutes since 1970.</summary>
internal sealed class RouteClocks
{
    private readonly Facility[] _facilities;
    private readonly ZoneDays?[] _zones;
    private readonly WorkClock[] _clocks;
    private readonly ClosedDays _closed;
    private readonly DateOnly _firstDay;
    private readonly int _days;

    internal RouteClocks(RouteNetwork network, LaneBook book, RoutePolicy policy, DateOnly firstDay, int days)
    {
        (_firstDay, _days, _closed) = (firstDay, days, new(network.ClosedDays.Rows));
        var count = network.Facilities.Rows.ToArray().Select(facility => facility.Id.Value).DefaultIfEmpty().Max() + 1;
        (_facilities, _zones, _clocks) = (new Facility[count], new ZoneDays?[count], new WorkClock[count]);
        var zones = new Dictionary<int, ZoneDays>();
        foreach (ref readonly var facility in network.Facilities.Rows)
        {
            if (BrokenRule(facility, network.Zones) is null)
            {
                if (!zones.TryGetValue(facility.Zone.Value, out var zone))
                {
                    zone = new(ZoneOf(facility.Zone.Value, network.Zones)!, firstDay, days);
                    zones.Add(facility.Zone.Value, zone);
                }

                _facilities[facility.Id.Value] = facility;
                _zones[facility.Id.Value] = zone;
                _clocks[facility.Id.Value] = ClockOf(facility);
            }
        }

        Schedules = SchedulesOf(network, book, policy, null);
        Transit = TransitOf(network, book, _ => false, null);
    }

    private RouteClocks(
        RouteClocks before, RouteNetwork network, LaneBook book, RoutePolicy policy, HashSet<int> changed)
    {
        (_facilities, _zones, _clocks) = (before._facilities, before._zones, before._clocks);
        (_closed, _firstDay, _days) = (before._closed, before._firstDay, before._days);
        Schedules = SchedulesOf(network, book, policy, lane =>
            lane < before.Schedules.Length && !changed.Contains(lane) ? before.Schedules[lane] : null);
        Transit = TransitOf(network, book,
            lane => lane < before.Schedules.Length && !changed.Contains(lane), before.Transit);
    }

    /// <summary>For each lane of the book: when it leaves.</summary>
    internal LaneSchedule[] Schedules { get; }

    /// <summary>On which days goods on the lanes move.</summary>
    internal TransitClocks Transit { get; }

    /// <summary>The same days and facilities with some lanes changed.</summary>
    /// <param name="network">The network from now on.</param>
    /// <param name="book">Its lanes.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="changed">Lanes that may leave at other times.</param>
    internal RouteClocks With(RouteNetwork network, LaneBook book, RoutePolicy policy, HashSet<int> changed) =>
        new(this, network, book, policy, changed);

    /// <summary>Whether a facility can be used.</summary>
    internal bool Knows(FacilityId facility) =>
        (uint)facility.Value < (uint)_zones.Length && _zones[facility.Value] is not null;

    internal WorkClock ClockOf(FacilityId facility) => _clocks[facility.Value];

    internal ref readonly Facility this[FacilityId facility] => ref _facilities[facility.Value];

    /// <summary>The minute at which a facility's local day begins.</summary>
    internal int StartOf(FacilityId facility, DateOnly day) => _zones[facility.Value]!.MinuteOf(day, 0);

    private TransitClocks TransitOf(
        RouteNetwork network, LaneBook book, Func<int, bool> known, TransitClocks? before) => TransitClocks.Of(
            network, book, facility => Knows(facility) ? _zones[facility.Value] : null, _firstDay, _days, known,
            before);

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
                var from = Math.Max(zone.MinuteOf(day, facility.OpenMinute), untils.LastOrDefault());
                var until = zone.MinuteOf(day, close);
                if (until > from)
                {
                    froms.Add(from);
                    untils.Add(until);
                }
            }
        }

        return new([.. froms], [.. untils]);
    }

    private LaneSchedule[] SchedulesOf(
        RouteNetwork network, LaneBook book, RoutePolicy policy, Func<int, LaneSchedule?>? known)
    {
        var week = new WeekSchedules(network, _closed, _firstDay, _days);
        var schedules = new LaneSchedule[book.Lanes.Length];
        Array.Fill(schedules, LaneSchedule.None);
        foreach (var lane in book.Order)
        {
            ref readonly var row = ref book.Lanes[lane];
            schedules[lane] =
                BrokenRule(row) is not null || !Knows(row.FromFacility) ? LaneSchedule.None
                : known?.Invoke(lane) is { } schedule ? schedule
                : week.Of(row, _zones[row.FromFacility.Value]!)
                    ?? week.OnDemand(row, _zones[row.FromFacility.Value]!, ClockOf(row.FromFacility),
                        Math.Max(1, policy.OnDemandEveryMinutes));
        }

        return schedules;
    }
}
