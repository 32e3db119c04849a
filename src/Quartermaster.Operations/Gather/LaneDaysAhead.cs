using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Planning.LaneSpace;

namespace Quartermaster.Operations.Gather;

/// <summary>What limited lanes can still take on the days to come; those that people gave a price of space are left
/// out.</summary>
internal sealed class LaneDaysAhead
{
    private static readonly SlotKind[] s_measures =
        [SlotKind.LaneParcels, SlotKind.LaneGrams, SlotKind.LaneCubicCentimeters];

    private readonly Dictionary<(LaneId Lane, int Day), int> _places = [];
    private readonly HashSet<LaneId> _lanes;
    private readonly int _endDay;

    private LaneDaysAhead(Table<LaneDay> rows, HashSet<LaneId> lanes, int endDay)
    {
        (Rows, _lanes, _endDay) = (rows, lanes, endDay);
        for (var row = 0; row < rows.Count; row++)
        {
            _places[(rows.Rows[row].Lane, rows.Rows[row].Day.DayNumber)] = row;
        }
    }

    /// <summary>By lane and day.</summary>
    internal Table<LaneDay> Rows { get; }

    internal static LaneDaysAhead Of(
        RouteTable routes, CompanyFacts facts, PlanningState state, TypicalUnit typical, int days)
    {
        var (first, end) = (state.Today.DayNumber, state.Today.DayNumber + days);
        var (departures, lanes) = (new SortedDictionary<(int Lane, int Day), int>(), new HashSet<LaneId>());
        foreach (var (lane, minute) in routes.Limits.Departures)
        {
            var day = LiveSlots.DayOf(minute);
            if (facts.LanesWithPrice.Contains(lane))
            {
                continue;
            }

            lanes.Add(lane);
            if (day >= first && day < end)
            {
                departures[(lane.Value, day)] = departures.GetValueOrDefault((lane.Value, day)) + 1;
            }
        }

        var claimed = state.ClaimedRoom.Rows.ToArray().ToDictionary(room => (room.Lane.Value, room.Day.DayNumber));
        return new(new([.. departures.Select(of =>
        {
            var (lane, day) = (new LaneId(of.Key.Lane), of.Key.Day);
            var taken = claimed.GetValueOrDefault((of.Key.Lane, day));
            var (measure, limit) = s_measures
                .Select(measure => (Measure: measure, Units: UnitsOf(measure, routes.Limits[lane], of.Value, taken)))
                .MinBy(room => room.Units);
            return new LaneDay(lane, DateOnly.FromDayNumber(day), measure, limit);
        })]), lanes, end);

        double UnitsOf(SlotKind measure, LaneLimit limit, int times, ClaimedRoom taken) => measure switch
        {
            SlotKind.LaneParcels => Left(limit.Parcels, times, taken.Parcels, typical.PerParcel),
            SlotKind.LaneGrams => Left(limit.Grams, times, taken.Grams, 1 / typical.Grams),
            _ => Left(limit.CubicCentimeters, times, taken.CubicCentimeters, 1 / typical.CubicCentimeters),
        };
    }

    /// <summary>The row of a departure; −1 where its room has no limit, or it leaves on no day that is looked at.
    /// </summary>
    internal int PlaceOf(LaneId lane, int departureMinute) =>
        _places.GetValueOrDefault((lane, LiveSlots.DayOf(departureMinute)), -1);

    /// <summary>Whether a departure has a limit, and leaves after the days that are looked at.</summary>
    internal bool IsLimitedLater(LaneId lane, int departureMinute) =>
        LiveSlots.DayOf(departureMinute) >= _endDay && _lanes.Contains(lane);

    // What weighs nothing never meets a limit of weight.
    private static double Left(long? perDeparture, int times, long taken, double unitsPer) =>
        perDeparture is { } limit && double.IsFinite(unitsPer)
            ? Math.Max(0, (limit * (double)times) - taken) * unitsPer : double.PositiveInfinity;
}
