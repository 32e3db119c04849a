using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Departures that are full are left out of a table, and what they kept from it is found.</summary>
public sealed class FullDepartureTests
{
    [Fact]
    public void A_table_without_full_departures_is_that_of_the_enumeration_without_them()
    {
        var (left, found) = (0, 0);
        Worlds.Sample(
            world =>
            {
                var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
                var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var network = world.Network with { Full = Some(world.Network, whole, world.Every) };
                var table = builder.Refresh(network, threads: 2);
                RouteTables.Same(new RouteBuilder(network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days), table);
                RouteTables.Same(whole, table.Whole);
                var oracle = new PromiseOracle(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                for (var origin = 0; origin < table.Origins.Length; origin++)
                {
                    Interlocked.Add(ref found, RouteOracleTests.Compare(table, oracle, origin, world.Request));
                }

                Assert.DoesNotContain(DeparturesOf(table), network.Full.Contains);
                Interlocked.Add(ref left, network.Full.Count);
            },
            iter: 300);
        Assert.True(left > 300 && found > 300, $"{left} departures were full, and {found} ways found.");
    }

    [Fact]
    public void A_departure_that_has_room_again_is_in_the_table_again() => Worlds.Sample(
        world =>
        {
            var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
            var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
            builder.Refresh(world.Network with { Full = Some(world.Network, whole, world.Every) });
            var again = builder.Refresh(world.Network);
            RouteTables.Same(whole, again);
            Assert.Same(again, again.Whole);
        },
        iter: 100);

    private static Gen<(RouteNetwork Network, CartRequest Request, int Every)> Worlds =>
        from network in RouteWorlds.Network
        from request in RouteWorlds.Request
        from every in Gen.Int[1, 5]
        select (network, request, every);

    private static HashSet<(LaneId, int)> Some(RouteNetwork network, RouteTable table, int every)
    {
        // Where there is no timetable another vehicle leaves when one is full.
        var scheduled = network.Departures.Rows.ToArray().Select(row => row.Lane)
            .Concat(network.Exceptions.Rows.ToArray().Where(row => row.Change == DepartureChange.Added)
                .Select(row => row.Lane)).ToHashSet();
        return [.. DeparturesOf(table).Where(leg => scheduled.Contains(leg.Item1)).Where((_, i) => i % every == 0)];
    }

    private static IEnumerable<(LaneId, int)> DeparturesOf(RouteTable table) =>
    [
        .. (from origin in Enumerable.Range(0, table.Origins.Length)
            from region in Enumerable.Range(1, table.RegionCount)
            let pair = table.PairOf(origin, new(region))
            from option in Enumerable.Range(0, pair.Options.Length)
            from leg in RouteTables.PathOf(pair, option).Append(
                (pair.Options[option].LastLane.Value, pair.Options[option].LastDepartureMinute))
            select (new LaneId(leg.Item1), leg.Item2)).Distinct().OrderBy(leg => (leg.Item1.Value, leg.Item2)),
    ];
}
