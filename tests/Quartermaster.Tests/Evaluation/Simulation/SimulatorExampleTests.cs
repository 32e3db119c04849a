using Quartermaster.Domain;
using Quartermaster.Evaluation.Metrics;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>A week of a tiny shop, computed by hand.</summary>
/// <remarks>
/// Every morning an order brings the position to 10; it arrives two days later.
/// <code>
/// day  arrives  position  ordered  customers                                on hand at night
///  0      0        10        0     4 sold                                          6
///  1      0         6        4     5 sold                                          1
///  2      0         5        5     3 lost to stock, 1 sold, 1 lost to stock        0
///  3      4         9        1     2 lost to speed, 2 sold                         2
///  4      5         8        2     1 sold                                          6
/// </code>
/// </remarks>
public sealed class SimulatorExampleTests
{
    private static readonly WantedList s_week = new(
        new(0, 4), new(1, 5), new(2, 3), new(2, 1), new(2, 1), new(3, 2, IsPatient: false), new(3, 2), new(4, 1));

    [Fact]
    public void Customers_get_what_is_there()
    {
        var tally = new TinyShop().Run(TinyShop.UpTo(10), s_week);

        Assert.Equal((8, 19), (tally.WantedOrders, tally.WantedUnits));
        Assert.Equal((13, 4, 2), (tally.SoldUnits, tally.LostToStockUnits, tally.LostToSpeedUnits));
        Assert.Equal((5, 5, 0), (tally.Orders, tally.Parcels, tally.SplitOrders));
        Assert.Equal(5, tally.Days);
    }

    /// <summary>The three of day 2 found one unit: the product was in stock, the whole line was not.</summary>
    [Fact]
    public void A_view_is_in_stock_if_a_unit_is_there_and_whole_if_all_are()
    {
        var tally = new TinyShop().Run(TinyShop.UpTo(10), s_week);

        Assert.Equal(7 / 8.0, Measure.Named("in_stock").Of(tally), 12);
        Assert.Equal(6 / 8.0, Measure.Named("whole_line").Of(tally), 12);
    }

    /// <summary>Two units can be picked a day. The third customer's leave a day later, and are promised so: a parcel is
    /// under way for two days, from 20:00 on, for customers from 8:00 on.</summary>
    [Fact]
    public void Who_finds_the_day_full_is_promised_the_next_and_nobody_gets_goods_late()
    {
        var shop = new TinyShop { PicksPerDay = 2, MeasuredDays = 1 };
        var tally = shop.Run(TinyShop.UpTo(0), new(new(0, 1), new(0, 1), new(0, 2)));

        Assert.Equal((3, 4, 0), (tally.Orders, tally.SoldUnits, tally.LateOrders));
        Assert.Equal((3, 3), (tally.AcceptedOffers, tally.HonoredOffers));
        Assert.Equal(60 + (60 - (1 / 60.0)) + (84 - (2 / 60.0)), tally.ClickToDoorHours, 6);
        Assert.Equal(1, Measure.Named("offers_honored").Of(tally));
    }

    [Fact]
    public void Stock_on_hand_is_right_every_night()
    {
        var (nights, before) = (new List<long>(), 0L);
        for (var days = 1; days <= 5; days++)
        {
            var tally = new TinyShop { MeasuredDays = days }.Run(TinyShop.UpTo(10), s_week);
            nights.Add(tally.UnitDays - before);
            before = tally.UnitDays;
        }

        Assert.Equal([6, 1, 0, 2, 6], nights);
    }

    [Fact]
    public void Money_is_right_to_the_cent()
    {
        var tally = new TinyShop().Run(TinyShop.UpTo(10), s_week);

        // 13 units at 10.00; 9 units arrived at 4.00; 5 parcels at 3.00.
        Assert.Equal((130m, 36m, 15m), (Amount(tally.Revenue), Amount(tally.Purchases), Amount(tally.Shipping)));
        // 9 received at 0.25, 4 order lines at 2.00, 13 picked at 0.50, 5 packed at 1.00.
        Assert.Equal((4, 21.75m), (tally.PurchaseLines, Amount(tally.Handling)));
        // 15 nights of a unit at 0.02 and 0.01.
        Assert.Equal((0.30m, 0.15m), (Amount(tally.Storage), Amount(tally.Capital)));
        Assert.Equal((20m, 12m), (Amount(tally.OpeningStock.Salvage), Amount(tally.ClosingStock.Salvage)));

        Assert.Equal(56.95, Measure.Named("cash").Of(tally), 9);
        Assert.Equal(48.80, Measure.Named("profit_salvage").Of(tally), 9);
        // The 10 units of the start are wanted in the week: at cost they were worth 20 more.
        Assert.Equal(28.80, Measure.Named("profit").Of(tally), 9);
        Assert.Equal(15 * 4 / 5.0, Measure.Named("stock_value").Of(tally), 9);
    }

    /// <summary>6 units are left on the first night and wanted on the days after it: at 4.00 each; of the 6 of the last
    /// night nobody wants any: half of it.</summary>
    [Theory]
    [InlineData(1, 24)]
    [InlineData(5, 12)]
    public void Stock_that_is_wanted_after_the_last_day_counts_at_cost(int days, int worth)
    {
        var tally = new TinyShop { MeasuredDays = days }.Run(TinyShop.UpTo(10), s_week);

        Assert.Equal((worth, 12m), (Amount(tally.ClosingStock.Recoverable), Amount(tally.ClosingStock.Salvage)));
    }

