using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>Which vendor, at which price, with how much money.</summary>
public sealed class BuyingVendorTests
{
    private static readonly World s_plain = BuyingWorlds.Plain;

    private static readonly World s_other = s_plain with { Offer = s_plain.Offer with { Vendor = new(2) } };

    [Theory]
    //          cost of the second, its case, minimum, lead days, line cost | units of both
    [InlineData(4.9, 1, 0, 7, 0, /**/ 0, 100)]
    [InlineData(5.1, 1, 0, 7, 0, /**/ 100, 0)]
    [InlineData(4.9, 500, 0, 7, 0, /**/ 100, 0)] // cheaper, but a case is cover for half a year
    [InlineData(4.9, 1, 500, 7, 0, /**/ 100, 0)]
    [InlineData(4.9, 1, 0, 7, 50, /**/ 100, 0)]
    public void The_vendor_of_lowest_expected_cost_sells(
        double cost, int caseUnits, int minimum, int leadDays, double lineCost, int first, int second)
    {
        var other = s_other with
        {
            Offer = s_other.Offer with
            {
                UnitCost = Money.Of((decimal)cost), CaseUnits = caseUnits, MinimumUnits = minimum,
                LeadTimeDays = leadDays, LineCost = lineCost,
            },
        };

        Assert.Equal([first, second], Units(s_plain, other));
    }

    /// <summary>Four weeks instead of one: demand until then is 2.5 times as much and less certain.</summary>
    [Theory]
    [InlineData(4.9, /**/ 100, 0)]
    [InlineData(2.0, /**/ 0, 250)]
    public void A_longer_lead_time_must_be_paid_for_by_a_lower_cost(double cost, int first, int second)
    {
        var other = s_other with
        {
            Offer = s_other.Offer with { UnitCost = Money.Of((decimal)cost), LeadTimeDays = 28 },
            Demand = [80, 150, 270], Level = new(250),
        };

        Assert.Equal([first, second], Units(s_plain, other));
    }

