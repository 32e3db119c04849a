using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

public sealed class PurchaseOrdersTests
{
    private static readonly World s_plain = BuyingWorlds.Plain;

    [Fact]
    public void Lines_of_a_vendor_and_a_ship_to_make_one_order()
    {
        var inputs = BuyingWorlds.Products(Of(1, vendor: 2, level: 10), Of(2, vendor: 1, level: 20),
            Of(3, vendor: 2, level: 30), Of(4, vendor: 2, level: 0));

        var orders = PurchaseOrders.Group(inputs, new BuyingEngine(new()).Plan(inputs).Decisions);

        Assert.Equal([1, 2], orders.Select(order => order.Vendor.Value));
        Assert.Equal([0, 2], orders[1].Rows);
        Assert.Equal((40L, new MoneySum(200_000_000)), (orders[1].Units, orders[1].Value));
    }

    /// <summary>40 units at 5 are worth 200; the vendor wants more.</summary>
    [Theory]
    //          least | units of the two products
    [InlineData(150, /**/ 10, 30)]
    [InlineData(210, /**/ 10, 32)] // both sell; the one that sells more certainly is topped up
    [InlineData(5_000, /**/ 0, 0)] // 960 more would not pay: the order waits
    public void A_small_order_is_topped_up_where_that_pays_and_else_postponed(int least, int first, int second)
    {
        var minimum = new OrderMinimum(Money.Of(least));
        var inputs = BuyingWorlds.Products(
            Of(1, 1, 10) with { OrderMinimum = minimum, Demand = [4, 6, 10] },
            Of(2, 1, 30) with { OrderMinimum = minimum, Demand = [30, 60, 90] });
        var plan = new BuyingEngine(new()).Plan(inputs, Explain.Yes);

        var repaired = OrderMinimums.Repair(inputs, plan);

        Assert.Equal([first, second], repaired.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Empty(PurchaseOrders.Check(inputs, repaired.Decisions));
        Assert.Equal(least > 200, repaired.Reasons.Of(1).ToArray()
            .Any(reason => reason.Because == BuyingReason.VendorOrderMinimum));
    }

    /// <summary>Of product 2 nothing is needed yet; its next case is as good where a second, dearer vendor has it, too.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_product_with_two_vendors_may_top_up_the_order_of_the_one_it_is_bought_from(bool hasOther)
    {
        var minimum = new OrderMinimum(Money.Of(60m));
        var needed = Of(1, 1, 10) with { OrderMinimum = minimum, Demand = [9, 10, 10] };
        var later = Of(2, 1, 30) with { OrderMinimum = minimum, Demand = [30, 60, 90], Position = new(30) };
        var dearer = later with { Offer = later.Offer with { Vendor = new(2), UnitCost = Money.Of(6m) } };
        var inputs = BuyingWorlds.Of(hasOther ? [1, 2] : [1, 1], hasOther ? [needed, dearer, later] : [needed, later]);

        var units = OrderMinimums.Repair(inputs, new BuyingEngine(new()).Plan(inputs)).Decisions.Rows.ToArray()
            .Select(line => line.Units);

        Assert.Equal(hasOther ? [10, 0, 2] : [10, 2], units);
    }

    [Fact]
    public void An_order_that_a_person_asked_for_is_left_alone()
    {
        var row = Of(1, 1, 10) with { OrderMinimum = new(Money.Of(5_000m)), Override = new(1, 3) };
        var inputs = BuyingWorlds.One(row);
        var plan = new BuyingEngine(new()).Plan(inputs);

        Assert.Equal(plan, OrderMinimums.Repair(inputs, plan));
        Assert.Empty(PurchaseOrders.Check(inputs, plan.Decisions));
    }

    [Fact]
    public void A_repaired_plan_obeys_every_rule_and_its_reasons_add_up() => BuyingWorlds.Any.Sample(
        inputs =>
        {
            var repaired = OrderMinimums.Repair(inputs, new BuyingEngine(new()).Plan(inputs, Explain.Yes));

            Assert.Empty(new BuyingAudit().Check(inputs, repaired));
            Assert.Empty(PurchaseOrders.Check(inputs, repaired.Decisions));
            for (var row = 0; row < repaired.Decisions.Count; row++)
            {
                var sum = repaired.Reasons.Of(row).ToArray().Sum(reason => reason.Amount);
                Assert.Equal(repaired.Decisions.Rows[row].Units, sum);
            }
        },
        iter: 2_000);

    [Fact]
    public void A_refused_order_is_noticed()
    {
        var inputs = BuyingWorlds.One(Of(1, 1, 10) with { OrderMinimum = new(Money.Of(5_000m)) });

        Assert.Single(PurchaseOrders.Check(inputs, new BuyingEngine(new()).Plan(inputs).Decisions));
    }

    private static World Of(int product, int vendor, int level) => s_plain with
    {
        Offer = s_plain.Offer with { Product = new(product), Vendor = new(vendor) },
        Level = new(level),
    };
}
