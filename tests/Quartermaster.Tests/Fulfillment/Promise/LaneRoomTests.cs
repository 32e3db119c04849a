using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>A promise never counts on a departure or a delivery day that is full.</summary>
public sealed class LaneRoomTests
{
    private static readonly PromiseEngine s_engine = new(new());

    [Fact]
    public void Full_departures_are_as_good_as_none()
    {
        var (removed, offered) = (0, 0);
        World.Sample(
            world =>
            {
                var (inputs, rooms) = world;
                var full = s_engine.Plan(inputs with { Rooms = rooms, Slots = null }).Decisions.Rows.ToArray();
                var (routes, gone) = Without(inputs.Routes, rooms);
                var none = s_engine.Plan(inputs with { Routes = routes, Rooms = null, Slots = null })
                    .Decisions.Rows.ToArray();
                Assert.Equal(none.Select(Answer), full.Select(Answer));
                Interlocked.Add(ref removed, gone);
                Interlocked.Add(ref offered, full.Count(row => row.IsOffered));
            },
            iter: 300);
        Assert.True(removed > 100 && offered > 100, $"{removed} ways were full and {offered} speeds offered.");
    }

    [Fact]
    public void More_room_never_promises_later() => World.Sample(
        world =>
        {
            var (inputs, rooms) = (world.Inputs, world.Rooms);
            var before = s_engine.Plan(inputs with { Rooms = rooms, Slots = null }).Decisions.Rows.ToArray();
            foreach (var slot in AllSlots(inputs.Routes).Take(40))
            {
                rooms.Set(slot, 50_000_000);
            }

            var after = s_engine.Plan(inputs with { Rooms = rooms, Slots = null }).Decisions.Rows.ToArray();
            foreach (var (one, two) in before.Zip(after))
            {
                Assert.True(!one.IsOffered || (two.IsOffered && two.Earliest <= one.Earliest));
            }
        },
        iter: 200);

    [Fact]
    public void Where_room_alone_is_missing_the_reason_says_so()
    {
        var told = 0;
        World.Sample(
            world =>
            {
                var plan = s_engine.Plan(world.Inputs with { Rooms = world.Rooms, Slots = null }, Explain.Yes);
                var free = s_engine.Plan(world.Inputs with { Rooms = null, Slots = null });
                for (var row = 0; row < plan.Decisions.Count; row++)
                {
                    if (!plan.Decisions.Rows[row].IsOffered && free.Decisions.Rows[row].IsOffered)
                    {
                        Assert.Equal(PromiseReason.LaneFull, plan.Reasons.Of(row)[0].Because);
                        Interlocked.Increment(ref told);
                    }
                }
            },
            iter: 200);
        Assert.True(told > 20, $"Only {told} speeds were missing room.");
    }

    private static Gen<(PromiseInputs Inputs, LiveRooms Rooms)> World =>
        from world in PromiseWorlds.One
        from rooms in LaneRooms.FullOrEmpty(world.Inputs.Routes)
        select (world.Inputs, rooms);

    // What a customer sees; which of equal ways is taken may differ.
    private static (bool, Instant, Instant, long) Answer(PromiseRow row) =>
        (row.IsOffered, row.Promised, row.Earliest, ulong.PopCount(row.Origins) == 1 ? row.CostMicros : 0);

    private static IEnumerable<Slot> AllSlots(RouteTable routes) =>
        from origin in Enumerable.Range(0, routes.Origins.Length)
        from region in Enumerable.Range(1, routes.RegionCount)
        let pair = routes.PairOf(origin, new(region))
        from option in Enumerable.Range(0, pair.Options.Length)
        from slot in LaneRooms.SlotsOf(routes, pair, option, new(region))
        select slot;

    // The same table without the ways that need a full slot. Where some have gone spares count.
    private static (RouteTable Routes, int Gone) Without(RouteTable routes, LiveRooms rooms)
    {
        var (pairs, gone) = (new PairRoutes[routes.Origins.Length * (routes.RegionCount + 1)], 0);
        Array.Fill(pairs, PairRoutes.None);
        for (var origin = 0; origin < routes.Origins.Length; origin++)
        {
            for (var region = 1; region <= routes.RegionCount; region++)
            {
                var pair = routes.PairOf(origin, new(region));
                RouteOption[] left = [.. pair.Options.ToArray().Where((_, i) =>
                    LaneRooms.SlotsOf(routes, pair, i, new(region)).TrueForAll(slot => rooms.Of(slot) > 0))];
                gone += pair.Options.Length - left.Length;
                pairs[(origin * (routes.RegionCount + 1)) + region] = left.Length == pair.Options.Length ? pair
                    : new([.. left.OrderBy(option => option.CutoffMinute)], left.Length, pair.Departures.ToArray());
            }
        }

        return (new(new()
        {
            FirstDay = routes.FirstDay, Days = routes.Days, Origins = routes.Origins.ToArray(), Pairs = pairs,
            Kilometers = new float[pairs.Length], Calendar = routes.Calendar,
        }), gone);
    }
}
