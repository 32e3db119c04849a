using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Tests.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Neural;

/// <summary>A training that sees on days held back that more steps no longer help ends earlier.</summary>
public sealed class EarlyStopTests
{
    // Nothing to learn but one level: many steps at a high rate learn the past by heart.
    private static readonly DemandWorld s_noise = new()
    {
        Products = 12, Days = 250, Level = 2, LevelSpread = 0.2, YearlySeason = 0, Drift = 0, Dispersion = 1,
        PromotionShare = 0, Holiday = 1,
    };

    private static readonly DemandWorld s_rich = new() { Products = 80, Days = 400 };

    private static readonly NetworkPolicy s_usual = QuantileNetworksTests.Quick with
    {
        WindowsPerProduct = 1e9, Members = 1, Batch = 12, WeekSteps = 0.25,
    };

    private static readonly NetworkPolicy s_long = s_usual with { Steps = 600, Rate = 0.01 };
    private static readonly NetworkPolicy s_short = s_usual with { Steps = 400, Rate = 0.02, Batch = 6 };

    [Fact]
    public void Training_stops_early_where_more_steps_only_learn_noise_and_later_days_lose_nothing()
    {
        var (early, whole) = (Score(s_long), Score(s_long with { Patience = 0 }));
        Assert.Equal(750, whole.Steps);
        Assert.InRange(early.Steps, 1, 600);
        Assert.True(early.Wql <= whole.Wql, $"{early} against {whole}");

        static (double Wql, int Steps) Score(NetworkPolicy policy)
        {
            var steps = 0;
            var scores = AccuracyTests.Scores(s_noise, inputs =>
            {
                var fitted = QuantileNetworks.Fit(inputs, policy, threads: 2);
                steps = fitted.Steps;
                return fitted.Forecasters[0];
            });
            return (scores.Daily.Wql, steps);
        }
    }

    [Fact]
    public void Training_takes_all_its_steps_where_there_is_much_to_learn_and_fewer_when_it_goes_on_from_there()
    {
        var (inputs, policy) = (s_rich.Inputs(), s_usual with { Steps = 120, MoreShare = 1 });
        var first = QuantileNetworks.Fit(inputs, policy, threads: 2);
        Assert.Equal((150, 150), (first.Steps, first.PlannedSteps));
        var more = QuantileNetworks.Fit(inputs, policy, start: first.Model, threads: 2);
        Assert.Equal(150, more.PlannedSteps);
        Assert.InRange(more.Steps, 1, 110);
    }

    [Fact]
    public void A_short_history_holds_nothing_back()
    {
        var inputs = s_noise.Inputs(150);
        var policy = s_short with { Steps = 40 };
        Assert.Equal(QuantileNetworks.Fit(inputs, policy with { Patience = 0 }).Forecasters[0].Forecast(inputs),
            QuantileNetworks.Fit(inputs, policy).Forecasters[0].Forecast(inputs));
    }

    [Fact]
    public void A_training_that_stops_early_is_the_same_at_any_number_of_threads()
    {
        var inputs = s_noise.Inputs();
        var (one, two) = (QuantileNetworks.Fit(inputs, s_short), QuantileNetworks.Fit(inputs, s_short, threads: 2));
        Assert.True(one.Steps < one.PlannedSteps);
        Assert.Equal(one.Model!.Save(), two.Model!.Save());
    }

    [Fact]
    public void A_training_that_is_interrupted_before_or_after_it_stops_early_ends_the_same()
    {
        var (inputs, told) = (s_noise.Inputs(), new List<TrainingStep>());
        var whole = QuantileNetworks.Fit(inputs, s_short, threads: 2, report: told.Add);
        var stopped = told.Find(step => step.Steps < whole.PlannedSteps).Step;

        // What is told of all steps never grows, and is true at the end.
        Assert.Equal(whole.Steps, told.Count);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.First.Steps >= pair.Second.Steps));
        Assert.Equal((whole.Steps, whole.Steps), (told[^1].Step, told[^1].Steps));
        foreach (var after in new[] { stopped - 1, stopped, stopped + 9, whole.Steps - 1 })
        {
            var (store, more) = (new MemoryStore("a"), new List<TrainingStep>());
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => QuantileNetworks.Fit(
                inputs, s_short, store: store, threads: 2, cancel: stop.Token, report: step =>
                {
                    if (step.Step == after)
                    {
                        stop.Cancel();
                    }
                }));
            var resumed = QuantileNetworks.Fit(inputs, s_short, store: store, threads: 2, report: more.Add);
            Assert.Equal(whole.Model!.Save(), resumed.Model!.Save());
            Assert.Equal((whole.Steps, whole.PlannedSteps), (resumed.Steps, resumed.PlannedSteps));
            Assert.Equal(told.Skip(after), more);
        }
    }
}
