using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.BackTests;

/// <summary>The mean of forecasters, weighed by what they lost before.</summary>
public sealed class EnsembleTests
{
    private static readonly DemandWorld s_world = new() { Products = 60, Days = 300, Level = 1, LevelSpread = 1.6 };
    private static readonly DemandInputs s_inputs = s_world.Inputs();
    private static readonly BackTestPolicy s_policy = new() { Ensemble = true, EnsembleReach = 100 };

    [Fact]
    public void Weights_fall_with_the_square_of_the_loss_and_add_up()
    {
        var result = BackTest.Run(s_inputs, known => Members(known), s_policy);
        foreach (var members in result.Ensemble.GroupBy(member => member.Segment))
        {
            Assert.Equal(1, members.Sum(member => member.Weight), 1e-9);
            var rows = result.Rows.Where(row => row.Segment == members.Key).ToDictionary(row => row.Forecaster);
            var (first, last) = (members.First(), members.Last());
            var losses = rows[last.Forecaster].Wql / rows[first.Forecaster].Wql;
            Assert.Equal(losses * losses, first.Weight / last.Weight, 1e-6);
        }

        Assert.DoesNotContain(result.Ensemble, member => member.Forecaster is "seasonal naive" or "same-weekday mean");
    }

    /// <summary>With one origin there are no earlier scores: all count alike, whatever the origin says.</summary>
    [Fact]
    public void The_first_origin_weighs_all_alike()
    {
        var one = s_policy with { Origins = 1 };
        var result = BackTest.Run(s_inputs, known => Members(known), one);
        var known = s_inputs.Until(s_inputs.Days - 28);
        var members = Members(known).Where(forecaster => forecaster is not SeasonalNaive)
            .Select(forecaster => forecaster.Forecast(known)).ToArray();
        var (daily, weekly) = (new Quartermaster.Forecasting.Metrics.QuantileScore(),
            new Quartermaster.Forecasting.Metrics.QuantileScore());
        var mean = MeanOf(members);
        for (var row = 0; row < s_inputs.Count; row++)
        {
            BackTest.Score(mean, s_inputs, row, daily, weekly);
        }

        var rows = result.Rows.Where(row => row.Forecaster == "ensemble").ToArray();
        Assert.Equal(daily.Loss, rows.Sum(row => row.Daily.Loss), 1e-3);
        Assert.Equal(weekly.Loss, rows.Sum(row => row.Weekly.Loss), 1e-3);
    }

    /// <summary>A member that becomes clairvoyant at the last origin must not be trusted there already.</summary>
    [Fact]
    public void Weights_at_an_origin_know_nothing_of_it()
    {
        var last = s_inputs.Days - 28;
        double Score(double first, double second) => BackTest.Run(
            s_inputs, known =>
            [
                Scaled("first", days => days >= last ? first : 1), Scaled("second", days => days >= last ? second : 1),
            ], s_policy with { Origins = 2 })
            .Rows.Where(row => row.Forecaster == "ensemble").Sum(row => row.Daily.Loss);

        // Equal so far, so equal weights: the mean of 1 and 3 is 2, as that of 2 and 2.
        Assert.Equal(Score(2, 2), Score(1, 3), 1e-3 * Score(2, 2));
    }

    [Fact]
    public void Serves_each_segment_with_its_own_weights_at_any_levels()
    {
        var fitted = Members(s_inputs);
        var result = BackTest.Run(s_inputs, known => Members(known), s_policy);
        var ensemble = new EnsembleForecaster(fitted, result);
        float[] levels = [0.005f, 0.5f, 0.995f];
        var (together, quantiles) = (ensemble.Forecast(s_inputs), ensemble.DailyQuantilesOf(s_inputs, levels));
        for (var row = 0; row < s_inputs.Count; row++)
        {
            var segment = DemandSegment.Of(s_inputs, row, byCategory: false);
            var (expected, own) = (0.0, s_inputs.Pick([row]));
            foreach (var member in result.Ensemble.Where(member => member.Segment == segment))
            {
                var forecaster = fitted.First(one => one.Name == member.Forecaster);
                expected += member.Weight * forecaster.DailyQuantilesOf(own, levels).Row(0)[5];
            }

            // Whole where small, as what comes is; a mean of halves may be rounded either way.
            Assert.Equal(expected, quantiles.Row(row)[5], 0.501 + (1e-5 * expected));
            Assert.True(quantiles.Row(row)[5] >= 5 || quantiles.Row(row)[5] % 1 == 0);
            Assert.Equal(together.Pick([row]), ensemble.Forecast(own));
        }
    }

