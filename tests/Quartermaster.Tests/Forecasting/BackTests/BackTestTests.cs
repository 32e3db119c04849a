using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.BackTests;

public sealed class BackTestTests
{
    private static readonly DemandWorld s_world = new()
    {
        Products = 60, Days = 300, Level = 1, LevelSpread = 1.6, LaunchDay = product => product % 6 == 0 ? 200 : -1,
    };

    private static readonly DemandInputs s_inputs = s_world.Inputs();

    [Fact]
    public void The_forecaster_with_the_least_loss_serves_the_segment()
    {
        var result = BackTest.Run(s_inputs, inputs => [new SeasonalNaive(), WeekdayProfile.Fit(inputs)]);
        Assert.Equal("weekday profile", result.ChosenFor(new(DemandPace.Fast, default)));
        Assert.Equal(result.Rows.Select(row => row.Segment).Distinct().Count(), result.Rows.Count(row => row.Chosen));
        foreach (var rows in result.Rows.GroupBy(row => row.Segment))
        {
            var chosen = rows.Single(row => row.Chosen);
            Assert.Equal(rows.Min(row => row.Wql), chosen.Wql, 0.005 * chosen.Wql);
        }
    }

    [Fact]
    public void Of_two_that_tie_the_first_is_chosen()
    {
        var result = BackTest.Run(s_inputs, _ => [new Renamed("first"), new Renamed("second")]);
        Assert.All(result.Rows, row => Assert.Equal(row.Forecaster == "first", row.Chosen));
    }

    [Fact]
    public void Products_add_up_to_their_segments_and_the_worst_come_first()
    {
        var result = BackTest.Run(s_inputs, _ => [new SeasonalNaive()], new() { Origins = 1 });
        var days = result.Rows.Where(row => row.Chosen).Sum(row => row.Daily.Loss);
        Assert.Equal(days, result.Products.Sum(product => product.Loss), 1e-6);
        var worst = result.Worst(10);
        Assert.Equal(10, worst.Count);
        Assert.Equal(worst.OrderByDescending(product => product.Loss), worst);
        Assert.Equal(result.Products.Max(product => product.Loss), worst[0].Loss);
    }

    [Fact]
    public void Nothing_later_than_the_origin_is_seen()
    {
        var seen = new List<int>();
        _ = BackTest.Run(s_inputs, inputs =>
        {
            seen.Add(inputs.Days);
            Assert.Equal(inputs.Days, inputs.Sales.Columns);
            Assert.Equal(inputs.Days + DemandInputs.HorizonDays, inputs.PriceRatios.Columns);
            return [new SeasonalNaive()];
        });
        Assert.Equal([300 - (3 * 28)], seen);
    }

    [Fact]
    public void Each_product_goes_to_the_forecaster_of_its_segment()
    {
        IForecaster[] both = [new SeasonalNaive(), new SameWeekdayMean()];
        var result = BackTest.Run(s_inputs, _ => both, new() { ByCategory = true });
        var forecaster = new SegmentForecaster(both, result);
        var forecast = forecaster.Forecast(s_inputs);
        for (var row = 0; row < s_inputs.Count; row++)
        {
            var own = both.Single(one => one.Name == forecaster.NameFor(s_inputs, row));
            Assert.Equal(own.Forecast(s_inputs.Pick([row])), forecast.Pick([row]));
        }
    }

    [Fact]
    public void A_history_too_short_for_an_origin_gives_no_rows() =>
        Assert.Empty(BackTest.Run(s_inputs.Until(60), _ => [new SeasonalNaive()]).Rows);

    private sealed class Renamed(string name) : IForecaster
    {
        private readonly SeasonalNaive _inner = new();

        public string Name => name;

        public DemandForecast Forecast(DemandInputs inputs, int threads, CancellationToken cancel) =>
            _inner.Forecast(inputs, threads, cancel);
    }
}
