using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>In windows in which a region can receive no more nothing is delivered: what would come then comes in its
/// next one, and what that kept from the table is found.</summary>
public sealed class FullWindowTests : FullTests<(RegionId Region, int FromMinute)>
{
    /// <summary>The window that holds the delivery is the one whose slot is claimed: among those that the enumeration
    /// has for the day, by itself.</summary>
    [Fact]
    public void Every_way_claims_the_window_that_it_delivers_in_and_the_day()
    {
        var (windows, days) = (0, 0);
        Gen.Select(RouteWorlds.Network, Gen.Int[1, MostEvery]).Sample(
            (drawn, every) =>
            {
                var network = drawn with { FullWindows = Drawn(drawn, every) };
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

    /// <inheritdoc/>
    protected override int Iterations => 400;

    /// <inheritdoc/>
    protected override int MostEvery => 4;

    /// <inheritdoc/>
    protected override RouteNetwork Without(RouteNetwork network, HashSet<(RegionId Region, int FromMinute)> full) =>
        network with { FullWindows = full };

    /// <inheritdoc/>
    protected override bool AreEnough(int full, int found, int changed) => full > 300 && changed > 30;

    /// <inheritdoc/>
    protected override IEnumerable<(RegionId Region, int FromMinute)> Of(RouteTable table) =>
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
