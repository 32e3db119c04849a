using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Practice;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Practice must be as good as practice is: a comparison with a straw man proves nothing.</summary>
public sealed class PracticeTests
{
    private static readonly DemandWorld s_plain = new()
    {
        Products = 12, Days = 400, Level = 3, LevelSpread = 0.1, Drift = 0, YearlySeason = 0, PromotionShare = 0,
        Holiday = 1,
    };

    public static TheoryData<string> Practices => ["seasonal smoothing", "moving average"];

    [Theory]
    [MemberData(nameof(Practices))]
    public void A_newcomer_is_planned_as_its_category_sells(string name)
    {
        var world = s_plain with { LaunchDay = product => product == 3 ? 410 : -1 };
        var forecast = Of(name, world.Inputs()).Forecast(world.Inputs());

        Assert.Equal(0, forecast.MeanOfDay(3, 5), 6);
        Assert.InRange(Mean(forecast, 3), 2, 4);
        Assert.InRange(Mean(forecast, 7), 2, 4);
    }

    [Theory]
    [MemberData(nameof(Practices))]
    public void A_long_stock_out_does_not_teach_that_nobody_wants_it(string name)
    {
        var inputs = s_plain.Inputs();
        var sales = inputs.Sales.Row(1).ToArray();
        sales.AsSpan(300).Clear();
        Assert.InRange(Mean(Of(name, inputs).Forecast(With(inputs, sales, share: 1)), 1), 0, 0.5);
        Assert.InRange(Mean(Of(name, inputs).Forecast(With(inputs, sales, share: 0)), 1), 2, 4);
    }

    [Fact]
    public void Good_practice_knows_its_categorys_year_after_one()
    {
        var world = s_plain with { Products = 40, Days = 470, YearlySeason = 0.6 };
        var forecast = SeasonalSmoothing.Fit(world.Inputs()).Forecast(world.Inputs());
        var truth = new[] { 10, 17, 24 }
            .Select(week => (week, Ratio: Sum(world, 1, week) / Sum(world, 1, 0))).ToArray();
        Assert.All(truth, one => Assert.InRange(
            forecast.MeanOfWeek(1, one.week) / forecast.MeanOfWeek(1, 0) / one.Ratio, 0.7, 1.4));
    }

    /// <summary>Orders of so many units, as chance has them: variance = mean × units an order. Safety stock is made
    /// from the deviation of the futures, so a slow mover must not lose its own. (Thirteen levels hold four fifths of
    /// that of the lumpiest; a normal cut at 0 held half.)</summary>
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.1, 3)]
    [InlineData(0.3, 4)]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(20, 2)]
    public void Futures_keep_the_deviation_that_was_measured(double mean, double unitsAnOrder)
    {
        var (inputs, variance) = (s_plain.Inputs().Pick([0]), mean * unitsAnOrder);
        var tables = new ForecastTables(inputs);
        var means = new double[DemandInputs.HorizonDays];
        Array.Fill(means, mean);
        tables.SetMeans(0, means);
        tables.SetShape(0, [1, 1, 1, 1, 1, 1, 1]);
        tables.SetRow(0, 0, 0);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            MomentSpread.Write(mean, variance, tables.Day(0, day));
        }

        var totals = new int[8_192];
        new SamplePaths(tables.ToForecast(), seed: 1).Sums(0, 0, DemandForecast.DailyDays, totals);
        var average = totals.Average();
        var deviation = Math.Sqrt(totals.Average(total => (total - average) * (total - average)));

        Assert.Equal(DemandForecast.DailyDays * mean, average, DemandForecast.DailyDays * mean * 0.05);
        Assert.InRange(deviation / Math.Sqrt(DemandForecast.DailyDays * variance), 0.75, 1.3);
    }

    private static double Sum(DemandWorld world, int product, int week) =>
        Enumerable.Range(world.Days + (7 * week), 7).Sum(day => world.Mean(product, day));

    // Days 12 to 27: the newcomer is on sale from the tenth.
    private static double Mean(DemandForecast forecast, int row) =>
        Enumerable.Range(12, 16).Average(day => forecast.MeanOfDay(row, day));

    private static DemandInputs With(DemandInputs inputs, float[] sales, float share)
    {
        var (all, inStock) = (Cells(inputs.Sales), Cells(inputs.InStock));
        sales.CopyTo(all.AsSpan(inputs.Days));
        inStock.AsSpan(inputs.Days + 300, inputs.Days - 300).Fill(share);
        return inputs with { Sales = new(inputs.Days, all), InStock = new(inputs.Days, inStock) };
    }

    private static float[] Cells(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Count).SelectMany(row => matrix.Row(row).ToArray())];

    private static IForecaster Of(string name, DemandInputs history) =>
        name == "moving average" ? MovingAverage.Fit(history) : SeasonalSmoothing.Fit(history);
}