    [Fact]
    public void What_one_vendor_cannot_ship_the_next_does()
    {
        var cheap = s_other with { Offer = s_other.Offer with { UnitCost = Money.Of(4m), AvailableUnits = 30 } };
        var plan = Plan(s_plain, cheap);

        Assert.Equal([70, 30], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Contains(new Reason<BuyingReason>(BuyingReason.BoughtElsewhere, -30), plan.Reasons.Of(0).ToArray());
        Assert.Contains(new Reason<BuyingReason>(BuyingReason.VendorLimit, -70), plan.Reasons.Of(1).ToArray());
    }

    [Fact]
    public void An_offer_that_is_not_needed_says_so() =>
        Assert.Equal([new(BuyingReason.OtherVendor, 0)],
            Plan(s_plain, s_other with { Offer = s_other.Offer with { UnitCost = Money.Of(6m) } })
                .Reasons.Of(1).ToArray());

    [Fact]
    public void What_a_person_orders_of_one_vendor_is_not_ordered_of_another() =>
        Assert.Equal([60, 40], Units(s_plain, s_other with { Override = new(1, 40) }));

    [Fact]
    public void What_centers_order_is_not_ordered_for_the_network()
    {
        var order = new CenterOrder(45);
        var person = s_other with { CenterOrder = order, Override = new(1, 40) };
        var plan = Plan(s_plain with { CenterOrder = order }, person);

        Assert.Equal([15, 40], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Contains(new Reason<BuyingReason>(BuyingReason.BoughtElsewhere, -85), plan.Reasons.Of(0).ToArray());
    }

    /// <summary>What a person orders counts as owned where the reorder point is asked: 60 are enough for now.</summary>
    [Theory]
    [InlineData(59, /**/ 0)]
    [InlineData(60, /**/ 40)]
    public void What_a_person_orders_may_bring_the_product_above_its_reorder_point(int reorderPoint, int units)
    {
        var level = new Level(100, reorderPoint);
        var plan = Plan(s_plain with { Level = level }, s_other with { Level = level, Override = new(1, 60) });

        Assert.Equal([units, 60], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Equal(units == 0, plan.Reasons.Of(0).ToArray().Any(reason =>
            reason.Because == BuyingReason.AboveReorderPoint));
    }

    [Theory]
    //          from cost | units
    [InlineData(110, 4.5, /**/ 110)] // 55 saved, 2 held
    [InlineData(110, 4.999, /**/ 100)]
    [InlineData(900, 4.5, /**/ 100)] // 450 saved, 6,788 held
    public void A_lower_price_is_taken_where_it_saves_more_than_holding_costs(int from, double cost, int units) =>
        Assert.Equal([units], Units(
            s_plain with { Breaks = new(from, Money.Of((decimal)cost), 0, default, 0, default) }));

    [Theory]
    [InlineData(0.0, /**/ 100)]
    [InlineData(0.2, /**/ 94)]
    [InlineData(1.0, /**/ 59)]
    [InlineData(2.0, /**/ 0)]
    public void Dear_money_buys_less(double perCurrencyUnit, int units) =>
        Assert.InRange(Units(s_plain with { BudgetPrice = new(perCurrencyUnit) })[0], units - 5, units + 5);

    [Fact]
    public void Answers_to_prices_of_money_with_what_it_would_spend()
    {
        var inputs = BuyingWorlds.Products(s_plain, s_other);
        var engine = new BuyingEngine(new());
        var (last, spent) = (double.MaxValue, new double[1]);
        foreach (var price in new[] { 0, 0.1, 0.5, 1, 1.5, 2 })
        {
            var worth = engine.Respond(inputs, [price], spent);
            var lines = engine.Plan(engine.AtPrices(inputs, [price])).Decisions.Rows.ToArray();

            Assert.InRange(spent[0], 0, last);
            Assert.Equal(5.0 * lines.Sum(line => line.Units), spent[0], 1e-9);
            Assert.True(worth >= price * spent[0]);
            last = spent[0];
        }

        Assert.Equal(0, last);
    }

    /// <summary>100 units on the same terms earn the same, whether one vendor ships them or two.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(70)]
    public void Two_lines_of_a_product_earn_what_one_would(int shipped)
    {
        var (engine, spent) = (new BuyingEngine(new()), new double[1]);
        var some = s_other with { Offer = s_other.Offer with { AvailableUnits = shipped } };
        var rest = s_plain with { Offer = s_plain.Offer with { AvailableUnits = 100 - shipped } };

        Assert.Equal(engine.Respond(BuyingWorlds.One(s_plain), [0], spent),
            engine.Respond(BuyingWorlds.Offers(rest, some), [0], spent), 1e-9);
        Assert.Equal(500, spent[0], 1e-9);
    }

    [Theory]
    [InlineData(60, 70, /**/ 40)]
    [InlineData(60, 60, /**/ 40)]
    [InlineData(60, 59, /**/ 0)]
    public void Nothing_is_ordered_above_the_reorder_point(int position, int reorderPoint, int units) =>
        Assert.Equal([units], Units(s_plain with { Position = new(position), Level = new(100, reorderPoint) }));

    [Fact]
    public void A_vendor_that_ships_short_is_asked_for_more() =>
        Assert.Equal([125], Units(s_plain with { Offer = s_plain.Offer with { Yield = 0.8 } }));

    [Theory]
    [InlineData(ProductStatus.PhaseOut, 0, /**/ 0)]
    [InlineData(ProductStatus.Ended, 0, /**/ 0)]
    [InlineData(ProductStatus.Active, 6, /**/ 0)] // arrives the day after the last
    [InlineData(ProductStatus.Active, 7, /**/ 100)]
    public void Nothing_is_bought_that_is_no_longer_sold_when_it_arrives(ProductStatus status, int lastDay, int units)
    {
        var end = lastDay == 0 ? default : new DateOnly(2025, 3, 3).AddDays(lastDay);

        Assert.Equal([units], Units(s_plain with { Life = new(status, default, end) }));
    }

    /// <summary>The second costs less, but takes three weeks of the two that are left.</summary>
    [Theory]
    [InlineData(14, /**/ 100, 0, BuyingReason.NotBought)]
    [InlineData(300, /**/ 0, 100, BuyingReason.OtherVendor)]
    public void A_vendor_that_would_deliver_after_the_end_does_not_keep_the_others_from_selling(
        int daysLeft, int first, int second, BuyingReason because)
    {
        var life = BuyingWorlds.Ending(daysLeft);
        var slow = s_other.Offer with { UnitCost = Money.Of(4m), LeadTimeDays = 21 };
        var plan = Plan(s_plain with { Life = life }, s_other with { Offer = slow, Life = life });

        Assert.Equal([first, second], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Equal([new(because, 0)], plan.Reasons.Of(first > 0 ? 1 : 0).ToArray());
    }

    private static int[] Units(params World[] offers) =>
        [.. Plan(offers).Decisions.Rows.ToArray().Select(line => line.Units)];

    private static Plan<PurchaseLine, BuyingReason> Plan(params World[] offers) =>
        new BuyingEngine(new()).Plan(BuyingWorlds.Offers(offers), Explain.Yes);
}
