using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>Carts on small networks.</summary>
internal static class PromiseWorlds
{
    private static readonly long[] s_instants = [0, long.MinValue, long.MaxValue, 1_741_500_000_000];
    private static readonly int[] s_units = [0, 1, -5, int.MaxValue];

    /// <summary>Any carts, bad ones and full ship days included.</summary>
    internal static Gen<PromiseInputs> Any { get; } =
        from world in RouteWorlds.Routes
        from stock in RouteWorlds.Stock
        from terms in RouteWorlds.Terms
        from carts in Cart.Array[0, 8]
        from picks in Picks
        from rooms in LaneRooms.Of(world.Routes)
        select Inputs(world.Routes, stock, terms, carts) with { Slots = SlotsOf(picks), Rooms = rooms };

    /// <summary>One sound cart with its network; half of them without limits on slots.</summary>
    internal static Gen<(RouteNetwork Network, int[] Stock, int[] Picks, PromiseInputs Inputs)> One { get; } =
        from world in RouteWorlds.Routes
        from stock in RouteWorlds.Stock
        from terms in RouteWorlds.Terms
        from request in RouteWorlds.Request
        from lines in RouteWorlds.Lines
        from picks in Picks
        select (world.Network, stock, picks,
            Inputs(world.Routes, stock, terms, [(request, lines)]) with { Slots = SlotsOf(picks) });

    /// <summary>No slots at all stand for no limit.</summary>
    internal static LiveSlots? SlotsOf(int[] picks) => picks.Length == 0 ? null : RouteWorlds.Slots(picks);

    internal static PromiseInputs Inputs(
        RouteTable routes, int[] stock, Table<ShipTerms> terms,
        (CartRequest Request, CartLine[] Lines)[] carts) => new()
        {
            Routes = routes,
            Available = RouteWorlds.Live(stock),
            Terms = terms,
            Carts = Groups.OfSizes([.. carts.Select(cart => cart.Lines.Length)]),
            Lines = new([.. carts.SelectMany(cart => cart.Lines)]),
            Requests = new([.. carts.Select(cart => cart.Request)]),
        };

    private static Gen<int[]> Picks => Gen.Frequency((1, Gen.Const(Array.Empty<int>())), (1, RouteWorlds.Picks));

    private static Gen<(CartRequest Request, CartLine[] Lines)> Cart => Gen.Frequency(
        (8, Gen.Select(RouteWorlds.Request, RouteWorlds.Lines)),
        (1, from region in Gen.Int[-1, 4]
            from at in Gen.Int[0, 3].Select(i => s_instants[i])
            from lines in Gen.Select(Gen.Int[-1, 5], Gen.Int[0, 3].Select(i => s_units[i]))
                .Select(line => new CartLine(new(line.Item1), line.Item2)).Array[0, 2]
            select (new CartRequest(new(region), new(at)), lines)));
}
