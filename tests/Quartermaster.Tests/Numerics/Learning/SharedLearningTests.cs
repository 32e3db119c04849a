using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

public sealed class SharedLearningTests
{
    private const int Rows = 24;

    private static readonly float[] s_levels = [0.1f, 0.5f, 0.9f];

    /// <summary>Weights after some steps, to the last bit.</summary>
    [Fact]
    public void Learns_the_same_on_one_thread_or_many()
    {
        var alone = Train(threads: 1, steps: 6);
        Assert.Equal(alone.Values.ToArray(), Train(threads: 2, steps: 6).Values.ToArray());
        Assert.Equal(alone.Values.ToArray(), Train(threads: 7, steps: 6).Values.ToArray());
    }

    /// <summary>y is normal around a wave of the past with a known spread: its quantiles are known.</summary>
    [Fact]
    public void Finds_the_quantiles_of_what_it_was_shown()
    {
        var parameters = Train(threads: 2, steps: 400);
        var (network, x, quantiles) = Layout(parameters);
        var (errors, count) = (new double[s_levels.Length], 0);
        for (var sample = 50_000; sample < 50_040; sample++)
        {
            Fill(sample, x, new float[Rows]);
            network.Forward();
            for (var row = 4; row < Rows; row++, count++)
            {
                for (var level = 0; level < s_levels.Length; level++)
                {
                    var truth = Mean(sample, row) + (0.5 * Normal.Quantile(s_levels[level]));
                    errors[level] += Math.Abs(quantiles.Row(row)[level] - truth);
                }
            }
        }

        Assert.All(errors, error => Assert.InRange(error / count, 0, 0.12));
    }

    [Fact]
    public void A_gradient_that_is_no_number_changes_nothing()
    {
        var parameters = new Parameters();
        parameters.Add("w", 2, 2, 1, 1);
        var before = parameters.Values.ToArray();
        var gradients = new float[parameters.Length];
        gradients[0] = float.NaN;

        Assert.False(double.IsFinite(new Adam(parameters).Step(gradients, 0.1)));
        Assert.Equal(before, parameters.Values.ToArray());
    }

    private static Parameters Train(int threads, int steps)
    {
        var parameters = new Parameters();
        Layout(parameters);
        var inputs = new List<Signal>();
        var actuals = new List<float[]>();
        var learning = new SharedLearning(shards: 8, () =>
        {
            var (network, x, quantiles) = Layout(parameters);
            network.Pinball(quantiles, s_levels, out var ofNetwork, out var weights);
            Array.Fill(weights, 1, 4, Rows - 4);
            inputs.Add(x);
            actuals.Add(ofNetwork);
            return network;
        });
        var adam = new Adam(parameters, decay: 0.001, longest: 50);
        for (var step = 0; step < steps; step++)
        {
            var first = 32 * step;
            learning.Run(32, seed: 3, (shard, sample) =>
            {
                Fill(first + sample, inputs[shard], actuals[shard]);
                return (ulong)(first + sample);
            }, threads);
            adam.Step(learning.Gradients, Adam.OneCycle(step, steps, 0.02));
        }

        return parameters;
    }

    private static (Network Network, Signal X, Signal Quantiles) Layout(Parameters parameters)
    {
        Weight Weight(string name, int rows, int columns) =>
            parameters.Weights.FirstOrDefault(weight => weight.Name == name)
                ?? parameters.Add(name, rows, columns, 0.3, 9);

        var (w0, w1, b) = (Weight("w0", 2, 16), Weight("w1", 2, 16), Weight("b", 1, 16));
        var (w2, b2) = (Weight("w2", 16, 3), Weight("b2", 1, 3));
        var network = new Network(parameters);
        var x = network.Input(Rows, 2);
        var hidden = network.Elu(network.Convolve(x, [w0, w1], b, dilation: 2));
        return (network, x, network.Rise(network.Dense(hidden, w2, b2)));
    }

    private static void Fill(int sample, Signal x, float[] actuals)
    {
        for (var row = 0; row < Rows; row++)
        {
            (x.Row(row)[0], x.Row(row)[1]) = (Wave(sample, row), 1);
            actuals[row] = (float)(Mean(sample, row)
                + (0.5 * KeyedRandom.Normal(5, 1, (ulong)sample, (ulong)row)));
        }
    }

    private static float Wave(int sample, int row) =>
        (float)KeyedRandom.Normal(5, 2, (ulong)sample, (ulong)row);

    // What matters is two rows back.
    private static double Mean(int sample, int row) => row < 2 ? 0 : 0.8 * Wave(sample, row - 2);
}
