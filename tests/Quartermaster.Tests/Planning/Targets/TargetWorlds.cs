using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>A place where a product may rest, as the tests speak of it.</summary>
internal readonly record struct Node(
    int Facility, float Share, StockCosts Costs, RoomPrice RoomPrice = default, HumanDecision Override = default,
    bool Orders = false);

/// <summary>A product with its nodes, as the tests speak of it.</summary>
/// <param name="Terms">How it is replenished.</param>
/// <param name="Sums">Demand over 1, 7, 14 and 28 days: four rows of equally likely values.</param>
/// <param name="LeadTimes">Equally likely lead times, days.</param>
/// <param name="Life">Until when it is sold.</param>
/// <param name="Nodes">The network first.</param>
internal sealed record Goods(
    Replenishment Terms, float[][] Sums, float[] LeadTimes, ProductLife Life, Node[] Nodes);

/// <summary>Worlds for targets: one plain product to vary, and any number of any products.</summary>
internal static class TargetWorlds
{
    internal static int[] Days { get; } = [1, 7, 14, 28];

    internal static DateOnly Today { get; } = new(2025, 3, 3);

    /// <summary>Ten futures; demand over 14 days is 10, 20 … 100. Critical ratio 9/(9 + 1).</summary>
    internal static Goods Plain { get; } = new(
        new(new(1), ReviewDays: 7, LineCost: 0),
        [Scaled(0.1f), Scaled(0.5f), Scaled(1), Scaled(2)], [7],
        new(ProductStatus.Active, default, default),
        [new(0, 1, new(ShortageCost: 9, HoldingCostPerUnitDay: 1 / 7.0))]);

    /// <summary>Products with a network row and up to three facilities, bad rows included.</summary>
    internal static Gen<TargetInputs> Any { get; } =
        Worlds(Gen.Frequency((2, Gen.Const(0.0)), (1, Gen.Double[0, 200])));

    /// <summary>The same without fixed costs.</summary>
    internal static Gen<TargetInputs> AnyWithoutFixedCost { get; } = Worlds(Gen.Const(0.0));

    private static Gen<double> Rate => Gen.Frequency((30, Gen.Double[0.01, 10]), (1, Gen.Const(double.NaN)));

    internal static TargetInputs Of(params Goods[] goods)
    {
        var nodes = goods.SelectMany(product => product.Nodes).ToArray();
        var paths = goods.Length == 0 ? 1 : goods[0].Sums[0].Length;
        var points = goods.Length == 0 ? 1 : goods[0].LeadTimes.Length;
        return new()
        {
            Today = Today,
            Products = Groups.OfSizes([.. goods.Select(product => product.Nodes.Length)]),
            Replenishments = new([.. goods.Select(product => product.Terms)]),
            Lives = new([.. goods.Select(product => product.Life)]),
            Demand = new()
            {
                Days = new(Days),
                Paths = paths,
                Sums = new(Days.Length * paths, [.. goods.SelectMany(product => product.Sums.SelectMany(sum => sum))]),
            },
            LeadTimes = new()
            {
                Days = new(points, [.. goods.SelectMany(product => product.LeadTimes)]),
                Yields = new([.. goods.Select(_ => 1f)]),
            },
            Nodes = new([.. nodes.Select(node => new TargetNode(new(node.Facility), node.Share, node.Orders))]),
            Costs = new([.. nodes.Select(node => node.Costs)]),
            RoomPrices = new([.. nodes.Select(node => node.RoomPrice)]),
            Overrides = new([.. nodes.Select(node => node.Override)]),
        };
    }

    private static float[] Scaled(float scale) => [.. Enumerable.Range(1, 10).Select(i => scale * 10 * i)];

    private static Gen<TargetInputs> Worlds(Gen<double> lineCost) =>
        Product(lineCost).Array[0, 6].Select(goods => Of(goods));

    private static Gen<Goods> Product(Gen<double> lineCost) =>
        from id in Gen.Int[0, 40]
        from review in Gen.Int[1, 28]
        from cost in lineCost
        from size in Gen.Frequency((1, Gen.Const(0.5f)), (1, Gen.Const(5f)), (1, Gen.Const(200f)))
        from daily in Gen.Float[0, 1].Array[8]
        from leads in Gen.Float[0, 40].Array[3]
        from end in Gen.Frequency((3, Gen.Const(-1)), (1, Gen.Int[0, 40]))
        from network in Node(0)
        from local in Gen.Int[1, 9].SelectMany(Node).Array[0, 3]
        let futures = daily.Order().Select(units => units * size).ToArray()
        select new Goods(
            new(new(id), review, cost), [.. Days.Select(days => futures.Select(u => MathF.Floor(u * days)).ToArray())],
            [.. leads.Order()],
            new(ProductStatus.Active, default, end < 0 ? default : Today.AddDays(end)), [network, .. local]);

    private static Gen<Node> Node(int facility) =>
        from share in Gen.Float[0, 1.02f]
        from costs in Gen.Select(Rate, Rate, Gen.Double[0, 1])
        from scrap in Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Double[0, 20]))
        from person in Gen.Frequency(
            (6, Gen.Const(default(HumanDecision))), (1, Gen.Int[0, 99].Select(units => new HumanDecision(1, units))))
        from orders in Gen.Bool
        select new Node(facility, facility == 0 ? 1 : share, new(costs.Item1, costs.Item2 / 10, scrap),
            new(costs.Item3 / 10), person, orders);
}
