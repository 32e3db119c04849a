using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Orders on small networks.</summary>
internal static class OrderWorlds
{
    private static readonly int[] s_oddUnits = [0, -5, int.MaxValue];

    internal static OrdersPolicy Policy { get; } = new() { SplitCost = Money.Of(0.25m) };

    /// <summary>Any orders, bad ones, full ship days and stock values that are no numbers included.</summary>
    internal static Gen<OrderInputs> Any { get; } =
        from worth in Worth(Gen.Frequency((40, Gen.Double[0, 9]), (1, Gen.Const(double.NaN))), Gen.Int[1, 12])
        from world in World(
            Gen.Frequency((1, RouteWorlds.Routes), (1, RouteWorlds.LimitedRoutes)), Order.Array[0, 8])
        select Valued(world, worth);

    /// <summary>One sound order; no center has more units than the first step of its stock values, so that they are on
    /// a line.</summary>
    internal static Gen<OrderInputs> One { get; } = OneOf(RouteWorlds.Routes);

    /// <summary>The same where some ways limit parcels, and space on some lanes has a price.</summary>
    internal static Gen<OrderInputs> Limited { get; } = OneOf(RouteWorlds.LimitedRoutes);

    /// <summary>The column of each origin: another order than the origins', as in a company that has more centers.
    /// </summary>
    internal static int[] Columns { get; } = [2, 0, 1];

    /// <summary>The row of a product.</summary>
    internal static int RowOf(ProductId product) => RouteWorlds.ProductCount - product.Value;

    private static OrderInputs Valued(OrderInputs inputs, StockValues values) => inputs with
    {
        StockValues = values,
        StockValueRows = new([-1, .. Enumerable.Range(1, RouteWorlds.ProductCount).Select(p => RowOf(new(p)))]),
        StockValueColumns = new(Columns[..inputs.Routes.Origins.Length]),
    };

    private static Gen<OrderInputs> OneOf(Gen<(RouteNetwork Network, RouteTable Routes)> anyRoutes) =>
        from worth in Worth(Gen.Double[-1, 9], Gen.Int[7, 12])
        from world in World(anyRoutes, Sound.Select(order => new[] { order }))
        select Valued(world, worth);

    private static Gen<OrderInputs> World(Gen<(RouteNetwork Network, RouteTable Routes)> anyRoutes,
        Gen<(OrderRequest Request, CartLine[] Lines)[]> anyOrders) =>
        from routes in anyRoutes
        from stock in RouteWorlds.Stock
        from terms in RouteWorlds.Terms
        from orders in anyOrders
        from picks in Gen.Frequency((2, Gen.Const(Array.Empty<int>())), (1, RouteWorlds.Picks))
        from prices in Gen.Frequency((2, Gen.Const(Array.Empty<double>())),
            (1, Gen.Double[0, 3].Array[3 * RouteWorlds.PickDays]))
        select new OrderInputs
        {
            Routes = routes.Routes,
            Available = RouteWorlds.Live(stock),
            Slots = picks.Length == 0 ? null : RouteWorlds.Slots(picks),
            SlotPrices = prices.Length == 0 ? null
                : new(prices, RouteWorlds.FirstPickDay, RouteWorlds.PickDays),
            Terms = terms,
            Orders = Groups.OfSizes([.. orders.Select(order => order.Lines.Length)]),
            Lines = new([.. orders.SelectMany(order => order.Lines)]),
            Requests = new([.. orders.Select(order => order.Request)]),
        };

    private static Gen<(OrderRequest Request, CartLine[] Lines)> Sound =>
        from request in RouteWorlds.Request
        from minutes in Gen.Int[600, 6 * 1_440]
        from lines in RouteWorlds.Lines
        select (new OrderRequest(request.Region, request.At, request.At.PlusMinutes(minutes)), lines);

    private static Gen<(OrderRequest Request, CartLine[] Lines)> Order => Gen.Frequency(
        (8, Sound),
        (1, from order in Sound
            from minutes in Gen.Int[0, 4_000]
            select (order.Request with { Deadline = order.Request.At.PlusMinutes(-minutes) }, order.Lines)),
        (1, from region in Gen.Int[-1, 4]
            from deadline in Gen.Long
            from lines in Gen.Select(Gen.Int[-1, 5], Gen.Int[0, 2])
                .Select(line => new CartLine(new(line.Item1), s_oddUnits[line.Item2])).Array[0, 2]
            select (new OrderRequest(new(region), new(deadline / 2), new(deadline)), lines)));

    // What is worth less than nothing is worth that however many units are left.
    private static Gen<StockValues> Worth(Gen<double> worth, Gen<int> unitsPerStep) =>
        from cells in Gen.Select(worth, unitsPerStep, Gen.Double[0, 1].Array[StockValues.Steps])
            .Array[RouteWorlds.ProductCount * 3]
        select Filled(cells);

    private static StockValues Filled((double Worth, int UnitsPerStep, double[] Survival)[] cells)
    {
        var values = new StockValues(RouteWorlds.ProductCount, 3);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var (worth, unitsPerStep, survival) = cells[cell];
            values.Set(cell / 3, cell % 3, worth, unitsPerStep,
                [.. survival.OrderDescending().Select(share => worth < 0 ? 1 : share)]);
        }

        return values;
    }
}
