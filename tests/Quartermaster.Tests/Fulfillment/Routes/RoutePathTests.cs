using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>The lanes and departures that an option names lead from its FC to its region, one after another.</summary>
public sealed class RoutePathTests
{
    [Fact]
    public void Paths_lead_from_the_center_to_the_region_lane_by_lane()
    {
        var longest = 0;
        RouteWorlds.Routes.Sample(
            world =>
            {
                var routes = world.Routes;
                for (var origin = 0; origin < routes.Origins.Length; origin++)
                {
                    for (var region = 1; region <= routes.RegionCount; region++)
                    {
                        var pair = routes.PairOf(origin, new(region));
                        for (var i = 0; i < pair.Options.Length; i++)
                        {
                            var legs = Follow(world.Network, pair, i, routes.Origins[origin], new(region));
                            Interlocked.Exchange(ref longest, Math.Max(legs, Volatile.Read(ref longest)));
                        }
                    }
                }
            },
            iter: 200);
        Assert.True(longest >= 2, "No way was longer than one lane: nothing was tested.");
    }

    private static int Follow(
        RouteNetwork network, PairRoutes pair, int index, FacilityId origin, RegionId region)
    {
        var option = pair.Options[index];
        (int Lane, int Minute)[] path =
            [.. RouteTables.PathOf(pair, index).Reverse(), (option.LastLane.Value, option.LastDepartureMinute)];
        var first = pair.Departures[option.Departure];
        Assert.Equal((first.Lane.Value, first.DepartureMinute), path[0]);
        Assert.Equal(option.Legs, path.Length);
        var at = origin;
        for (var leg = 0; leg < path.Length; leg++)
        {
            var lane = network.Lanes.Rows.ToArray().Single(row => row.Id.Value == path[leg].Lane);
            Assert.Equal(at, lane.FromFacility);
            Assert.True(leg == 0 || path[leg].Minute >= path[leg - 1].Minute);
            at = lane.ToFacility;
            Assert.Equal(leg == path.Length - 1 ? region : default, lane.ToRegion);
        }

        return path.Length;
    }
}