    /// <summary>6, 1, 0, 2 and 6 liters in a room of 4: over its limit on the first and the last night.</summary>
    [Fact]
    public void Room_used_is_right()
    {
        var tally = new TinyShop().Run(TinyShop.UpTo(10), s_week);

        Assert.Equal(15 / 4.0 / 5, Measure.Named("cube_used").Of(tally), 9);
        Assert.Equal(2 / 5.0, Measure.Named("overflow").Of(tally), 9);
    }

    /// <summary>Of the same week days 2 to 4 alone: 1 unit on hand at their start.</summary>
    [Fact]
    public void The_warm_up_is_not_counted()
    {
        var tally = new TinyShop { WarmUpDays = 2, MeasuredDays = 3 }.Run(TinyShop.UpTo(10), s_week);

        Assert.Equal((10, 4, 4, 2),
            (tally.WantedUnits, tally.SoldUnits, tally.LostToStockUnits, tally.LostToSpeedUnits));
        Assert.Equal((2m, 12m), (Amount(tally.OpeningStock.Salvage), Amount(tally.ClosingStock.Salvage)));
        Assert.Equal((36m, 3), (Amount(tally.Purchases), tally.PurchaseLines));
    }

    /// <summary>Ordered at eight, ready at nine, gone at 20:00, two days under way: 60 hours until it may be delivered
    /// at 20:00.</summary>
    [Fact]
    public void Parcels_arrive_when_the_lane_brings_them()
    {
        var tally = new TinyShop().Run(TinyShop.UpTo(10), new(new Wanted(0, 1)));

        Assert.Equal(60, Measure.Named("click_to_door").Of(tally), 9);
        Assert.Equal(0, tally.LateOrders);
        Assert.Equal(0, tally.OneDayViews);
    }

    /// <summary>Product 1 is out: one customer takes product 2 for it, the next takes nothing.</summary>
    [Fact]
    public void A_substitute_is_sold_at_its_own_price()
    {
        var tally = new TinyShop { Opening = 0, OtherOpening = 5 }.Run(
            TinyShop.UpTo(0), new(new Wanted(0, 2, Substitute: 2), new Wanted(0, 1)));

        Assert.Equal((2, 1), (tally.SoldUnits, tally.LostToStockUnits));
        Assert.Equal(40m, Amount(tally.Revenue));
        Assert.Equal(0, Measure.Named("in_stock").Of(tally));
    }

    /// <summary>Five are there: the first two lines take four of them, the third finds one and wants two.</summary>
    [Fact]
    public void A_product_on_two_lines_of_an_order_is_sold_on_both()
    {
        var tally = new TinyShop { Opening = 5 }.Run(TinyShop.UpTo(0), new(
            new Wanted(0, 2, IsFollowed: true), new Wanted(0, 2, IsFollowed: true), new Wanted(0, 2)));

        Assert.Equal((1, 6, 4, 2), (tally.WantedOrders, tally.WantedUnits, tally.SoldUnits, tally.LostToStockUnits));
        Assert.Equal((3, 3, 2), (tally.Views, tally.InStockViews, tally.WholeLineViews));
        Assert.Equal((1, 1), (tally.Orders, tally.Parcels));
    }

    [Fact]
    public void An_order_of_many_lines_is_served_whole()
    {
        var lines = Enumerable.Range(0, 100).Select(i => new Wanted(0, 1, IsFollowed: i < 99));
        var tally = new TinyShop { Opening = 100 }.Run(TinyShop.UpTo(0), new([.. lines]));

        Assert.Equal((1, 100, 100), (tally.WantedOrders, tally.WantedUnits, tally.SoldUnits));
    }

    /// <summary>Ten are ordered on day 0: 4 arrive on day 1, of them 1 damaged; 3 on day 2; 3 never.</summary>
    [Fact]
    public void Short_and_damaged_deliveries_are_paid_for_what_arrived_and_ordered_again()
    {
        var vendor = new VendorByRule(line => line.Ordered == TinyShop.FirstDay
            ? [new(line.Ordered.AddDays(1), 3, 1), new(line.Ordered.AddDays(2), 3, 0)]
            : [new(line.Ordered.AddDays(30), line.Units, 0)]);
        var tally = new TinyShop { Opening = 0, MeasuredDays = 4 }.Run(TinyShop.UpTo(10), new(), vendor);

        Assert.Equal(7 * 4m, Amount(tally.Purchases));
        // 3 on day 1, 6 on days 2 and 3; damaged goods cannot be sold.
        Assert.Equal(6 * 2m, Amount(tally.ClosingStock.Salvage));
        // A damaged unit is missing from the next morning on, those that never come from the day of the last part.
        Assert.Equal([(0, 10), (1, 1), (2, 3)],
            vendor.Lines.Select(line => (line.Ordered.DayNumber - TinyShop.FirstDay.DayNumber, line.Units)));
    }

    /// <summary>The company has learned to expect 9 days; the vendor says 3, and the world is the vendor's.</summary>
    [Fact]
    public void Vendors_answer_by_the_lead_time_they_state_and_not_by_the_one_believed()
    {
        var vendor = new VendorByRule();
        new TinyShop { StatedDays = 3, BelievedDays = 9 }.Run(TinyShop.UpTo(20), s_week, vendor);

        Assert.NotEmpty(vendor.Lines);
        Assert.All(vendor.Lines, line => Assert.Equal(3, line.StatedDays));
    }

    private static decimal Amount(MoneySum sum) => (decimal)sum.Micros / 1_000_000;
}
