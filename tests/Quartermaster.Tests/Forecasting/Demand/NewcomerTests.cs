using Quartermaster.Benchmarks.Launches;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>Newcomers of the generated world, scored beside what is said of any product of their category.</summary>
public sealed class NewcomerTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(0.5)]
    public void Newcomers_are_a_fifth_better_known_than_any_product_of_their_category(double level)
    {
        // One in three is launched around one of the days on which is forecast.
        var world = new DemandWorld
        {
            Products = 360, Days = 400, Level = level,
            LaunchDay = product => product % 3 == 0 ? 294 + (product * 7 % 90) : -1,
        };
        var runs = new Dictionary<string, LaunchRun>();
        foreach (var days in (int[])[308, 336, 364])
        {
            var inputs = world.Inputs(days);
            foreach (var forecaster in StatisticalForecasters.Fit(inputs, threads: 2).Skip(2))
            {
                if (!runs.TryGetValue(forecaster.Name, out var run))
                {
                    runs.Add(forecaster.Name, run = new());
                }

                run.Add(forecaster, inputs, (row, day) => world.Demand(row, days + day));
            }
        }

        foreach (var (name, run) in runs)
        {
            foreach (var score in run.Scores)
            {
                TestContext.Current.SendDiagnosticMessage($"{name} at {level}: {score.Days} days, {score.Ratio:f3}, "
                    + $"in the band {score.Coverage:p1}, below {score.Below:p1}, bias {score.Bias:p1}");
            }
        }

        // The profile serves newcomers; intermittent demand has too narrow a band before the first sales.
        var profile = runs["weekday profile"].Scores;
        Assert.InRange(profile.Sum(one => one.Days * one.Coverage) / profile.Sum(one => one.Days), 0.77, 0.83);
        Assert.All(profile, score => Assert.InRange(score.Ratio, 0.2, level > 1 ? 0.8 : 0.85));
        Assert.All(profile, score => Assert.InRange(score.Coverage, 0.76, 0.84));
    }
}
