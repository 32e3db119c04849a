using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>Weeks are as wide as a product's own weeks say, and lie where past weeks lay.</summary>
public sealed class WeekShapeTests
{
    private const int Days = 560;

    [Fact]
    public void Without_places_nothing_is_corrected()
    {
        var levels = WeekShape.Of([.. Enumerable.Range(0, SpreadTable.Paces).Select(_ => new List<float>())]).Of(3);
        for (var i = 0; i < levels.Length; i++)
        {
            Assert.Equal(DemandForecast.Levels[i], levels[i], 4);
        }
    }

    /// <summary>The square root of uniform chance lies high: a fourth of it is below a half.</summary>
    [Fact]
    public void Places_that_lie_high_raise_the_quantiles()
    {
        var places = Enumerable.Range(0, 100_000).Select(i => (float)Math.Sqrt((i + 0.5) / 100_000)).ToList();
        var levels = WeekShape.Of([.. Enumerable.Repeat(places, SpreadTable.Paces)]).Of(3);
        for (var i = 0; i < levels.Length; i++)
        {
            Assert.Equal(Math.Sqrt(DemandForecast.Levels[i]), levels[i], 2);
        }
    }

    [Theory]
    [InlineData(4, 0.5, 0.45)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 0.3)]
    [InlineData(0, 1, 0.1)]
    [InlineData(9, 0.5, 0.95)]
    public void A_count_is_placed_between_fewer_and_as_many(double units, double chance, double place) =>
        Assert.Equal(place, WeekShape.Place(units, [0.1f, 0.3f, 0.6f, 0.9f], [2, 3, 5, 8], chance), 5);

    [Theory]
    [InlineData(0.0, 0, 0.01)]
    [InlineData(0.3, 0.06, 0.13)]
    public void A_products_own_weeks_say_how_far_its_level_strays(double deviation, double least, double most)
    {
        // Weeks of a level that is multiplied by 1 ± deviation by chance; days are Poisson counts of 20.
        var sum = 0.0;
        for (var product = 0; product < 40; product++)
        {
            var demand = new float[Days];
            for (var day = 0; day < Days; day++)
            {
                var up = KeyedRandom.Uniform(3, 1, (ulong)product, (ulong)(day / 7)) < 0.5;
                var mean = 20 * (1 + (up ? deviation : -deviation));
                NegativeBinomial.Quantiles(mean, 0,
                    [(float)KeyedRandom.Uniform(3, 2, (ulong)product, (ulong)day)], demand.AsSpan(day, 1));
            }

            float[] ones = [.. Enumerable.Repeat(1f, Days)];
            sum += WeekErrors.Of(new(demand, ones, ones, (20, 1)), 0).Variance(0, 1) / 40;
        }

        Assert.InRange(sum, least, most);
    }

    /// <summary>Half of the products are steady, half have a level that wanders; all are of one category and pace. Each
    /// half's weeks are in their bands as often as these say.</summary>
    [Fact]
    public void Steady_and_restless_products_have_bands_of_their_own()
    {
        const int Products = 120;
        var sales = Wander(Products);
        var inputs = Inputs(sales, Days);
        var forecaster = StatisticalForecasters.Fit(inputs).First(one => one.Name == "weekday profile");
        var forecast = forecaster.Forecast(inputs);
        int[] inside = [0, 0];
        double[] width = [0, 0];
        var (low, high) = (DemandForecast.Levels.IndexOf(0.1f), DemandForecast.Levels.IndexOf(0.9f));
        for (var row = 0; row < Products; row++)
        {
            for (var week = 0; week < 4; week++)
            {
                var units = sales[row].Skip(Days + (7 * week)).Take(7).Sum();
                var quantiles = forecast.Week(row, week);
                inside[row % 2] += units >= quantiles[low] && units <= quantiles[high] ? 1 : 0;
                width[row % 2] += quantiles[high] - quantiles[low];
            }
        }

        Assert.InRange(inside[0] / (Products * 2.0), 0.72, 0.90);
        Assert.InRange(inside[1] / (Products * 2.0), 0.72, 0.90);
        Assert.True(width[1] > 1.5 * width[0], $"steady {width[0]}, restless {width[1]}");
    }

    private static float[][] Wander(int products) => [.. Enumerable.Range(0, products).Select(product =>
    {
        var (units, log) = (new float[Days + 28], 0.0);
        for (var day = 0; day < units.Length; day++)
        {
            log += product % 2 == 1 && day % 7 == 0
                ? (0.12 * KeyedRandom.Normal(4, 1, (ulong)product, (ulong)day)) - (0.05 * log) : 0;
            NegativeBinomial.Quantiles(15 * Math.Exp(log), 0,
                [(float)KeyedRandom.Uniform(4, 2, (ulong)product, (ulong)day)], units.AsSpan(day, 1));
        }

        return units;
    })];

    private static DemandInputs Inputs(float[][] sales, int days)
    {
        var width = days + DemandInputs.HorizonDays;
        float[] Filled(int count, float value) => [.. Enumerable.Repeat(value, count)];
        return new()
        {
            FirstDay = new(2024, 1, 1), Days = days,
            Products = new([.. sales.Select((_, row) =>
                new ProductFacts(new(row + 1), DemandWorld.KeyOf(row), new(1), 0, int.MaxValue, 10))]),
            Sales = new(days, [.. sales.SelectMany(units => units.Take(days))]),
            InStock = new(days, Filled(sales.Length * days, 1)), Views = new(days, Filled(sales.Length * days, -1)),
            PriceRatios = new(width, Filled(sales.Length * width, 1)), Attributes = new([]), Events = new([]),
        };
    }
}
