using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

public sealed class RouteBuilderTests
{
    [Fact]
    public void A_table_moved_on_day_by_day_is_the_table_built_anew() =>
        RouteWorlds.Network.Sample(
            network =>
            {
                var moved = new RouteBuilder(network, RouteWorlds.Policy);
                moved.Build(RouteWorlds.FirstDay.AddDays(-1), RouteWorlds.Days);
                for (var day = 0; day < 3; day++)
                {
                    var first = RouteWorlds.FirstDay.AddDays(day);
                    RouteTables.Same(
                        new RouteBuilder(network, RouteWorlds.Policy).Build(first, RouteWorlds.Days, threads: 2),
                        moved.Build(first, RouteWorlds.Days));
                }
            },
            iter: 60);

    [Fact]
    public void Options_stand_by_cutoff_and_none_beats_another_but_spares_of_other_ship_days() =>
        RouteWorlds.Routes.Sample(world =>
        {
            for (var origin = 0; origin < world.Routes.Origins.Length; origin++)
            {
                for (var region = 1; region <= RouteWorlds.RegionCount; region++)
                {
                    var options = world.Routes.Of(origin, new(region)).ToArray();
                    Assert.All(Enumerable.Range(1, Math.Max(0, options.Length - 1)), i =>
                        Assert.True(options[i - 1].CutoffMinute <= options[i].CutoffMinute));
                    Assert.All(options, one => Assert.Single(options, other => Beats(other, one)));

                    var (start, end) = world.Routes.SparesOf(origin, new(region));
                    var spares = world.Routes.Between(start, end).ToArray();
                    var departures = world.Routes.PairOf(origin, new(region)).Departures.ToArray();
                    Assert.Equal(spares.OrderBy(spare => spare.CutoffMinute), spares);
                    Assert.All(spares, one => Assert.Contains(options, other => Beats(other, one)));
                    Assert.All(spares, one => Assert.Single([.. options, .. spares], other => Beats(other, one)
                        && ShipDay(departures, other) == ShipDay(departures, one)));
                }
            }
        });

    private static DateOnly ShipDay(RouteDeparture[] departures, RouteOption option) =>
        Instant.OfMinutes(departures[option.Departure].DepartureMinute).UtcDay;

    /// <summary>New York, 7 March 2025: the FC works 8 to 17, takes 60 minutes; a truck at 16:00 must be ready at
    /// 15:30; two hours at the median, three at 95 %. On 9 March summer time begins: the same local cut-off is an hour
    /// earlier in UTC.</summary>
    [Fact]
    public void Cutoffs_follow_working_hours_and_summer_time()
    {
        var table = new RouteBuilder(OneLane, new RoutePolicy()).Build(new(2025, 3, 7), 4);
        var options = table.Of(0, new(1)).ToArray();

        var winter = Instant.Of(new(2025, 3, 7), (14 * 60) + 30 + (5 * 60));
        var summer = Instant.Of(new(2025, 3, 10), (14 * 60) + 30 + (4 * 60));
        Assert.Contains(options, option => option.CutoffMinute == winter.UnixMinutes);
        Assert.Contains(options, option => option.CutoffMinute == summer.UnixMinutes);
        Assert.Equal(3 * 60, options[0].MedianMinutes + options[0].BufferMinutes);
        Assert.Equal(30 + (3 * 60), options[0].ArrivalMinute - (options[0].CutoffMinute + 60));
    }

    [Fact]
    public void What_cannot_be_used_is_said_and_left_out()
    {
        var network = OneLane with
        {
            Lanes = new([.. OneLane.Lanes.Rows, new Lane(new(2), new(1), new(1), new(1), LaneMode.Truck, 5, 9, default,
                default, default, default, 1)]),
            Facilities = new(
                [.. OneLane.Facilities.Rows, OneLane.Facilities.Rows[0] with { Id = new(2), Zone = new(9) }]),
        };

        Assert.Equal(
            ["The zone '' of a facility is not an IANA time zone. Write one such as America/Chicago.",
                "A lane ends at a facility or at a region."],
            network.Check().Select(finding => finding.Rule));
        Assert.Equal(1, new RouteBuilder(network, new()).Build(new(2025, 3, 7), 1).Origins.Length);
    }

    [Fact]
    public void Serving_costs_tell_near_from_none()
    {
        var costs = ServeCosts.Of(new RouteBuilder(OneLane, new()).Build(new(2025, 3, 7), 14), 1_000, 1_000);

        Assert.Equal(4, costs[1].CheapestCost, 1e-6);
        Assert.InRange(costs[1].FastestDays, 0.2, 1.2);
        Assert.Equal(1, costs[1].TwoDayShare);
        Assert.InRange(costs[1].SameDayShare, 0.3, 0.9);
    }

    private static RouteNetwork OneLane => new()
    {
        Facilities = new([new(new(1), FacilityKind.Fulfillment, 40, -74, new(1), 60, 480, 1_020, 127)]),
        Lanes = new([new(new(1), new(1), default, new(1), LaneMode.Courier, 120, 180, default, Money.Of(3), Money.Of(1),
            default, 1_000)]),
        Departures = new([new(new(1), 16 * 60, 127, 30)]),
        ClosedDays = new([]),
        Regions = new([new(new(1), 41, -74, 1_000, new(1))]),
        Zones = RouteWorlds.Zones,
    };

    private static bool Beats(RouteOption one, RouteOption other) =>
        one.CutoffMinute >= other.CutoffMinute && one.DeliveryMinute <= other.DeliveryMinute
        && one.ParcelMicros <= other.ParcelMicros && one.MicrosPerGram <= other.MicrosPerGram
        && one.MicrosPerCubicCentimeter <= other.MicrosPerCubicCentimeter;
}
