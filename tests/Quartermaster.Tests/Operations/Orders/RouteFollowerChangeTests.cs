using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Fulfillment;
using Quartermaster.Tests.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Ways that follow imported lanes, the days and what is full are the ways laid out anew.</summary>
public sealed class RouteFollowerChangeTests
{
    /// <summary>Whatever was full when lanes or the day changed, and is full by then.</summary>
    [Fact]
    public void A_changed_network_and_another_day_give_the_table_built_anew() =>
        (from network in RouteWorlds.Network
         from other in RouteWorlds.Network
         from steps in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[1, 5]).Array[1, 4]
         select (network, other, steps)).Sample(
            world =>
            {
                var (network, day) = (world.network, RouteWorlds.FirstDay);
                var follower = new RouteFollower(network, RouteWorlds.Policy, day, RouteWorlds.Days);
                foreach (var (kind, later, every) in world.steps)
                {
                    network = kind switch
                    {
                        0 => network with { Departures = world.other.Departures },
                        1 => network with { Exceptions = world.other.Exceptions },
                        2 => network with { TransitExceptions = world.other.TransitExceptions },
                        _ => network,
                    };
                    day = day.AddDays(later == 2 ? 1 : 0);
                    var whole = new RouteBuilder(network, RouteWorlds.Policy).Build(day, RouteWorlds.Days);
                    follower.Change(network, day);
                    var rooms = Rooms(whole, every);
                    var full = network with
                    {
                        Full = FullDepartures.Of(whole, rooms), FullDays = FullDays.Of(whole, rooms),
                        FullWindows = FullWindows.Of(whole, rooms),
                    };
                    RouteTables.Same(new RouteBuilder(full, RouteWorlds.Policy).Build(day, RouteWorlds.Days),
                        follower.Follow(rooms));
                    RouteTables.Same(whole, follower.Table.Whole);
                }
            },
            iter: 200);

    [Fact]
    public void Lanes_that_change_are_laid_out_where_they_touch_alone() => RouteWorlds.Network.Sample(
        network =>
        {
            var follower = new RouteFollower(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
            var before = follower.Table;
            Assert.Same(before, follower.Change(network with { }, RouteWorlds.FirstDay));
            var lanes = network.Lanes.Rows.ToArray();
            lanes[0] = lanes[0] with { CostPerParcel = Money.Of(77) };
            var after = follower.Change(network with { Lanes = new(lanes) }, RouteWorlds.FirstDay);
            Assert.Equal(1, follower.Builds);

            // The lane leads from the first center to the first region: nobody else can have ways over it.
            for (var origin = 0; origin < after.Origins.Length; origin++)
            {
                for (var region = origin == 0 ? 2 : 1; region <= after.RegionCount; region++)
                {
                    Assert.Same(before.PairOf(origin, new(region)), after.PairOf(origin, new(region)));
                }
            }
        },
        iter: 50);

    private static LiveRooms Rooms(RouteTable whole, int every)
    {
        var ledger = new GoodsLedger();
        LaneSlots.OpenAhead(whole, ledger, whole.FirstDay);
        var at = Instant.Of(whole.FirstDay);
        foreach (var (lane, minute) in whole.Limits.Departures.Where((_, i) => i % every == 0))
        {
            if (whole.Limits[lane].Parcels is not null)
            {
                ledger.OpenSlot(Slot.Parcels(lane, minute), 0, at);
            }
        }

        for (var day = 0; day < whole.Calendar.Days; day += every)
        {
            ledger.OpenSlot(Slot.Delivery(new(1), whole.Calendar.StartOf(new(1), day)), 0, at);
            foreach (var window in whole.Calendar.WindowsOf(new(2), day))
            {
                ledger.OpenSlot(Slot.DeliveryWindow(new(2), window.FromMinute), 0, at);
            }
        }

        return ledger.Availability.Rooms;
    }
}
