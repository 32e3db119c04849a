using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Explanation;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>Days that are called out of stock from morning to night, and on which something was sold all the same.
/// </summary>
public sealed class SoldWhileOutTests
{
    private const int Row = 2;
    private static readonly DemandInputs s_plain = new DemandWorld { Products = 40, Days = 300 }.Inputs();
    private static readonly DemandInputs s_marked = Marked((sold, _) => sold > 0);

    public static TheoryData<string> Names =>
        [.. StatisticalForecasters.Fit(s_plain).Select(forecaster => forecaster.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_whose_every_sold_day_is_so_marked_is_expected_to_sell(string name)
    {
        var usual = Units(s_plain, name);
        Assert.InRange(Units(s_marked, name) / usual, 0.7, 1.5);
        Assert.InRange(Units(Marked((_, _) => true), name) / usual, 0.7, 2);
    }

    /// <summary>Shelves on which a customer in ten finds something: a tenth is sold, and as much is wanted as ever.
    /// </summary>
    [Fact]
    public void Days_in_stock_for_a_tenth_teach_in_proportion()
    {
        var (sales, inStock) = (Copy(s_plain.Sales), Copy(s_plain.InStock));
        for (var at = 0; at < sales.Length; at++)
        {
            var (wanted, found) = ((int)sales[at], 0);
            for (var unit = 0; unit < wanted; unit++)
            {
                found += KeyedRandom.Uniform(1, 1, (ulong)at, (ulong)unit) < 0.1 ? 1 : 0;
            }

            (inStock[at], sales[at]) = (0.1f, found);
        }

        var scarce = s_plain with { Sales = new(s_plain.Days, sales), InStock = new(s_plain.Days, inStock) };
        var known = WeekdayProfile.Fit(scarce).Forecast(scarce);
        var plain = WeekdayProfile.Fit(s_plain).Forecast(s_plain);
        var rows = Enumerable.Range(0, s_plain.Count).ToArray();
        Assert.InRange(rows.Sum(row => FourWeeks(known, row)) / rows.Sum(row => FourWeeks(plain, row)), 0.88, 1.12);
        Assert.All(rows.Where(row => FourWeeks(plain, row) > 60),
            row => Assert.InRange(FourWeeks(known, row) / FourWeeks(plain, row), 0.5, 2));
    }

    /// <summary>What is less than usual says nothing, what is more says that more was wanted.</summary>
    [Fact]
    public void Such_a_day_raises_what_is_believed_or_leaves_it()
    {
        var (demand, weight) = (new float[s_plain.Days], new float[s_plain.Days]);
        var little = Marked((sold, day) => sold == 1 && day % 2 == 0);
        CleanHistory.Read(Marked((sold, day) => sold == 1 && day % 2 == 0, sold: 0), Row, new(), demand, weight);
        var without = Level(demand, weight);
        CleanHistory.Read(little, Row, new(), demand, weight);
        Assert.Equal(without, Level(demand, weight), 3);

        CleanHistory.Read(Marked((_, day) => day % 10 == 0, sold: 500), Row, new(), demand, weight);
        Assert.Equal((500f, 1f), (demand[10], weight[10]));
        Assert.True(Level(demand, weight) > 10 * without);

        // Days before its launch teach nothing, whatever was sold.
        var product = s_plain.Products.Rows[Row] with { LaunchDay = 50 };
        var products = s_plain.Products.Rows.ToArray();
        products[Row] = product;
        CleanHistory.Read(s_marked with { Products = new(products) }, Row, new(), demand, weight);
        Assert.All(weight[..50], of => Assert.Equal(0, of));
    }

    [Fact]
    public void They_are_told_by_product_where_they_are_a_tenth_of_its_days_with_sales()
    {
        bool[] open = [.. Enumerable.Repeat(true, s_plain.Days)];
        var finding = Assert.Single(HistoryFindings.Of(s_marked, open),
            one => one.Fault == HistoryFault.SoldWhileOut);
        var sales = s_plain.Sales.Row(Row).ToArray();
        Assert.Equal(
            (Row, Array.FindIndex(sales, units => units > 0), sales.Count(units => units > 0), false),
            (finding.Row, finding.Day, finding.Days, finding.IsPassedOver));
        Assert.Equal(sales.Where(units => units > 0).Average(units => (double)units), finding.Found, 6);
        Assert.Equal(0, finding.Usual);
        Assert.DoesNotContain(HistoryFindings.Of(Marked((sold, day) => sold > 0 && day < 10), open),
            one => one.Fault == HistoryFault.SoldWhileOut);
    }

    /// <summary>They count for the pace of a product, and for how well it was forecast.</summary>
    [Fact]
    public void They_count_where_days_in_stock_do()
    {
        Assert.Equal(DemandSegment.Of(s_plain, Row, false), DemandSegment.Of(s_marked, Row, false));
        var sold = Array.FindIndex(s_plain.Sales.Row(Row).ToArray(), units => units > 0);
        Assert.Equal(s_plain.Sales.Row(Row)[sold], BackTest.Demand(s_marked, Row, sold));
    }

    /// <summary>The part of days out of stock is what its text says: nothing is taken away for them.</summary>
    [Fact]
    public void They_take_nothing_from_the_reasons()
    {
        var reasons = ForecastReasons.Of(WeekdayProfile.Fit(s_plain), s_marked.Pick([Row]));
        Assert.All(reasons.Of(ForecastPart.StockOuts), units => Assert.True(units > -0.005));
    }

    private static double Level(float[] demand, float[] weight) =>
        demand.Zip(weight, (units, of) => (double)units * of).Sum() / weight.Sum(of => (double)of);

    private static double Units(DemandInputs inputs, string name)
    {
        var forecaster = StatisticalForecasters.Fit(inputs).First(one => one.Name == name);
        return FourWeeks(forecaster.Forecast(inputs.Pick([Row])), 0);
    }

    private static double FourWeeks(DemandForecast forecast, int row) =>
        Enumerable.Range(0, DemandForecast.DailyDays).Sum(day => forecast.MeanOfDay(row, day));

    // Some days of one product out of stock all day; of those days also other sales.
    private static DemandInputs Marked(Func<float, int, bool> isOut, float? sold = null)
    {
        var (sales, inStock) = (Copy(s_plain.Sales), Copy(s_plain.InStock));
        for (var day = 0; day < s_plain.Days; day++)
        {
            var at = (Row * s_plain.Days) + day;
            if (isOut(s_plain.Sales.Row(Row)[day], day))
            {
                (inStock[at], sales[at]) = (0, sold ?? sales[at]);
            }
        }

        return s_plain with { Sales = new(s_plain.Days, sales), InStock = new(s_plain.Days, inStock) };
    }

    private static float[] Copy(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Count).SelectMany(row => matrix.Row(row).ToArray())];
}
