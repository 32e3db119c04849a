using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>A level that doubles and stays: within two weeks the forecast follows, and says that it is less sure.
/// </summary>
public sealed class RegimeBreakTests
{
    private const int Days = 400;
    private const int Broken = 10;

    /// <summary>A calm world.</summary>
    internal static DemandWorld World { get; } = new()
    {
        Products = 100, Days = Days, Level = 8, LevelSpread = 0.3, Drift = 0, PromotionShare = 0, Holiday = 1,
    };

    public static TheoryData<string> Names => ["weekday profile", "exponential smoothing"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bands_are_wider_two_weeks_after_a_break(string name)
    {
        var (calm, broken) = (Look(name, World.Inputs()), Look(name, Broke(World.Inputs())));
        Assert.InRange(broken.Mean / calm.Mean, 1.2, 2.2);
        Assert.True(broken.Band > 1.25 * calm.Band, $"{name}: {calm.Band:f3} before, {broken.Band:f3} after");
    }

    // At eight units a day and a dispersion of 0.2, two weeks of double demand lie six deviations away on average,
    // two weeks of a third 4.2: most are seen, not all.
    [Theory]
    [InlineData(1.0, 0, 4)]
    [InlineData(2.0, 320, 400)]
    [InlineData(0.3, 240, 400)]
    public void Chance_is_no_break_and_a_break_is_seen(double multiple, int least, int most)
    {
        var (world, policy) = (World with { Products = 400 }, new ForecastPolicy());
        var (rule, seen) = (new WeightedLevel(policy), 0);
        for (var row = 0; row < world.Products; row++)
        {
            var level = world.Mean(row, 0);
            float[] factors = [.. Enumerable.Range(0, Days).Select(day => (float)(world.Mean(row, day) / level))];
            float[] demand = [.. Enumerable.Range(0, Days).Select(day =>
                (float)(world.Demand(row, day) * (day >= Days - RegimeBreak.Days ? multiple : 1)))];
            float[] weight = [.. Enumerable.Repeat(1f, Days)];
            var history = new ProductHistory(demand, weight, factors, (level, 1));
            var state = rule.Follow(history, 2);
            var after = RegimeBreak.Widen(rule, history, 2, state,
                (in _, in _) => new(world.Dispersion, world.Dispersion, 0.005, 0.01, 0, 0, 0));
            Assert.True(after.EstimationVariance >= state.EstimationVariance);
            seen += after.EstimationVariance > state.EstimationVariance ? 1 : 0;
        }

        Assert.InRange(seen, least, most);
    }

    /// <summary>Of the products whose level broke: expected units, and the width of eight days of ten as a share of
    /// them.</summary>
    internal static (double Mean, double Band) Look(DemandForecast forecast)
    {
        var (mean, width) = (0.0, 0.0);
        for (var row = 0; row < Broken; row++)
        {
            for (var week = 0; week < 4; week++)
            {
                mean += forecast.MeanOfWeek(row, week);
                width += forecast.Week(row, week)[10] - forecast.Week(row, week)[2];
            }
        }

        return (mean, width / mean);
    }

    private static (double Mean, double Band) Look(string name, DemandInputs inputs) =>
        Look(StatisticalForecasters.Fit(inputs).First(one => one.Name == name).Forecast(inputs));

    /// <summary>The level of some products doubles in the last two weeks.</summary>
    internal static DemandInputs Broke(DemandInputs inputs)
    {
        var sales = new float[inputs.Count * Days];
        for (var row = 0; row < inputs.Count; row++)
        {
            inputs.Sales.Row(row).CopyTo(sales.AsSpan(row * Days));
            for (var day = Days - 14; day < Days && row < Broken; day++)
            {
                sales[(row * Days) + day] *= 2;
            }
        }

        return inputs with { Sales = new(Days, sales) };
    }
}
