using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Operations.Gather;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>What was on order before the first day comes as the vendor delivers, not on the day it is due.</summary>
public sealed class OpeningDeliveriesTests
{
    private static DateOnly FirstDay => TinyShop.FirstDay;

    /// <summary>Ten are due on day 1; 3 and a damaged one come on day 2, 2 on day 3, 4 never.</summary>
    [Fact]
    public void They_come_late_missingand_in_parts()
    {
        var shop = With(new OpenLine(0, 0, 10, FirstDay.AddDays(1)));
        var vendor = new VendorByRule(line =>
            [new(line.Ordered.AddDays(3), 3, 1), new(line.Ordered.AddDays(4), 2, 0)]);
        var tally = shop.Run(TinyShop.UpTo(0), new(), vendor);

        Assert.Equal(6 * 4_000_000, tally.Purchases.Micros);
        Assert.Equal(5 * 2_000_000, tally.ClosingStock.Salvage.Micros);
        // On hand at night: 3 on day 2, 5 on days 3 and 4.
        Assert.Equal(3 + 5 + 5, tally.UnitDays);
        // Two days of stated lead time before the due day.
        Assert.Equal(new SupplyLine(new(1), new(1), new(1), FirstDay.AddDays(-1), 2, 10, 1),
            Assert.Single(vendor.Lines));
    }

    /// <summary>The company orders anew what turns out never to come, and not before: until day 3 it waits for ten.
    /// </summary>
    [Fact]
    public void The_company_sees_what_never_comes_when_the_last_part_is_there()
    {
        var shop = With(new OpenLine(0, 0, 10, FirstDay.AddDays(1)));
        var vendor = new VendorByRule(line => line.Draw > 0
            ? [new(line.Ordered.AddDays(3), 3, 0), new(line.Ordered.AddDays(4), 2, 0)]
            : [new(line.Ordered.AddDays(30), line.Units, 0)]);
        shop.Run(TinyShop.UpTo(10), new(), vendor);

        Assert.Equal([(FirstDay.AddDays(3), 5)],
            vendor.Lines.Where(line => line.Draw == 0).Select(line => (line.Ordered, line.Units)));
    }

    [Fact]
    public void The_vendor_and_the_day_of_the_purchase_order_are_used_where_they_are_known()
    {
        var (vendor, ordered) = (new VendorByRule(), FirstDay.AddDays(-1));
        With(new OpenLine(0, 0, 4, FirstDay.AddDays(9), new(1), ordered)).Run(TinyShop.UpTo(0), new(), vendor);
        Assert.Equal((new VendorId(1), ordered), (vendor.Lines[0].Vendor, vendor.Lines[0].Ordered));
    }

    /// <summary>Nobody offers product 2: it comes whole on the day it is due, day 3, and lies there for two nights.
    /// </summary>
    [Fact]
    public void What_nobody_offers_any_more_comes_when_it_is_due()
    {
        var tally = With(new OpenLine(1, 0, 4, FirstDay.AddDays(3))).Run(TinyShop.UpTo(0), new());
        Assert.Equal(2 * 4, tally.UnitDays);
    }

    [Fact]
    public void Answers_that_would_have_come_before_the_first_day_are_asked_again()
    {
        var vendor = new VendorByRule(line => [new(FirstDay.AddDays(line.Draw - 3), line.Units, 0)]);
        var tally = With(new OpenLine(0, 0, 4, FirstDay.AddDays(1))).Run(TinyShop.UpTo(0), new(), vendor);
        Assert.Equal([1, 2, 3], vendor.Lines.Select(line => line.Draw));
        Assert.Equal(5 * 4, tally.UnitDays);
    }

    [Fact]
    public void What_is_later_than_its_vendor_ever_is_comes_tomorrow_parts_as_far_apart_as_ever()
    {
        var vendor = new VendorByRule(line => [new(line.Ordered, 1, 0), new(line.Ordered.AddDays(2), 3, 0)]);
        var line = new OpenLine(0, 0, 4, FirstDay.AddDays(1), new(1), FirstDay.AddDays(-90));
        var tally = With(line).Run(TinyShop.UpTo(0), new(), vendor);
        // One from day 1 on, all four from day 3 on.
        Assert.Equal(1 + 1 + 4 + 4, tally.UnitDays);
    }

