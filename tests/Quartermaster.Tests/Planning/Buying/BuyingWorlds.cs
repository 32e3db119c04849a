using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Buying;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>An offer for a product, as the tests speak of it.</summary>
internal readonly record struct World(
    OfferTerms Offer, Position Position, Level Level, float[] Demand, RoomPrice RoomPrice, HumanDecision Override)
{
    public PriceBreaks Breaks { get; init; } = default;

    public OrderMinimum OrderMinimum { get; init; } = default;

    public ProductLife Life { get; init; } = new(ProductStatus.Active, default, default);

    public BudgetPrice BudgetPrice { get; init; } = default;

    public CenterOrder CenterOrder { get; init; } = default;
}

/// <summary>Worlds for buying: one plain row to vary, and any number of any rows.</summary>
internal static class BuyingWorlds
{
    /// <summary>Demand 40, 60 or 100 at the 10, 50 and 90 % points, mean 66; nothing owned, single units.</summary>
    internal static World Plain { get; } = new(
        new(new(1), new(1), new(1), CaseUnits: 1, MinimumUnits: 0, AvailableUnits: int.MaxValue, LeadTimeDays: 7,
            ReviewDays: 7, Money.Of(5m), ShortageCost: 9, HoldingCostPerUnitDay: 0.1),
        new(0), new(100), [40, 60, 100], new(0), default);

    /// <summary>Products with up to three offers each, bad rows included.</summary>
    internal static Gen<BuyingInputs> Any { get; } = Worlds(mostOffers: 3);

    /// <summary>Products with one offer each.</summary>
    internal static Gen<BuyingInputs> AnySingle { get; } = Worlds(mostOffers: 1);

    private static Gen<World> Row =>
        from vendor in Gen.Int[0, 3]
        from sizes in Gen.Select(Gen.Int[0, 24], Gen.Int[0, 60])
        from available in Gen.Frequency((3, Gen.Const(int.MaxValue)), (2, Gen.Int[0, 200]))
        from days in Gen.Select(Gen.Int[0, 90], Gen.Int[1, 28])
        from costs in Gen.Select(Rate, Rate, Rate, Gen.Frequency((3, Gen.Const(0.0)), (1, Gen.Double[0, 40])))
        from level in Gen.Select(Gen.Int[0, 250], Gen.Frequency((3, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 250])))
        from demand in Gen.Float[0, 150].Array[3]
        from person in Gen.Frequency(
            (6, Gen.Const(default(HumanDecision))), (1, Gen.Int[0, 99].Select(units => new HumanDecision(1, units))))
        from rest in Gen.Select(Yield, Breaks, Life, Budget, Gen.Frequency((1, Gen.Const(0.0)), (2, Rate)))
        select new World(
            new(new(1), new(vendor), default, sizes.Item1, sizes.Item2, available, days.Item1, days.Item2,
                Money.Of(5m), costs.Item1, costs.Item2 / 10, costs.Item4, rest.Item1, rest.Item5),
            default, new(level.Item1, level.Item2), [.. demand.Order()], new(costs.Item3 / 10), person)
        {
            Breaks = rest.Item2,
            Life = rest.Item3,
            BudgetPrice = rest.Item4,
            OrderMinimum = new(Money.Of(vendor * 250)),
        };

    private static Gen<double> Rate => Gen.Frequency((30, Gen.Double[0, 10]), (1, Gen.Const(double.NaN)));

    private static Gen<double> Yield => Gen.Frequency((3, Gen.Const(1.0)), (1, Gen.Double[0.1, 1]));

    private static Gen<BudgetPrice> Budget =>
        Gen.Frequency((2, Gen.Const(0.0)), (1, Gen.Double[0, 2])).Select(price => new BudgetPrice(price));

    private static Gen<ProductLife> Life =>
        from status in Gen.Frequency((9, Gen.Const(1)), (1, Gen.Int[0, 3]))
        from end in Gen.Frequency((4, Gen.Const(default(DateOnly))), (1, Gen.Int[0, 90].Select(days =>
            new DateOnly(2025, 3, 3).AddDays(days))))
        select new ProductLife((ProductStatus)status, default, end);

    private static Gen<PriceBreaks> Breaks =>
        from isGiven in Gen.Bool
        from units in Gen.Int[1, 120].Array[3]
        from cost in Gen.Int[0, 490].Array[3]
        let cents = cost.OrderDescending().ToArray()
        let from3 = units.Order().ToArray()
        select !isGiven ? default : new PriceBreaks(
            from3[0], Money.Of(cents[0] / 100m), from3[1], Money.Of(cents[1] / 100m), from3[2],
            Money.Of(cents[2] / 100m));

    /// <summary>The life of a product that is sold for so many days more.</summary>
    internal static ProductLife Ending(int daysLeft) =>
        new(ProductStatus.Active, default, new DateOnly(2025, 3, 3).AddDays(daysLeft - 1));

    internal static BuyingInputs One(World row) => Of([1], [row]);

    /// <summary>One product with several offers.</summary>
    internal static BuyingInputs Offers(params World[] rows) => Of([rows.Length], rows);

    /// <summary>Several products with one offer each.</summary>
    internal static BuyingInputs Products(params World[] rows) => Of([.. rows.Select(_ => 1)], rows);

    private static Gen<BuyingInputs> Worlds(int mostOffers) =>
        from sizes in Gen.Int[0, mostOffers].Array[0, 8]
        from rows in Row.Array[sizes.Sum()]
        from products in Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[-50, 200],
            Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[0, 60]))).Array[sizes.Length]
        let groups = sizes.SelectMany((size, at) => Enumerable.Repeat(products[at], size)).ToArray()
        select Of(sizes, [.. rows.Select((row, i) => row with
        {
            Offer = row.Offer with { Product = new(groups[i].Item1), ShipTo = new(groups[i].Item2) },
            Position = new(groups[i].Item3),
            CenterOrder = new(groups[i].Item4),
        })]);

    /// <summary>Products with so many offers each.</summary>
    internal static BuyingInputs Of(int[] sizes, World[] rows) => new()
    {
        Today = new(2025, 3, 3),
        Products = Groups.OfSizes(sizes),
        Offers = new([.. rows.Select(row => row.Offer)]),
        Breaks = new([.. rows.Select(row => row.Breaks)]),
        OrderMinimums = new([.. rows.Select(row => row.OrderMinimum)]),
        Lives = new([.. rows.Select(row => row.Life)]),
        Positions = new([.. rows.Select(row => row.Position)]),
        CenterOrders = new([.. rows.Select(row => row.CenterOrder)]),
        Levels = new([.. rows.Select(row => row.Level)]),
        Demand = new([0.1f, 0.5f, 0.9f], [.. rows.SelectMany(row => row.Demand)]),
        RoomPrices = new([.. rows.Select(row => row.RoomPrice)]),
        BudgetPrices = new([.. rows.Select(row => row.BudgetPrice)]),
        Overrides = new([.. rows.Select(row => row.Override)]),
    };
}
