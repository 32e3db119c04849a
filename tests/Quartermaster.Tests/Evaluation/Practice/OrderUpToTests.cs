using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Practice;

public sealed class OrderUpToTests : EngineConformance<BuyingInputs, PurchaseLine, BuyingReason>
{
    protected override IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> Engine { get; } = new OrderUpTo();

    protected override IPlanAudit<BuyingInputs, PurchaseLine, BuyingReason> Audit { get; } = new BuyingAudit();

    protected override Gen<BuyingInputs> AnyInputs => BuyingWorlds.Any;

    protected override long Quantity(PurchaseLine row) => row.Units;

    /// <summary>Level 100, 37 owned: 63 are missing.</summary>
    [Theory]
    [InlineData(1, 0, /**/ 63)]
    [InlineData(12, 0, /**/ 72)]
    [InlineData(12, 80, /**/ 84)]
    public void Orders_up_to_the_level_in_full_cases(int caseUnits, int minimumUnits, int units) =>
        Assert.Equal(units, UnitsOf(With(offer => offer with { CaseUnits = caseUnits, MinimumUnits = minimumUnits })));

    [Fact]
    public void Orders_nothing_above_the_reorder_point() =>
        Assert.Equal(0, UnitsOf(With(offer => offer) with { Level = new(100, 36) }));

    [Fact]
    public void Orders_at_the_reorder_point() =>
        Assert.Equal(63, UnitsOf(With(offer => offer) with { Level = new(100, 37) }));

    [Fact]
    public void Orders_nothing_where_the_vendor_cannot_ship_its_own_minimum() =>
        Assert.Equal(0, UnitsOf(With(offer => offer with { MinimumUnits = 50, AvailableUnits = 40 })));

    [Fact]
    public void Orders_nothing_that_is_phased_out() => Assert.Equal(0, UnitsOf(With(offer => offer) with
    {
        Life = new(ProductStatus.PhaseOut, default, default),
    }));

    [Fact]
    public void Follows_people_in_full_cases() => Assert.Equal(24, UnitsOf(
        With(offer => offer with { CaseUnits = 12 }) with { Override = new(1, 30) }));

    [Fact]
    public void Buys_from_the_cheapest_vendor()
    {
        var plan = new OrderUpTo().Plan(BuyingWorlds.Offers(
            With(offer => offer with { Vendor = new(1) }),
            With(offer => offer with { Vendor = new(2), UnitCost = Money.Of(4.99m) })));
        Assert.Equal([0, 63], plan.Decisions.Rows.ToArray().Select(line => line.Units));
    }

    private static World With(Func<OfferTerms, OfferTerms> change) =>
        BuyingWorlds.Plain with { Offer = change(BuyingWorlds.Plain.Offer), Position = new(37), Level = new(100, 99) };

    private static int UnitsOf(World world) =>
        new OrderUpTo().Plan(BuyingWorlds.One(world)).Decisions.Rows[0].Units;
}
