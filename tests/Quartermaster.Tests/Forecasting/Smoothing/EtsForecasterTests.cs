using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Smoothing;

/// <summary>What ETS says of histories with holes, and of hardly any.</summary>
public sealed class EtsForecasterTests
{
    private static readonly DemandWorld s_world = new() { Products = 12, Days = 200 };

    [Fact]
    public void A_day_without_all_of_its_stock_is_as_good_as_missing()
    {
        var inputs = s_world.Inputs();
        var forecaster = Ets.Fit(inputs);
        var (absurd, empty) = (Replace(inputs, 150, 1e6f, 0.9f), Replace(inputs, 150, 0, 0));
        Assert.Equal(forecaster.Forecast(absurd), forecaster.Forecast(empty));
        Assert.NotEqual(forecaster.Forecast(inputs), forecaster.Forecast(empty));
    }

    [Fact]
    public void A_product_that_never_sold_is_expected_to_sell_nothing()
    {
        var inputs = s_world.Inputs();
        var silent = inputs with { Sales = new(inputs.Days, new float[inputs.Count * inputs.Days]) };
        var forecast = Ets.Fit(inputs).Forecast(silent);
        Assert.All(forecast.Weekly.Row(3).ToArray(), units => Assert.Equal(0, units));
        Assert.Equal(0, forecast.MeanOfWeek(3, 25));
    }

    /// <summary>Launched yesterday: the mean of the launch prior and of one day, whose weight is the prior's own.
    /// </summary>
    [Fact]
    public void One_observation_moves_the_launch_prior_and_no_more()
    {
        var inputs = s_world.Inputs();
        var forecaster = Ets.Fit(inputs);
        DemandInputs Young(float units) => Launched(Replace(inputs, 199, units, 1), 199);
        var low = forecaster.Forecast(Young(0)).MeanOfDay(0, 5);
        var high = forecaster.Forecast(Young(8)).MeanOfDay(0, 5);
        var none = forecaster.Forecast(Launched(inputs, 200)).MeanOfDay(0, 5);
        Assert.InRange(none, low, high);
        Assert.InRange(high - low, 0.01, 8);
    }

    [Fact]
    public void Levels_of_ones_own_are_exact()
    {
        var inputs = s_world.Inputs();
        var forecaster = Ets.Fit(inputs);
        var house = forecaster.Forecast(inputs);
        var own = forecaster.DailyQuantilesOf(inputs, DemandForecast.Levels);
        for (var row = 0; row < inputs.Count; row++)
        {
            Assert.Equal(house.Daily.Row(row).ToArray(), own.Row(row).ToArray());
        }

        var far = forecaster.DailyQuantilesOf(inputs, [0.99f, 0.999f]);
        Assert.True(far.Row(0)[1] > far.Row(0)[0]);
    }

    private static DemandInputs Replace(DemandInputs inputs, int day, float units, float share)
    {
        var (sales, inStock) = (Copy(inputs.Sales), Copy(inputs.InStock));
        for (var row = 0; row < inputs.Count; row++)
        {
            (sales[(row * inputs.Days) + day], inStock[(row * inputs.Days) + day]) = (units, share);
        }

        return inputs with { Sales = new(inputs.Days, sales), InStock = new(inputs.Days, inStock) };
    }

    private static DemandInputs Launched(DemandInputs inputs, int day) => inputs with
    {
        Products = new(Array.ConvertAll(
            inputs.Products.Rows.ToArray(), product => product with { LaunchDay = day })),
    };

    private static float[] Copy(Matrix table) =>
        [.. Enumerable.Range(0, table.Count).SelectMany(row => table.Row(row).ToArray())];
}