    [Fact]
    public void A_member_that_is_missing_leaves_its_weight_to_the_others()
    {
        var result = BackTest.Run(s_inputs, known => Members(known), s_policy);
        var profile = WeekdayProfile.Fit(s_inputs);
        var alone = new EnsembleForecaster([new SeasonalNaive(), profile], result).Forecast(s_inputs);
        Assert.Equal(profile.Forecast(s_inputs).MeanOfWeek(7, 3), alone.MeanOfWeek(7, 3), 1e-4);
    }

    [Fact]
    public void One_forecaster_is_no_ensemble()
    {
        var result = BackTest.Run(
            s_inputs, known => [new SeasonalNaive(), new SameWeekdayMean(), WeekdayProfile.Fit(known)], s_policy);
        Assert.Empty(result.Ensemble);
        Assert.DoesNotContain(result.Rows, row => row.Forecaster == "ensemble");
    }

    [Fact]
    public void The_choice_says_by_how_much_it_won()
    {
        var result = BackTest.Run(s_inputs, known => Members(known), s_policy);
        foreach (var choice in result.Choices())
        {
            var rows = result.Rows.Where(row => row.Segment == choice.Segment).ToArray();
            var (chosen, next) = (rows.Single(row => row.Chosen), rows.Single(row => row.Forecaster == choice.Next));
            Assert.Equal(next.Wql, rows.Where(row => !row.Chosen).Min(row => row.Wql));
            Assert.Equal(1 - (chosen.Wql / next.Wql), choice.OverNext, 1e-12);
            Assert.True(choice.OverNext > -0.0051);
            Assert.Equal(1 - (chosen.Wql / rows[0].Wql), choice.OverNaive, 1e-12);
        }
    }

    private static IReadOnlyList<IForecaster> Members(DemandInputs known) =>
    [
        new SeasonalNaive(), WeekdayProfile.Fit(known), ExponentialSmoothing.Fit(known), IntermittentDemand.Fit(known),
    ];

    private static DemandForecast MeanOf(DemandForecast[] members) => members[0] with
    {
        Daily = MeanOf(members, one => one.Daily, isWhole: true),
        Weekly = MeanOf(members, one => one.Weekly, isWhole: true),
        Means = MeanOf(members, one => one.Means, isWhole: false),
    };

    private static Matrix MeanOf(DemandForecast[] members, Func<DemandForecast, Matrix> of, bool isWhole)
    {
        var first = of(members[0]);
        return new(first.Columns, [.. Enumerable.Range(0, first.Count).SelectMany(row =>
            Enumerable.Range(0, first.Columns).Select(column =>
                members.Select(member => of(member).Row(row)[column]).Sum() / members.Length)
                .Select(units => isWhole && units < 20 ? MathF.Round(units) : units))]);
    }

    private static Multiple Scaled(string name, Func<int, double> multiple) => new(name, multiple);

    /// <summary>Yesterday's forecast times a number that depends on the day.</summary>
    private sealed class Multiple(string name, Func<int, double> multiple) : IForecaster
    {
        private readonly SameWeekdayMean _inner = new();

        public string Name => name;

        public DemandForecast Forecast(DemandInputs inputs, int threads, CancellationToken cancel)
        {
            var (forecast, times) = (_inner.Forecast(inputs, threads, cancel), (float)multiple(inputs.Days));
            return forecast with
            {
                Daily = AbsurdDemand.Scale(forecast.Daily, times), Weekly = AbsurdDemand.Scale(forecast.Weekly, times),
                Means = AbsurdDemand.Scale(forecast.Means, times),
            };
        }
    }
}
