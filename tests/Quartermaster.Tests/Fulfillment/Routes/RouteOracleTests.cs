using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Route tables against every chain of departures there is, minute by minute.</summary>
public sealed class RouteOracleTests
{
    private const int Networks = 2_000;

    /// <summary>For an order of any minute: the ways that no other beats in delivery and every cost, as numbers, are
    /// those of the enumeration; and so they are for each ship day alone.</summary>
    [Fact]
    public void The_ways_worth_having_are_those_of_the_enumeration_of_every_departure()
    {
        var ways = 0;
        (from network in RouteWorlds.Network
         from request in RouteWorlds.Request.Array[2]
         select (network, request)).Sample(
            world =>
            {
                var table = new RouteBuilder(world.network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var oracle = new PromiseOracle(
                    world.network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                foreach (var request in world.request)
                {
                    for (var origin = 0; origin < table.Origins.Length; origin++)
                    {
                        Interlocked.Add(ref ways, Compare(table, oracle, origin, request));
                    }
                }
            },
            iter: Networks);
        Assert.InRange(ways, Networks, int.MaxValue); // Or the test would compare nothing with nothing.
    }

    /// <summary>Compares the ways of one FC for one request.</summary>
    /// <returns>How many ways the enumeration has.</returns>
    internal static int Compare(RouteTable table, PromiseOracle oracle, int origin, CartRequest request)
    {
        var all = oracle.Ways(table.Origins[origin], request.Region, request.Minute);
        var pair = table.PairOf(origin, request.Region);
        var found = pair.Options.ToArray()
            .Select((option, i) => (Way: WayOf(option, pair), option.CutoffMinute, IsKept: i < pair.Kept))
            .Where(option => option.CutoffMinute >= request.Minute).ToArray();
        var kept = found.Where(option => option.IsKept).Select(option => option.Way with { ShipDay = default });
        Assert.Equal(
            Front(all.Select(way => way with { ShipDay = default })), Front(kept));
        foreach (var day in all.GroupBy(way => way.ShipDay))
        {
            Assert.Equal(Front(day), Front(found.Where(option => option.Way.ShipDay == day.Key)
                .Select(option => option.Way)));
        }

        return all.Count;
    }

    private static OracleWay WayOf(in RouteOption option, PairRoutes pair) => new(
        option.DeliveryMinute, option.ParcelMicros, option.MicrosPerGram, option.MicrosPerCubicCentimeter,
        Instant.OfMinutes(pair.Departures[option.Departure].DepartureMinute).UtcDay);

    private static OracleWay[] Front(IEnumerable<OracleWay> ways)
    {
        var all = ways.Distinct().ToArray();
        return [.. all.Where(way => !all.Any(other => other != way && Beats(other, way)))
            .OrderBy(way => way.Delivery).ThenBy(way => way.ParcelMicros).ThenBy(way => way.PerGram)
            .ThenBy(way => way.PerCubicCentimeter)];
    }

    private static bool Beats(OracleWay one, OracleWay other) =>
        one.Delivery <= other.Delivery && one.ParcelMicros <= other.ParcelMicros && one.PerGram <= other.PerGram
        && one.PerCubicCentimeter <= other.PerCubicCentimeter;
}
