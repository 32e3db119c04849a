using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Tests.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Neural;

public sealed class QuantileNetworksTests
{
    private static readonly DemandWorld s_world = new() { Products = 80, Days = 400 };

    /// <summary>Small enough for tests.</summary>
    internal static NetworkPolicy Quick { get; } = new()
    {
        Steps = 4, LeastProducts = 1, Batch = 6, Window = 96, Forks = 24, Channels = 8, GlobalUnits = 16,
        LocalUnits = 8, Members = 2,
    };

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_network_is_the_same_at_any_number_of_threads(int threads)
    {
        var inputs = s_world.Inputs();
        Assert.Equal(Fit(inputs, Quick, 1).Forecast(inputs), Fit(inputs, Quick, threads).Forecast(inputs, threads));
    }

    [Theory]
    [InlineData(NetworkHead.Quantiles)]
    [InlineData(NetworkHead.Counts)]
    [InlineData(NetworkHead.Both)]
    public void A_network_beats_seasonal_naive_and_does_not_lose_to_the_profile_it_builds_upon(NetworkHead head)
    {
        var naive = AccuracyTests.Scores(s_world, _ => new SeasonalNaive());
        var profile = AccuracyTests.Scores(s_world, inputs => WeekdayProfile.Fit(inputs));
        var network = AccuracyTests.Scores(s_world, inputs =>
            Fit(inputs, Quick with { Steps = 150, Batch = 16, Channels = 16, GlobalUnits = 32, Members = 1 }, 2, head));
        Assert.InRange(network.Daily.Bias, -0.1, 0.1);
        Assert.InRange(network.Daily.Wql / naive.Daily.Wql, 0.3, 0.8);
        Assert.InRange(network.Daily.Wql / profile.Daily.Wql, 0.8, 1.03);
        Assert.InRange(network.Weekly.Wql / profile.Weekly.Wql, 0.8, 1.08);
    }

    [Fact]
    public void A_memory_reads_the_past_as_well()
    {
        var naive = AccuracyTests.Scores(s_world, _ => new SeasonalNaive());
        var network = AccuracyTests.Scores(s_world, inputs => Fit(inputs, Quick with
        {
            Steps = 100, Batch = 16, Channels = 16, GlobalUnits = 32, Members = 1, Encoder = NetworkEncoder.Memory,
        }, 2));
        Assert.InRange(network.Daily.Wql / naive.Daily.Wql, 0.3, 0.85);
    }

