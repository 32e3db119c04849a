using Quartermaster.Evaluation.Metrics;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Evaluation;

public sealed class IntervalTests
{
    [Fact]
    public void The_interval_is_the_textbooks()
    {
        // Mean 5, standard deviation 2, n = 4: 5 ± 3.182 · 2 / 2.
        var interval = Interval.Of([3, 7, 3 + (2 - Math.Sqrt(2)), 7 - (2 - Math.Sqrt(2))]);

        Assert.Equal(5, interval.Mean, 1e-12);
        Assert.Equal(3.182 * Math.Sqrt((4 + 4 + 2 + 2) / 3.0) / 2, interval.HalfWidth, 2e-3);
    }

    [Fact]
    public void Nineteen_intervals_of_twenty_hold_the_truth()
    {
        var held = 0;
        for (var trial = 0; trial < 2_000; trial++)
        {
            var values = new double[5];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = 3 + KeyedRandom.Normal(1, 2, (ulong)trial, (ulong)i);
            }

            var interval = Interval.Of(values);
            held += interval.Low <= 3 && 3 <= interval.High ? 1 : 0;
        }

        Assert.InRange(held / 2_000.0, 0.935, 0.965);
    }

    [Fact]
    public void One_replication_proves_nothing() => Assert.Equal(new(5, double.NaN, 1), Interval.Of([5]));
}
