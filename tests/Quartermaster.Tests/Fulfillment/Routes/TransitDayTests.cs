using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Goods under way stand still on some days: apart from days on which nothing leaves, and from days on which
/// nobody receives. <see cref="RouteOracleTests"/> draws such lanes, too.</summary>
public sealed class TransitDayTests
{
    private const int ButSunday = 63;

    // A Thursday; the clocks of the zone go forward on Sunday, 9 March 2025.
    private static readonly DateOnly s_first = new(2025, 3, 6);
    private static readonly DateOnly s_saturday = new(2025, 3, 8);

    [Theory]
    [InlineData(127, 8, 9, 19)]
    [InlineData(ButSunday, 8, 10, 18)]
    [InlineData(ButSunday, 7, 8, 18)]
    [InlineData(31, 8, 11, 0)] // It leaves on a day on which goods do not move: the minutes count from Monday.
    public void Minutes_under_way_are_those_of_days_on_which_goods_move(
        int weekdays, int leavesOn, int day, int hour)
    {
        var option = Leaving(Network(weekdays, []), leavesOn);
        Assert.Equal(Local(day, hour), option.ArrivalMinute);
        Assert.Equal(Local(leavesOn, 18), option.LastDepartureMinute);
        Assert.Equal(1_440, option.LastMinutes);
    }

    [Theory]
    [InlineData(TransitChange.Moving, 9, 9, 19)]
    [InlineData(TransitChange.Stopped, 10, 11, 18)]
    [InlineData(TransitChange.Stopped, 8, 11, 0)]
    public void Dates_say_otherwise_than_the_week(TransitChange change, int on, int day, int hour)
    {
        var option = Leaving(Network(ButSunday, [new(new(1), new(2025, 3, on), change)]), 8);
        Assert.Equal(Local(day, hour), option.ArrivalMinute);
    }

    [Fact]
    public void A_short_day_has_the_hours_that_it_has()
    {
        // Saturday's last 6 hours, Sunday's 23, and one of Monday's; Tuesday is there to have days at all.
        var network = Network(Lane.EveryDay ^ 2, []);
        var lanes = network.Lanes.Rows.ToArray();
        lanes[0] = lanes[0] with { TransitMinutesMedian = 30 * 60, TransitMinutesLate = 30 * 60 };
        Assert.Equal(Local(10, 1), Leaving(network with { Lanes = new(lanes) }, 8).ArrivalMinute);
    }

    /// <summary>Of the time between arrival and the promise, only what the goods can move in makes up for a delay.
    /// </summary>
    [Fact]
    public void A_promise_is_no_surer_for_a_day_on_which_goods_stand_still()
    {
        var table = Table(Network(ButSunday, [], late: 2_000));
        var option = Find(table, 6);
        ref readonly var way = ref table.Options[option];
        Assert.Equal(Local(8, 3) + 20, way.ArrivalMinute);
        var (monday, sunday) = (Local(10, 3), Local(10, 0) - Local(9, 0));
        Assert.Equal(sunday, table.Pauses.Between(new(1), Local(8, 12), monday));
        Assert.Equal(way.ShareBy(monday - sunday), table.ShareBy(option, monday));
        Assert.True(table.ShareBy(option, monday) < way.ShareBy(monday));

        var plain = Table(Network(Lane.EveryDay, [], late: 2_000));
        Assert.Same(LanePauses.None, plain.Pauses);
        Assert.Equal(0, plain.Pauses.Between(new(1), 0, 1_000));
    }

