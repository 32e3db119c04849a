using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Conformance;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>The conformance suite on numbers that nobody means.</summary>
public sealed class BuyingAbsurdTests : EngineConformance<BuyingInputs, PurchaseLine, BuyingReason>
{
    protected override IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> Engine { get; } =
        new BuyingEngine(new());

    protected override IPlanAudit<BuyingInputs, PurchaseLine, BuyingReason> Audit { get; } = new BuyingAudit();

    protected override Gen<BuyingInputs> AnyInputs { get; } =
        from rows in Row.Array[1, 4]
        from position in Absurd.Units
        from isOne in Gen.Bool
        let products = rows.Select((row, i) => row with
        {
            Offer = row.Offer with { Product = new(isOne ? 1 : i + 1), Vendor = new(i + 1) },
            Position = new(position),
        }).ToArray()
        select isOne ? BuyingWorlds.Offers(products) : BuyingWorlds.Products(products);

    private static Gen<World> Row =>
        from sizes in Gen.Select(Absurd.AllowedUnits, Absurd.AllowedUnits, Absurd.Units)
        from days in Gen.Select(Absurd.Days, Absurd.Days)
        from costs in Gen.Select(Absurd.AllowedRate, Absurd.AllowedRate, Absurd.AllowedRate, Absurd.AllowedRate)
        from yield in Absurd.OneOf(0.2, 1)
        from unitCost in Absurd.OneOf(0L, 1, 5_000_000, Money.Highest.Micros, long.MaxValue)
        from level in Gen.Select(Absurd.AllowedUnits, Absurd.Units)
        from demand in Absurd.Demand.Array[3]
        from money in Absurd.AllowedRate
        from person in Gen.Frequency(
            (4, Gen.Const(default(HumanDecision))), (1, Absurd.Units.Select(units => new HumanDecision(1, units))))
        from least in Absurd.OneOf(0L, Money.Highest.Micros, long.MaxValue)
        select BuyingWorlds.Plain with
        {
            Offer = new(new(1), new(1), default, Math.Max(1, sizes.Item1), sizes.Item2, sizes.Item3, days.Item1,
                days.Item2, new(unitCost), costs.Item1, costs.Item2, costs.Item3, yield),
            Level = new(level.Item1, level.Item2),
            Demand = [.. demand.Order()],
            RoomPrice = new(costs.Item4),
            BudgetPrice = new(money),
            Override = person,
            OrderMinimum = new(new(least)),
        };

    [Fact]
    public void Minimums_and_budgets_of_absurd_numbers_are_minded_without_a_throw() => AnyInputs.Sample(inputs =>
    {
        var plan = Engine.Plan(inputs, Explain.Yes);
        var repaired = SpendingLimit.Keep(inputs, OrderMinimums.Repair(inputs, plan, 1e6), 1e6);

        Assert.Empty(PurchaseOrders.Check(inputs, repaired.Decisions));
        Assert.All(SpendingLimit.Check(inputs, repaired.Decisions, 1e6), breach => Assert.Equal(-1, breach.Row));
    });

    protected override long Quantity(PurchaseLine row) => row.Units;
}
