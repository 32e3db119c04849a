using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>A board that is kept while departures fill up and empty says what the engine says each time.</summary>
public sealed class BoardRoomTests
{
    private static readonly Speed[] s_speeds = Enum.GetValues<Speed>();
    private static readonly long?[] s_free = [null, 0, 1, 4, 50_000_000];

    [Fact]
    public void A_kept_board_follows_room_on_departures()
    {
        var (easy, changed) = (0, 0);
        (from inputs in PromiseWorlds.Any
         from draws in Gen.Int[0, 10_000].Array[30]
         select (inputs, draws)).Sample(
            world =>
            {
                var inputs = world.inputs with { Rooms = world.inputs.Rooms ?? new LiveRooms() };
                var slots = SlotsOf(inputs.Routes);
                var (board, before) = (new PromiseBoard(inputs.Routes, new()), Array.Empty<PromiseOffer>());
                foreach (var draw in world.draws)
                {
                    var offers = new PromiseOffer[inputs.Count * s_speeds.Length];
                    Interlocked.Add(ref easy, inputs.Count - board.Decide(inputs, s_speeds, offers));
                    Assert.Equal(new PromiseEngine(new()).Plan(inputs).Decisions.Rows.ToArray()
                        .Select(row => row.ToOffer()), offers);
                    Interlocked.Add(ref changed, before.Length > 0 && !before.SequenceEqual(offers) ? 1 : 0);
                    before = offers;
                    if (slots.Length > 0)
                    {
                        inputs.Rooms!.Set(slots[draw % slots.Length], s_free[draw / 7 % s_free.Length]);
                    }
                }
            },
            iter: 200);
        Assert.True(easy > 500 && changed > 50, $"The board answered {easy} carts, and {changed} answers changed.");
    }

    private static Slot[] SlotsOf(RouteTable routes) =>
    [
        .. (from origin in Enumerable.Range(0, routes.Origins.Length)
            from region in Enumerable.Range(1, routes.RegionCount)
            let pair = routes.PairOf(origin, new(region))
            from option in Enumerable.Range(0, pair.Options.Length)
            from slot in LaneRooms.SlotsOf(routes, pair, option, new(region))
            select slot).Distinct(),
    ];
}