    /// <summary>The share that misses a connection, by the formula: the slack before the departure is that in which
    /// goods move.</summary>
    [Fact]
    public void A_connection_is_no_surer_for_a_day_on_which_goods_stand_still()
    {
        var one = Network(Lane.EveryDay ^ 4, []);
        var lane = one.Lanes.Rows[0] with
        {
            ToFacility = new(2), ToRegion = default, TransitMinutesMedian = 600, TransitMinutesLate = 3_000,
        };
        var network = one with
        {
            Facilities = new([one.Facilities.Rows[0], one.Facilities.Rows[0] with
            {
                Id = new(2), Kind = FacilityKind.Sort,
            }]),
            Lanes = new([lane, lane with
            {
                Id = new(2), FromFacility = new(2), ToFacility = default, ToRegion = new(1),
                TransitMinutesMedian = 60, TransitMinutesLate = 60, TransitWeekdays = Lane.EveryDay,
            }]),
            Departures = new([.. one.Departures.Rows, new(new(2), 6 * 60, 8, 0)]), // Thursdays.
        };
        var policy = new RoutePolicy();
        var deviation = Math.Log(3_000 / 600.0) / Normal.Quantile(0.95);
        var planned = Math.Ceiling(600 * Math.Exp(deviation * Normal.Quantile(policy.ConnectionQuantile)));
        var ready = Local(6, 18) + (int)planned; // Before Wednesday.
        var slack = Local(12, 0) - ready + Local(13, 6) - Local(13, 0);
        var missed = 1 - Normal.Cdf(Math.Log((planned + slack) / 600) / deviation);
        Assert.Equal(missed, Leaving(network, 6).MissedShare, 1e-6);
    }

    [Fact]
    public void Pauses_are_the_minutes_outside_of_the_stretches() => Gen.Select(
        Gen.Int[1, 40].Array[2, 12], Gen.Int[-20, 300], Gen.Int[0, 300]).Sample(
        (lengths, from, minutes) =>
        {
            var (froms, untils, at) = (new List<int>(), new List<int>(), 0);
            for (var i = 0; i + 1 < lengths.Length; i += 2)
            {
                froms.Add(at);
                untils.Add(at += lengths[i]);
                at += lengths[i + 1];
            }

            var pauses = new LanePauses([([], []), ([.. froms], [.. untils])]);
            var moving = new HashSet<int>(froms.SelectMany(
                (first, i) => Enumerable.Range(first, untils[i] - first)));
            bool Moves(int minute) => minute < froms[0] || minute >= untils[^1] || moving.Contains(minute);
            Assert.Equal(Enumerable.Range(from, minutes).Count(minute => !Moves(minute)),
                pauses.Between(new(1), from, from + minutes));
            var (elapsed, left) = (0, minutes);
            for (; left > 0; elapsed++)
            {
                left -= Moves(from + elapsed) ? 1 : 0;
            }

            Assert.Equal(elapsed, pauses.Elapsed(new(1), from, minutes));
            Assert.Equal(0, pauses.Between(new(7), from, from + minutes));
        },
        iter: 2_000);

    [Fact]
    public void A_row_without_a_lane_is_a_finding() => Assert.Equal(["A day of transit belongs to a lane."],
        Network(127, [new(default, s_saturday, TransitChange.Stopped)]).Check().Select(finding => finding.Rule));

    private static RouteOption Leaving(RouteNetwork network, int day)
    {
        var table = Table(network);
        return table.Options[Find(table, day)];
    }

    private static int Find(RouteTable table, int day)
    {
        var (start, end) = (table.RangeOf(0, new(1)).Start, table.SparesOf(0, new(1)).End);
        return Enumerable.Range(start, end - start).Single(option =>
            table.DepartureOf(option).DepartureMinute == Local(day, 18));
    }

    private static RouteTable Table(RouteNetwork network) => new RouteBuilder(network, new()).Build(s_first, 5);

    private static int Local(int day, int hour) => new LocalClock("America/New_York")
        .Of(new DateOnly(2025, 3, day), hour * 60).UnixMinutes;

    // A courier that leaves every day at 18:00 and takes a day.
    private static RouteNetwork Network(int transitWeekdays, TransitException[] dates, int late = 1_440) => new()
    {
        Facilities = new([new(new(1), FacilityKind.Fulfillment, 40, -75, new(1), 0, 0, 1_440, 127)]),
        Lanes = new([new(new(1), new(1), default, new(1), LaneMode.Courier, 1_440, late, default, Money.Of(3),
            default, default, Lane.Unlimited, TransitWeekdays: transitWeekdays)]),
        Departures = new([new(new(1), 18 * 60, 127, 0)]),
        TransitExceptions = new(dates),
        ClosedDays = new([]),
        Regions = new([new(new(1), 40, -75, 1_000, new(1))]),
        Zones = CodeList.Of(["America/New_York"]),
    };
}
