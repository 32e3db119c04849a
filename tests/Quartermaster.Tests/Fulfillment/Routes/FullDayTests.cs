using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>On days on which a region can receive no more nothing is delivered there: what would come then comes on its
/// next day, and what that kept from the table is found.</summary>
public sealed class FullDayTests
{
    [Fact]
    public void A_table_without_full_days_is_that_of_the_enumeration_without_them()
    {
        var (full, changed) = (0, 0);
        Worlds.Sample(
            world =>
            {
                var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
                var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var network = world.Network with { FullDays = Some(whole, world.Every) };
                var table = builder.Refresh(network, threads: 2);
                RouteTables.Same(new RouteBuilder(network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days), table);
                RouteTables.Same(whole, table.Whole);
                var oracle = new PromiseOracle(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                for (var origin = 0; origin < table.Origins.Length; origin++)
                {
                    RouteOracleTests.Compare(table, oracle, origin, world.Request);
                }

                Assert.DoesNotContain(DaysOf(table), network.FullDays.Contains);
                Interlocked.Add(ref full, network.FullDays.Count);
                Interlocked.Add(ref changed, DaysOf(table).Except(DaysOf(whole)).Count());
            },
            iter: 300);
        Assert.True(full > 300 && changed > 100, $"{full} days were full, and {changed} others came in their place.");
    }

    [Fact]
    public void Days_that_have_room_again_are_in_the_table_again() => Worlds.Sample(
        world =>
        {
            var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
            var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
            builder.Refresh(world.Network with { FullDays = Some(whole, world.Every) });
            var again = builder.Refresh(world.Network);
            RouteTables.Same(whole, again);
            Assert.Same(again, again.Whole);
        },
        iter: 100);

    /// <summary>The promised days of speeds stay what they are: a full day is no holiday.</summary>
    [Fact]
    public void The_calendar_of_a_table_does_not_know_full_days() => Worlds.Sample(
        world =>
        {
            var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
            var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
            var table = builder.Refresh(world.Network with { FullDays = Some(whole, 1) });
            Assert.Same(whole.Calendar, table.Calendar);
        },
        iter: 20);

    /// <summary>Some days of the first regions.</summary>
    /// <param name="pattern">A bit for each.</param>
    /// <param name="more">The same.</param>
    internal static HashSet<(RegionId Region, int StartMinute)> Drawn(int pattern, int more)
    {
        var days = new HashSet<(RegionId, int)>();
        for (var bit = 0; bit < 8; bit++)
        {
            if (((pattern + (16 * more)) >> bit & 1) != 0)
            {
                // One of the drawn zones is UTC; in others no day begins then.
                days.Add((new(1 + (bit % 2)), Instant.Of(RouteWorlds.FirstDay.AddDays(bit / 2)).UnixMinutes));
            }
        }

        return days;
    }

    private static Gen<(RouteNetwork Network, CartRequest Request, int Every)> Worlds =>
        from network in RouteWorlds.Network
        from request in RouteWorlds.Request
        from every in Gen.Int[1, 5]
        select (network, request, every);

    private static HashSet<(RegionId, int)> Some(RouteTable table, int every) =>
        [.. DaysOf(table).Where((_, i) => i % every == 0)];

    private static IEnumerable<(RegionId Region, int StartMinute)> DaysOf(RouteTable table) =>
    [
        .. (from origin in Enumerable.Range(0, table.Origins.Length)
            from number in Enumerable.Range(1, table.RegionCount)
            let region = new RegionId(number)
            from option in table.PairOf(origin, region).Options.ToArray()
            let day = table.Calendar.DayOf(region, option.DeliveryMinute)
            where day >= 0
            select (region, table.Calendar.StartOf(region, day)))
            .Distinct().OrderBy(day => (day.Item1.Value, day.Item2)),
    ];
}
