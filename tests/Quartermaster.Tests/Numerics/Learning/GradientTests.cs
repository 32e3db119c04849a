using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

/// <summary>Gradients of every operation against finite differences of the loss.</summary>
public sealed class GradientTests
{
    private const int Rows = 11;
    private const int Columns = 5;

    private static readonly float[] s_levels = [0.1f, 0.5f, 0.9f];

    public static TheoryData<string> Operations => [.. s_layouts.Keys];

    // From an input of 11 × 5 to a signal of any size; weights are added as the layout needs them.
    private static readonly Dictionary<string, Func<Layout, Signal, Signal>> s_layouts = new()
    {
        ["dense"] = (net, x) => net.Of.Dense(x, net.Weight("w", Columns, 7), net.Weight("b", 1, 7)),
        ["dense without bias"] = (net, x) => net.Of.Dense(x, net.Weight("w", Columns, 40), null),
        ["convolution"] = (net, x) => net.Of.Convolve(
            x, [net.Weight("w0", Columns, 6), net.Weight("w1", Columns, 6), net.Weight("w2", Columns, 6)],
            net.Weight("b", 1, 6), dilation: 2),
        ["convolution beyond the first row"] = (net, x) => net.Of.Convolve(
            x, [net.Weight("w0", Columns, 6), net.Weight("w1", Columns, 6)], net.Weight("b", 1, 6), dilation: 20),
        ["memory"] = (net, x) => net.Of.Lstm(
            x, net.Weight("wx", Columns, 12), net.Weight("wh", 3, 12), net.Weight("b", 1, 12)),
        ["elu"] = (net, x) => net.Of.Elu(x),
        ["softplus"] = (net, x) => net.Of.Softplus(x),
        ["sum"] = (net, x) => net.Of.Sum(x, net.Of.Elu(x)),
        ["sum with one row"] = (net, x) => net.Of.Sum(net.Of.Pick(x, 3, 1, 1), x),
        ["join"] = (net, x) => net.Of.Join(x, net.Of.Elu(net.Of.Pick(x, 2, 1, 1)), x),
        ["pick"] = (net, x) => net.Of.Pick(x, 1, 3, 3),
        ["normalize"] = (net, x) => net.Of.Normalize(x, net.Weight("g", 1, Columns), net.Weight("o", 1, Columns)),
        ["drop"] = (net, x) => net.Of.Drop(x, 0.4),
        ["rise"] = (net, x) => net.Of.Rise(x),
        ["fork"] = (net, x) => net.Of.Fork(
            net.Of.Dense(net.Of.Pick(x, 0, 2, 4), net.Weight("h", Columns, 15), null),
            net.Of.Pick(x, 1, 2, 4), x, firstDay: 1, every: (2, 1)),
        ["fork of weeks"] = (net, x) => net.Of.Fork(
            net.Of.Dense(net.Of.Pick(x, 0, 1, 2), net.Weight("h", Columns, 15), null),
            net.Of.Pick(x, 1, 1, 2), x, firstDay: 0, every: (1, 3)),
        ["embed"] = (net, x) => net.Of.Sum(x, Looked(net)),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void Gradients_are_the_slopes_of_the_loss(string operation)
    {
        var layout = new Layout(operation);
        layout.RunBack();
        // By what every input and every parameter changes the loss, not only some of them.
        for (var i = 0; i < layout.Input.Rows * Columns; i++)
        {
            var (row, column) = (i / Columns, i % Columns);
            Check(layout, () => ref layout.Input.Row(row)[column], layout.Input.GradientsOf(row)[column],
                $"{operation}, input {row}, {column}");
        }

        foreach (var weight in layout.Parameters.Weights)
        {
            for (var i = 0; i < weight.Rows * weight.Columns; i++)
            {
                var at = weight.Offset + (i / weight.Columns * weight.Stride) + (i % weight.Columns);
                Check(layout, () => ref layout.Parameters.Values[at], layout.Gradients[at],
                    $"{operation}, {weight.Name} {i}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(700)]
    public void Counts_are_as_likely_as_the_formula_says_and_slopes_follow(int count)
    {
        var (parameters, row) = (new Parameters(), 0);
        var network = new Network(parameters);
        var x = network.Input(1, 2);
        network.Counts(x, out var actuals, out var exposures, out var weights);
        (x.Row(row)[0], x.Row(row)[1], actuals[0], weights[0]) = (1.5f, 0.3f, count, 1);
        exposures[0] = 3;

        var expected = -Math.Log(NegativeBinomialProbability(count, 4.5f, 0.3f));
        Assert.Equal(expected, network.Forward(), Math.Abs(expected) * 1e-6);

        network.Backward();
        foreach (var column in (int[])[0, 1])
        {
            var before = x.Row(0)[column];
            x.Row(0)[column] = before + 0.001f;
            var above = network.Forward();
            x.Row(0)[column] = before - 0.001f;
            var slope = (above - network.Forward()) / 0.002;
            x.Row(0)[column] = before;
            Assert.Equal(slope, x.GradientsOf(0)[column], 0.002 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void What_was_not_observed_loses_nothing_and_moves_nothing()
    {
        var network = new Network(new());
        var x = network.Input(2, 3);
        network.Pinball(x, s_levels, out var actuals, out var weights);
        (actuals[0], actuals[1], weights[0], weights[1]) = (float.NaN, 1, 1, 0);
        x.Row(0).Fill(3);

        Assert.Equal(0, network.Forward());
        network.Backward();
        Assert.All(x.GradientsOf(0).ToArray().Concat(x.GradientsOf(1).ToArray()), slope => Assert.Equal(0, slope));
    }

    private static void Check(Layout layout, RefOf number, float gradient, string what)
    {
        const float Step = 0.01f;
        var before = number();
        number() = before + Step;
        var above = layout.Run();
        number() = before - Step;
        var below = layout.Run();
        number() = before;
        var slope = (above - below) / (2 * Step);
        Assert.True(Math.Abs(slope - gradient) <= 0.003 * (1 + Math.Abs(slope)), $"{what}: {gradient}, not {slope}");
    }

    private static Signal Looked(Layout net)
    {
        var y = net.Of.Embed(net.Weight("t", 4, Columns), Rows, out var indices);
        for (var row = 0; row < Rows; row++)
        {
            indices[row] = row * row % 4;
        }

        return y;
    }

    // Γ(y + r) / (Γ(r) y!) · (r/(r + μ))^r · (μ/(r + μ))^y, one factor at a time.
    private static double NegativeBinomialProbability(int count, double mean, double dispersion)
    {
        var (shape, logarithm) = (1 / dispersion, 0.0);
        for (var i = 0; i < count; i++)
        {
            logarithm += Math.Log((shape + i) / (i + 1.0) * (mean / (shape + mean)));
        }

        return Math.Exp(logarithm + (shape * Math.Log(shape / (shape + mean))));
    }

    private delegate ref float RefOf();

    /// <summary>A network with one operation, whose result is weighed by fixed numbers so that every element counts: a
    /// count loss's or pinball's own kinks do not matter here.</summary>
    private sealed class Layout
    {
        private readonly Signal _result;
        private readonly Dictionary<string, Weight> _weights = [];

        internal Layout(string operation)
        {
            // The layout is made twice: to learn which weights it needs, then to use them.
            Of = new(Parameters);
            s_layouts[operation](this, Of.Input(Rows, Columns));
            Of = new(Parameters);
            Input = Of.Input(Rows, Columns);
            for (var i = 0; i < Rows * Columns; i++)
            {
                Input.Row(i / Columns)[i % Columns] = Draw(1, i);
            }

            var y = s_layouts[operation](this, Input);
            _result = y;
            Of.Pinball(y, [.. Enumerable.Repeat(0.25f, y.Columns)], out var actuals, out var weights);
            for (var row = 0; row < y.Rows; row++)
            {
                // Far above and far below in turn: the loss is linear where it is probed.
                (actuals[row], weights[row]) = (row % 2 == 0 ? 1_000 : -1_000, 0.2f + (0.1f * (row % 5)));
            }
        }

        internal Parameters Parameters { get; } = new();

        internal Network Of { get; private set; }

        internal Signal Input { get; }

        internal Span<float> Gradients => Of.Gradients;

        internal Weight Weight(string name, int rows, int columns) => _weights.TryGetValue(name, out var weight)
            ? weight : _weights[name] = Parameters.Add(name, rows, columns, 0.5, 7);

        internal double Run()
        {
            Parameters.Refresh();
            // Loss less its constant part, which would swallow the digits.
            Of.Forward(trains: true, seed: 3, key: 5);
            var sum = 0.0;
            for (var row = 0; row < _result.Rows; row++)
            {
                var weight = 0.2 + (0.1 * (row % 5));
                foreach (var value in _result.Row(row))
                {
                    sum += weight * value * (row % 2 == 0 ? -0.25 : 0.75);
                }
            }

            return sum;
        }

        internal void RunBack()
        {
            Run();
            Of.ClearGradients();
            Of.Backward();
        }

        private static float Draw(ulong stream, int index) =>
            (float)KeyedRandom.Normal(11, stream, 13, (ulong)index);
    }
}