    [Fact]
    public void Quantiles_of_any_levels_rise_and_those_of_the_house_are_among_them()
    {
        var inputs = s_world.Inputs();
        var network = Fit(inputs, Quick, 1);
        float[] levels = [0.005f, 0.1f, 0.5f, 0.9f, 0.975f, 0.995f];
        var (quantiles, forecast) = (network.DailyQuantiles(inputs, levels), network.Forecast(inputs));
        for (var row = 0; row < inputs.Count; row++)
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                var own = quantiles.Row(row).Slice(day * levels.Length, levels.Length);
                Assert.Equal(own.ToArray().Order(), own.ToArray());
                Assert.Equal(forecast.Day(row, day)[6], own[2]);
                Assert.Equal(forecast.Day(row, day)[10], own[3]);
            }
        }
    }

    [Fact]
    public void A_history_that_teaches_too_little_says_so()
    {
        var fitted = QuantileNetworks.Fit(new DemandWorld { Products = 3, Days = 40 }.Inputs(), Quick);
        Assert.Empty(fitted.Forecasters);
        Assert.Contains("84 days", fitted.AbsentBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_tells_every_step_and_stops_between_two()
    {
        using var stop = new CancellationTokenSource();
        var steps = new List<TrainingStep>();
        Assert.Throws<OperationCanceledException>(() => QuantileNetworks.Fit(
            s_world.Inputs(), Quick, cancel: stop.Token, report: step =>
            {
                steps.Add(step);
                if (steps.Count == 3)
                {
                    stop.Cancel();
                }
            }));
        Assert.Equal([1, 2, 3], steps.Select(step => step.Step));
        Assert.All(steps, step => Assert.True(double.IsFinite(step.Loss) && step.Loss > 0 && step.Steps == 16));
    }

    [Fact]
    public void A_model_saved_and_read_is_where_the_next_training_begins()
    {
        var inputs = s_world.Inputs();
        var first = QuantileNetworks.Fit(inputs, Quick with { Steps = 30 });
        var start = NetworkModel.Load(first.Model!.Save());
        Assert.Equal(first.Model!.Parameters, start.Parameters);

        // No more steps: the same weights, and so the same forecast.
        var again = QuantileNetworks.Fit(inputs, Quick with { MoreShare = 0 }, start: start).Forecasters[2];
        Assert.Equal(first.Forecasters[2].Forecast(inputs), again.Forecast(inputs));

        // A step more begins at a loss that new weights only reach after many steps.
        var (fresh, warm) = (new List<double>(), new List<double>());
        _ = QuantileNetworks.Fit(inputs, Quick, report: step => fresh.Add(step.Loss));
        _ = QuantileNetworks.Fit(
            inputs, Quick with { MoreShare = 0.25 }, start: start, report: step => warm.Add(step.Loss));
        Assert.True(warm[0] < fresh[0], $"{warm[0]} against {fresh[0]}");

        // It has seen the days after a shorter history: there it is passed over.
        var (before, anew) = (inputs.Until(inputs.Days - 28), Quick with { Steps = 8, MoreShare = 0 });
        Assert.Equal(Fit(before, anew, 1).Forecast(before),
            QuantileNetworks.Fit(before, anew, start: start).Forecasters[0].Forecast(before));

        // With other sizes it is passed over.
        var other = QuantileNetworks.Fit(inputs, Quick with { Channels = 16 }, start: start).Forecasters[2];
        Assert.NotEqual(start.Parameters, other.Model.Parameters);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(13)]
    public void A_training_that_is_stopped_goes_on_to_the_same_weights(int after)
    {
        var (inputs, store, steps) = (s_world.Inputs(), new MemoryStore("a"), 0);
        var whole = QuantileNetworks.Fit(inputs, Quick).Model!.Save();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => QuantileNetworks.Fit(
            inputs, Quick, store: store, cancel: stop.Token, report: step =>
            {
                if (step.Step == after)
                {
                    stop.Cancel();
                }
            }));
        Assert.Equal(whole, QuantileNetworks.Fit(inputs, Quick, store: store, report: _ => steps++).Model!.Save());
        Assert.Equal(16 - after, steps);

        // Once more there is nothing left to do; under another name, or damaged, all of it.
        Assert.Equal(whole, QuantileNetworks.Fit(inputs, Quick, store: store, report: _ => steps++).Model!.Save());
        Assert.Equal(16 - after, steps);
        Assert.Equal(whole, QuantileNetworks.Fit(
            inputs, Quick, store: new MemoryStore("b", store.Load()), report: _ => steps++).Model!.Save());
        Assert.Equal(32 - after, steps);
        Assert.Equal(whole, QuantileNetworks.Fit(
            inputs, Quick, store: new MemoryStore("a", store.Load()![..99]), report: _ => steps++).Model!.Save());
        Assert.Equal(48 - after, steps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_damaged_model_is_refused(int length)
    {
        var file = Fit(s_world.Inputs(), Quick, 1).Model.Save();
        Assert.Throws<FormatException>(() => NetworkModel.Load(file[..length]));
    }

    [Fact]
    public void A_model_that_was_kept_forecasts_what_it_did_when_it_was_trained()
    {
        var inputs = s_world.Inputs();
        var trained = QuantileNetworks.Fit(inputs, Quick);
        var kept = QuantileNetworks.Of(LearningBasis.Learn(inputs), NetworkModel.Load(trained.Model!.Save()));
        foreach (var (before, after) in trained.Forecasters.Zip(kept.Forecasters))
        {
            Assert.Equal(before.Name, after.Name);
            Assert.Equal(before.Forecast(inputs), after.Forecast(inputs));
        }
    }

    private static NetworkForecaster Fit(
        DemandInputs inputs, NetworkPolicy policy, int threads, NetworkHead head = NetworkHead.Quantiles) =>
        QuantileNetworks.Fit(inputs, policy, threads: threads).Forecasters[(int)head];
}
