using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Tests.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.LightGbm;

public sealed class LightGbmTreesTests
{
    private static readonly DemandWorld s_world = new() { Products = 80, Days = 400 };

    private static readonly TreePolicy s_policy =
        new() { DayExamples = 12_000, WeekExamples = 8_000, Trees = 15, LeastInLeaf = 40 };

    [Fact]
    public void Trees_are_the_same_at_any_number_of_threads()
    {
        Require();
        var inputs = s_world.Inputs();
        var (one, two) = (Fit(inputs, 1), Fit(inputs, 2));
        Assert.Equal(one.Forecast(inputs), two.Forecast(inputs, threads: 2));
    }

    [Fact]
    public void Trees_beat_seasonal_naive()
    {
        Require();
        var naive = AccuracyTests.Scores(s_world, _ => new SeasonalNaive());
        var trees = AccuracyTests.Scores(s_world, inputs => Fit(inputs, 1));
        Assert.InRange(trees.Daily.Wql / naive.Daily.Wql, 0.3, 0.8);
        Assert.InRange(trees.Weekly.Wql / naive.Weekly.Wql, 0.3, 0.8);
    }

    [Fact]
    public void A_model_saved_as_text_and_read_back_predicts_the_same()
    {
        Require();
        var features = Enumerable.Range(0, 3000).Select(i => (float)(i * 7919 % 1000)).ToArray();
        var labels = Enumerable.Range(0, 1000).Select(i => features[3 * i] / 100).ToArray();
        var weights = Enumerable.Repeat(1f, 1000).ToArray();
        const string Parameters =
            "verbosity=-1 deterministic=true force_row_wise=true num_threads=1 objective=regression";
        using var data = new TrainingData(features, 3, labels, weights, Parameters);
        using var booster = Booster.Train(data, Parameters, trees: 30);
        using var copy = Booster.Load(booster.Save());
        var (before, after) = (new double[1000], new double[1000]);
        booster.Predict(features, 3, 1, before);
        copy.Predict(features, 3, 1, after);
        Assert.Equal(before, after);
        Assert.InRange(before.Zip(labels).Average(pair => Math.Abs(pair.First - pair.Second)), 0, 0.6);
    }

    [Fact]
    public void A_history_that_teaches_too_little_says_so()
    {
        Require();
        var fitted = LightGbmTrees.Fit(s_world.Inputs(3));
        Assert.Null(fitted.Forecaster);
        Assert.Contains("examples", fitted.AbsentBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_tells_how_far_it_is_and_stops_between_two_trees()
    {
        Require();
        using var stop = new CancellationTokenSource();
        var shares = new List<double>();
        Assert.Throws<OperationCanceledException>(() => LightGbmTrees.Fit(
            s_world.Inputs(), s_policy, cancel: stop.Token, report: share =>
            {
                shares.Add(share);
                if (shares.Count == 5)
                {
                    stop.Cancel();
                }
            }));
        Assert.Equal(5, shares.Count);
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.001, 0.1);
    }

    private static IForecaster Fit(DemandInputs inputs, int threads) =>
        LightGbmTrees.Fit(inputs, s_policy, threads: threads).Forecaster!;

    private static void Require() =>
        Assert.SkipWhen(NativeLightGbm.AbsentBecause is not null, NativeLightGbm.AbsentBecause ?? "");
}
