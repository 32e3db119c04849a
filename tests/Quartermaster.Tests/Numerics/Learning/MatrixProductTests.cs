using CsCheck;
using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

/// <summary>The dense layer and its way back multiply as the definition does, at any size.</summary>
public sealed class MatrixProductTests
{
    [Fact]
    public void Products_and_their_slopes_are_those_of_the_definition() =>
        (from rows in Gen.Int[1, 40]
         from inner in Gen.Int[1, 70]
         from columns in Gen.Int[1, 70]
         from numbers in Gen.Float[-2, 2].Array[(rows * inner) + (inner * columns) + (rows * columns)]
         select (rows, inner, columns, numbers)).Sample(world =>
        {
            var (rows, inner, columns, numbers) = world;
            var a = numbers.AsSpan(0, rows * inner);
            var b = numbers.AsSpan(rows * inner, inner * columns);
            var slopes = numbers.AsSpan((rows * inner) + (inner * columns));
            var parameters = new Parameters();
            var weight = parameters.Add("w", inner, columns, 0, 0);
            for (var i = 0; i < b.Length; i++)
            {
                parameters.Of(weight)[(i / columns * weight.Stride) + (i % columns)] = b[i];
            }

            parameters.Refresh();
            var network = new Network(parameters);
            var x = network.Input(rows, inner);
            var y = network.Dense(x, weight, null);
            Copy(a, x);
            // A pinball loss far below weighs every element by its row's weight: slopes of one per row.
            network.Pinball(y, [.. Enumerable.Repeat(0.5f, columns)], out var actuals, out var weights);
            for (var row = 0; row < rows; row++)
            {
                (actuals[row], weights[row]) = (-1e6f, Math.Abs(slopes[row * columns]));
            }

            network.Forward();
            network.Backward();
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < inner; k++)
                    {
                        sum += (double)a[(row * inner) + k] * b[(k * columns) + column];
                    }

                    Assert.Equal(sum, y.Row(row)[column], 1e-4 * (1 + inner));
                }
            }

            for (var k = 0; k < inner; k++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var sum = 0.0;
                    for (var row = 0; row < rows; row++)
                    {
                        sum += (double)a[(row * inner) + k] * weights[row] * 0.5;
                    }

                    Assert.Equal(sum, network.Gradients[(k * weight.Stride) + column], 1e-4 * (1 + rows));
                }

                for (var row = 0; row < rows; row++)
                {
                    var sum = 0.0;
                    for (var column = 0; column < columns; column++)
                    {
                        sum += (double)b[(k * columns) + column] * weights[row] * 0.5;
                    }

                    Assert.Equal(sum, x.GradientsOf(row)[k], 1e-4 * (1 + columns));
                }
            }
        }, iter: 200);

    private static void Copy(ReadOnlySpan<float> numbers, Signal signal)
    {
        for (var row = 0; row < signal.Rows; row++)
        {
            numbers.Slice(row * signal.Columns, signal.Columns).CopyTo(signal.Row(row));
        }
    }
}
