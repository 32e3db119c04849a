using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Explanation;
using Quartermaster.Forecasting.Neural;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Explanation;

public sealed class ForecastReasonsTests
{
    private static readonly DemandWorld s_world = new() { Products = 120, Days = 400, StockOutShare = 0.2 };
    private static readonly DemandInputs s_inputs = s_world.Inputs();

    public static TheoryData<string> Names =>
        [.. Forecasters().Select(forecaster => forecaster.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reasons_add_up_to_the_forecast(string name)
    {
        var forecaster = Forecasters().First(one => one.Name == name);
        for (var row = 0; row < 3; row++)
        {
            var one = s_inputs.Pick([row]);
            var (reasons, forecast) = (ForecastReasons.Of(forecaster, one), forecaster.Forecast(one));
            var days = Enumerable.Range(0, DemandForecast.DailyDays).Sum(day => forecast.MeanOfDay(0, day));
            Assert.Equal(days, reasons.Expected[1], 6);
            for (var i = 0; i < ForecastReasons.Horizons.Count; i++)
            {
                var sum = reasons.Likely[i] + Enum.GetValues<ForecastPart>().Sum(part => reasons.Of(part)[i]);
                Assert.Equal(reasons.Expected[i], sum, 6);
            }
        }
    }

    [Fact]
    public void Each_part_says_what_it_should()
    {
        var forecaster = WeekdayProfile.Fit(s_inputs);
        var one = s_inputs.Pick([0]);
        var plain = one with { Events = new([]), PriceRatios = Ones(one.PriceRatios) };
        var reasons = ForecastReasons.Of(forecaster, plain);
        Assert.Equal([0, 0, 0], reasons.Of(ForecastPart.Events));
        Assert.Equal([0, 0, 0], reasons.Of(ForecastPart.Price));

        // Stock that ran out had hidden demand; what it sold itself is told apart from what its like sell.
        Assert.True(reasons.Of(ForecastPart.StockOuts)[1] > 0);
        Assert.NotEqual(0, reasons.Of(ForecastPart.OwnSales)[1]);

        // A tenth off for the four weeks sells more, and nothing else changes.
        var cheap = plain with { PriceRatios = Cheap(plain) };
        var cheaper = ForecastReasons.Of(forecaster, cheap);
        var more = cheaper.Expected[1] - reasons.Expected[1];
        Assert.True(more > 0);
        Assert.InRange(cheaper.Of(ForecastPart.Price)[1], 0.5 * more, 1.5 * more);
        Assert.Equal(0, cheaper.Of(ForecastPart.Events)[1], 9);
    }

    [Fact]
    public void A_new_products_forecast_is_what_is_likely()
    {
        var forecaster = WeekdayProfile.Fit(s_inputs);
        var one = s_inputs.Pick([1]);
        var launched = one with
        {
            Products = new([one.Products.Rows[0] with { LaunchDay = s_inputs.Days }]),
            Sales = new(one.Sales.Columns, new float[one.Sales.Columns]),
            InStock = Ones(one.InStock),
        };
        var reasons = ForecastReasons.Of(forecaster, launched);
        Assert.Equal(0, reasons.Of(ForecastPart.OwnSales)[1], 6);
        Assert.True(reasons.Likely[1] > 0);
    }

    [Fact]
    public void Without_seasons_all_weekdays_are_alike()
    {
        var forecaster = (ISeasonal)WeekdayProfile.Fit(s_inputs);
        var plain = s_inputs.Pick([2]) with { Events = new([]) };
        plain = plain with { PriceRatios = Ones(plain.PriceRatios) };
        var flat = forecaster.WithoutSeason().Forecast(plain);
        var days = Enumerable.Range(0, DemandForecast.DailyDays).Select(day => flat.MeanOfDay(0, day)).ToArray();
        Assert.Equal(days.Min(), days.Max(), 4);
        var own = forecaster.Forecast(plain);
        Assert.True(own.MeanOfDay(0, 0) != own.MeanOfDay(0, 1));
    }

    /// <summary>A promotion that is dearer than usual for this product, as when a list price rises while its category
    /// is promoted: the lift stands under events, the price under price, with opposite signs.</summary>
    [Fact]
    public void A_dearer_price_takes_away_where_an_event_adds()
    {
        var forecaster = WeekdayProfile.Fit(s_inputs);
        var one = s_inputs.Pick([3]);
        var first = s_inputs.FirstDay.AddDays(s_inputs.Days + 10);
        var product = one.Products.Rows[0].Product;
        var dear = Ones(one.PriceRatios).Row(0).ToArray();
        dear.AsSpan(s_inputs.Days + 12).Fill(1.06f);
        var planned = one with
        {
            Events = new([new(default, default, product, EventKind.Promotion, default, first,
                first.AddDays(9), 1.4)]),
            PriceRatios = new(dear.Length, dear),
        };
        var reasons = ForecastReasons.Of(forecaster, planned);
        Assert.True(reasons.Of(ForecastPart.Events)[1] > 0);
        Assert.True(reasons.Of(ForecastPart.Price)[1] < 0);

        // Each alone is what it is beside the other, but for what they multiply.
        var price = ForecastReasons.Of(forecaster, planned with { Events = new([]) }).Of(ForecastPart.Price)[1];
        Assert.InRange(reasons.Of(ForecastPart.Price)[1] / price, 1, 1.2);
    }

    [Fact]
    public void An_ensemble_tells_the_season_apart()
    {
        var profile = WeekdayProfile.Fit(s_inputs);
        var backTest = BackTestResult.Empty with
        {
            Ensemble = [new(default, profile.Name, 0.75), new(default, new SeasonalNaive().Name, 0.25)],
        };
        var ensemble = new EnsembleForecaster([new SeasonalNaive(), profile], backTest);
        var one = s_inputs.Pick([2]);
        var alone = ForecastReasons.Of(profile, one).Of(ForecastPart.Season);
        var among = ForecastReasons.Of(ensemble, one).Of(ForecastPart.Season);
        Assert.NotEqual(0, alone[2]);
        Assert.Equal(0.75 * alone[2], among[2], 0.05 * Math.Abs(alone[2]));
    }

    private static IEnumerable<IForecaster> Forecasters()
    {
        foreach (var forecaster in StatisticalForecasters.Fit(s_inputs))
        {
            yield return forecaster;
        }

        var policy = new NetworkPolicy { Steps = 2, Channels = 4, GlobalUnits = 4, LocalUnits = 4 };
        yield return QuantileNetworks.Fit(s_inputs, policy).Forecasters[0];
    }

    private static Matrix Ones(Matrix matrix)
    {
        var values = new float[matrix.Count * matrix.Columns];
        Array.Fill(values, 1);
        return new(matrix.Columns, values);
    }

    private static Matrix Cheap(DemandInputs inputs)
    {
        var values = Ones(inputs.PriceRatios).Row(0).ToArray();
        values.AsSpan(inputs.Days, DemandForecast.DailyDays).Fill(0.9f);
        return new(inputs.PriceRatios.Columns, values);
    }
}
