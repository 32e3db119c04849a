using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

/// <summary>Gradients of every operation against finite differences of the loss.</summary>
public sealed class GradientTests
{
    private const int Columns = OneOperation.Columns;

    private static readonly float[] s_levels = [0.1f, 0.5f, 0.9f];

    public static TheoryData<string> Operations => [.. OneOperation.Names];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Gradients_are_the_slopes_of_the_loss(string operation)
    {
        var layout = new OneOperation(operation);
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

    private static void Check(OneOperation layout, RefOf number, float gradient, string what)
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
}
