using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>In windows in which a region can receive no more nothing is delivered: what would come then comes in its
/// next one, and what that kept from the table is found.</summary>
public sealed class FullWindowTests
{
    [Fact]
    public void A_table_without_full_windows_is_that_of_the_enumeration_without_them()
    {
        var (full, changed) = (0, 0);
        Worlds.Sample(
            world =>
            {
                var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
                var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var network = world.Network with { FullWindows = Some(whole, world.Every) };
                var table = builder.Refresh(network, threads: 2);
                RouteTables.Same(new RouteBuilder(network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days), table);
                RouteTables.Same(whole, table.Whole);
                var oracle = new PromiseOracle(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                for (var origin = 0; origin < table.Origins.Length; origin++)
                {
                    RouteOracleTests.Compare(table, oracle, origin, world.Request);
                }

                Assert.DoesNotContain(WindowsOf(table), network.FullWindows.Contains);
                Interlocked.Add(ref full, network.FullWindows.Count);
                Interlocked.Add(ref changed, WindowsOf(table).Except(WindowsOf(whole)).Count());
                var again = builder.Refresh(world.Network);
                RouteTables.Same(whole, again);
                Assert.Same(again, again.Whole);
            },
            iter: 400);
        Assert.True(full > 300 && changed > 30, $"{full} windows were full, and {changed} others came in their place.");
    }

    /// <summary>The window that holds the delivery is the one whose slot is claimed: among those that the enumeration
    /// has for the day, by itself.</summary>
    [Fact]
    public void Every_way_claims_the_window_that_it_delivers_in_and_the_day()
    {
        var (windows, days) = (0, 0);
        Worlds.Sample(
            world =>
            {
                var network = world.Network with { FullWindows = Drawn(world.Network, world.Every) };
                var table = new RouteBuilder(network, RouteWorlds.Policy).Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var needs = new SlotClaim[RouteRooms.Most];
                for (var number = 1; number <= table.RegionCount; number++)
                {
                    var region = new RegionId(number);
                    var limited = network.DeliveryWindows.Rows.ToArray().Where(row => row.Region == region
                        && row.Parcels < Quartermaster.Domain.Tables.Region.Unlimited).ToArray();
                    var clock = new LocalClock(
                        network.Zones.CodeOf(network.Regions.Rows[number - 1].Zone.Value));
                    for (var origin = 0; origin < table.Origins.Length; origin++)
                    {
                        var (start, end) = (table.RangeOf(origin, region).Start, table.SparesOf(origin, region).End);
                        for (var option = start; option < end; option++)
                        {
                            var delivery = table.Options[option].DeliveryMinute;
                            var count = table.NeedsOf(option, region, new(2, 1, 1), needs);
                            var of = needs[..count].Where(need => need.Slot.Kind == SlotKind.DeliveryWindow).ToArray();
                            foreach (var need in of)
                            {
                                Assert.Equal((number, 2), (need.Slot.Place, need.Units));
                                Assert.DoesNotContain((region, need.Slot.Window), network.FullWindows);
                                var day = DateOnly.FromDayNumber(new DateOnly(1970, 1, 1).DayNumber
                                    + (clock.LocalMinutesOf(Instant.OfMinutes(delivery)) / 1_440));
                                Assert.Contains(limited, row => need.Slot.Window <= delivery
                                    && clock.Of(day, row.FromMinute).UnixMinutes == need.Slot.Window
                                    && delivery <= clock.Of(row.UntilMinute == 1_440 ? day.AddDays(1) : day,
                                        row.UntilMinute % 1_440).UnixMinutes);
                                Interlocked.Increment(ref windows);
                            }

                            Assert.InRange(of.Length, 0, limited.Length == 0 ? 0 : 1);
                            Interlocked.Add(
                                ref days, needs[..count].Count(need => need.Slot.Kind == SlotKind.Delivery));
                        }
                    }
                }
            },
            iter: 200);
        Assert.True(windows > 100 && days > 100, $"{windows} windows and {days} days.");
    }

    /// <summary>Some windows of a network's regions, whether or not there are such hours on the day.</summary>
    internal static HashSet<(RegionId Region, int FromMinute)> Drawn(RouteNetwork network, int every)
    {
        var full = new HashSet<(RegionId, int)>();
        foreach (var row in network.DeliveryWindows.Rows.ToArray().Where((_, i) => i % every == 0))
        {
            var clock = new LocalClock(network.Zones.CodeOf(network.Regions.Rows[row.Region.Value - 1].Zone.Value));
            for (var day = 0; day < 6; day += every)
            {
                full.Add((row.Region, clock.Of(RouteWorlds.FirstDay.AddDays(day), row.FromMinute).UnixMinutes));
            }
        }

        return full;
    }

    private static Gen<(RouteNetwork Network, CartRequest Request, int Every)> Worlds =>
        from network in RouteWorlds.Network
        from request in RouteWorlds.Request
        from every in Gen.Int[1, 4]
        select (network, request, every);

    private static HashSet<(RegionId, int)> Some(RouteTable table, int every) =>
        [.. WindowsOf(table).Where((_, i) => i % every == 0)];

    private static IEnumerable<(RegionId Region, int FromMinute)> WindowsOf(RouteTable table) =>
    [
        .. (from origin in Enumerable.Range(0, table.Origins.Length)
            from number in Enumerable.Range(1, table.RegionCount)
            let region = new RegionId(number)
            from option in table.PairOf(origin, region).Options.ToArray()
            let window = table.Deliveries.WindowOf(region, option.DeliveryMinute)
            where window is not null
            select (region, window.Value.FromMinute)).Distinct().OrderBy(of => (of.Item1.Value, of.Item2)),
    ];
}