    /// <summary>A lead time of 20 stated days, 18 of which have passed: the days that are left are distributed as among
    /// all lead times of 18 or more.</summary>
    [Fact]
    public void What_has_not_come_by_now_has_the_vendors_law_on_that_condition()
    {
        var facts = (With() with { StatedDays = 20 }).Facts;
        var catalog = facts.Catalog.With(EntityKind.Vendor, ["V"]).With(EntityKind.Facility, ["F"]);
        var (drawn, all) = (new double[4_000], new List<double>());
        var deliveries = new Delivery[ISupplySource.MostParts];
        for (var i = 0; i < drawn.Length; i++)
        {
            var supply = new AssumedSupply(new(), catalog, (ulong)i);
            new OpeningDeliveries(facts, supply, FirstDay).Of(
                new(0, 0, 10, FirstDay.AddDays(2), new(1), FirstDay.AddDays(-18)), deliveries);
            drawn[i] = deliveries[0].Day.DayNumber - FirstDay.DayNumber;
            for (var day = 0; day < 10; day++)
            {
                supply.Deliver(new(new(1), new(1), new(1), FirstDay.AddDays(day), 20, 10), deliveries);
                all.Add(deliveries[0].Day.DayNumber - FirstDay.AddDays(day + 18).DayNumber);
            }
        }

        double[] left = [.. all.Where(days => days >= 0)];
        Assert.InRange(left.Length, all.Count / 2, all.Count - 1);
        for (var days = 0; days < 12; days++)
        {
            var (one, other) = (ShareUpTo(drawn, days), ShareUpTo(left, days));
            Assert.True(Math.Abs(one - other) < 0.03, $"Within {days} days: {one} of {other}.");
        }

        static double ShareUpTo(double[] values, int days) =>
            values.Count(value => value <= days) / (double)values.Length;
    }

    [Fact]
    public void Every_policy_gets_the_same()
    {
        OpenLine[] lines = [new(0, 0, 10, FirstDay.AddDays(1)), new(0, 0, 5, FirstDay.AddDays(2))];
        var (idle, busy) = (new VendorByRule(), new VendorByRule());
        With(lines).Run(TinyShop.UpTo(0), new(), idle);
        With(lines).Run(TinyShop.UpTo(40), new(new Wanted(0, 4)), busy);
        Assert.Equal(2, idle.Lines.Count);
        Assert.Equal(idle.Lines, busy.Lines.Where(line => line.Draw > 0));
        Assert.True(busy.Lines.Count > 2);
    }

    [Fact]
    public void Goods_are_conserved_whatever_the_vendor_answers() =>
        Gen.Select(Gen.Int[-6, 6].Array[0, 5], Gen.Int[0, 9], Gen.Int[0, 7], Gen.Int[0, 15])
            .Sample((dueDays, missing, late, level) =>
            {
                var vendor = new VendorByRule(line => Answer(line, missing, late));
                var shop = With([.. dueDays.Select((day, i) => new OpenLine(0, 0, i + 1,
                    FirstDay.AddDays(Math.Max(1, day)), new(1), FirstDay.AddDays(day - 3)))]) with { Opening = 5 };
                var tally = shop.Run(TinyShop.UpTo(level), new(new Wanted(1, 1), new Wanted(3, 1), new Wanted(4, 1)),
                    vendor);
                Assert.Equal(tally.ClosingStock.Salvage.Micros / 2_000_000,
                    5 + (tally.Purchases.Micros / 4_000_000) - tally.SoldUnits);
            }, iter: 100);

    private static Delivery[] Answer(SupplyLine line, int shortUnits, int late)
    {
        var (units, day) = (Math.Max(0, line.Units - shortUnits), line.Ordered.AddDays(1 + ((late * line.Draw) % 9)));
        return units < 2 ? [new(day, units, 0)] : [new(day, 1, 0), new(day.AddDays(2), units - 1, 0)];
    }

    private static TinyShop With(params OpenLine[] lines) => new() { Opening = 0, OpenLines = lines };
}
