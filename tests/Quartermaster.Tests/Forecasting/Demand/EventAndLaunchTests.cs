using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

public sealed class EventAndLaunchTests
{
    private static readonly DemandWorld s_world = new() { Products = 80, Days = 400 };
    private static readonly DemandInputs s_plain = s_world.Inputs() with { Events = PastOnly(s_world.Inputs()) };

    [Fact]
    public void A_promotion_without_a_stated_strength_lifts_its_days_as_past_ones_did()
    {
        // At the usual price: in the past promotions came with a price of 0.8, whose effect is learned beside them.
        var (without, with) = (Forecast(s_plain), Forecast(Plan(new PlannedEvent(
            new(7), default, new(1), EventKind.Promotion, default, Day(5), Day(8), 0))));
        AssertLifted(without, with, 1.2, 3);
    }

    [Fact]
    public void An_event_with_a_stated_strength_lifts_its_days_by_it()
    {
        var (without, with) = (Forecast(s_plain), Forecast(Plan(new PlannedEvent(
            new(7), default, new(1), EventKind.Launch, default, Day(5), Day(8), 3))));
        AssertLifted(without, with, 2.6, 3.4);
    }

    [Fact]
    public void A_lower_price_with_its_promotion_sells_as_much_more_as_it_did()
    {
        // The world's truth: 1.5 · 0.8⁻² = 2.34.
        var planned = Plan(new PlannedEvent(
            new(7), default, new(1), EventKind.Promotion, default, Day(5), Day(8), 0));
        var prices = new float[planned.PriceRatios.Count * planned.PriceRatios.Columns];
        for (var i = 0; i < prices.Length; i++)
        {
            var (row, day) = (i / planned.PriceRatios.Columns, i % planned.PriceRatios.Columns);
            prices[i] = row == 0 && day >= 405 && day <= 408 ? 0.8f : planned.PriceRatios.Row(row)[day];
        }

        var without = Forecast(s_plain with { PriceRatios = Usual(s_plain) });
        var with = Forecast(planned with { PriceRatios = new(planned.PriceRatios.Columns, prices) });
        Assert.InRange(with.MeanOfDay(0, 6) / without.MeanOfDay(0, 6), 1.9, 2.8);
    }

    [Fact]
    public void A_holiday_of_all_products_is_learned_from_past_ones()
    {
        var (without, with) = (Forecast(s_plain), Forecast(Plan(new PlannedEvent(
            new(7), default, default, EventKind.Holiday, default, Day(5), Day(8), 0))));
        Assert.InRange(with.MeanOfDay(3, 6) / without.MeanOfDay(3, 6), 1.7, 2.3);
        Assert.Equal(without.MeanOfDay(3, 4), with.MeanOfDay(3, 4), 1e-6);
    }

    [Fact]
    public void A_newcomer_is_covered_and_its_spread_narrows_as_sales_come_in()
    {
        var world = new DemandWorld { Products = 160, Days = 400, LaunchDay = p => p % 2 == 0 ? 330 : -1, Drift = 0 };
        var forecaster = WeekdayProfile.Fit(world.Inputs(330));
        var widths = new List<double>();
        foreach (var days in (int[])[330, 337, 351, 386])
        {
            var forecast = forecaster.Forecast(world.Inputs(days));
            var rows = Enumerable.Range(0, 80).Select(i => 2 * i).ToArray();
            widths.Add(rows.Average(row => (forecast.Week(row, 0)[11] - forecast.Week(row, 0)[1])
                / (forecast.MeanOfWeek(row, 0) + 1)));
            var covered = rows.Average(row => Enumerable.Range(days, 7).Sum(day => world.Demand(row, day))
                <= forecast.Week(row, 0)[10] ? 1.0 : 0);
            Assert.InRange(covered, 0.8, 0.99);
        }

        Assert.Equal(widths.OrderDescending(), widths);
        Assert.True(widths[0] > 1.3 * widths[^1], $"{widths[0]} to {widths[^1]}");
    }

    [Fact]
    public void A_newcomer_borrows_from_its_attributes()
    {
        var inputs = s_world.Inputs();
        var loud = Enumerable.Range(1, 80).Where(id => DemandOf(inputs, id - 1) > 5).ToHashSet();
        var attributes = Enumerable.Range(1, 82).Select(id =>
            new ProductAttribute(new(id), new(1), new(id == 81 || loud.Contains(id) ? 1 : 2)));
        var products = inputs.Products.Rows.ToArray();
        var known = inputs with { Attributes = new([.. attributes]) };
        var fresh = known.Pick([0, 0]) with
        {
            Products = new([
                products[0] with { Product = new(81), Key = 81, LaunchDay = 400, UsualPrice = 0 },
                products[0] with { Product = new(82), Key = 82, LaunchDay = 400, UsualPrice = 0 }]),
        };
        var forecast = WeekdayProfile.Fit(known).Forecast(fresh);
        Assert.True(forecast.MeanOfWeek(0, 1) > 1.5 * forecast.MeanOfWeek(1, 1));
    }

    private static double DemandOf(DemandInputs inputs, int row) => inputs.Sales.Row(row).ToArray().Average();

    private static void AssertLifted(DemandForecast without, DemandForecast with, double least, double most)
    {
        for (var day = 0; day < 28; day++)
        {
            var ratio = with.MeanOfDay(0, day) / without.MeanOfDay(0, day);
            Assert.InRange(ratio, day is >= 5 and <= 8 ? least : 0.9999, day is >= 5 and <= 8 ? most : 1.0001);
        }

        Assert.Equal(without.Pick([1, 2, 3]), with.Pick([1, 2, 3]));
    }

    private static DateOnly Day(int ahead) => DemandWorld.FirstDay.AddDays(s_world.Days + ahead);

    private static DemandForecast Forecast(DemandInputs inputs) => WeekdayProfile.Fit(s_plain).Forecast(inputs);

    private static DemandInputs Plan(PlannedEvent planned) =>
        s_plain with { Events = new([.. s_plain.Events.Rows, planned]) };

    private static Table<PlannedEvent> PastOnly(DemandInputs inputs) =>
        new(Array.FindAll(inputs.Events.Rows.ToArray(), planned => planned.LastDay < Day(0)));

    private static Matrix Usual(DemandInputs inputs) =>
        new(inputs.PriceRatios.Columns, [.. Enumerable.Range(0, inputs.Count).SelectMany(row =>
            inputs.PriceRatios.Row(row).ToArray().Select((ratio, day) => day < inputs.Days ? ratio : 1))]);
}
