using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Tests.Numerics.Learning;

/// <summary>A network with one operation, whose result is weighed by fixed numbers so that every element counts: a
/// count loss's or pinball's own kinks do not matter here.</summary>
internal sealed class OneOperation
{
    internal const int Rows = 11;
    internal const int Columns = 5;

    // From an input of 11 × 5 to a signal of any size; weights are added as the layout needs them.
    private static readonly Dictionary<string, Func<OneOperation, Signal, Signal>> s_layouts = new()
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

    private readonly Dictionary<string, Weight> _weights = [];

    internal OneOperation(string operation)
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
        Result = y;
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

    internal Signal Result { get; }

    internal static IEnumerable<string> Names => s_layouts.Keys;

    internal Span<float> Gradients => Of.Gradients;

    internal Weight Weight(string name, int rows, int columns) => _weights.TryGetValue(name, out var weight)
        ? weight : _weights[name] = Parameters.Add(name, rows, columns, 0.5, 7);

    internal double Run()
    {
        Parameters.Refresh();
        // Loss less its constant part, which would swallow the digits.
        Of.Forward(trains: true, seed: 3, key: 5);
        var sum = 0.0;
        for (var row = 0; row < Result.Rows; row++)
        {
            var weight = 0.2 + (0.1 * (row % 5));
            foreach (var value in Result.Row(row))
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

    private static Signal Looked(OneOperation net)
    {
        var y = net.Of.Embed(net.Weight("t", 4, Columns), Rows, out var indices);
        for (var row = 0; row < Rows; row++)
        {
            indices[row] = row * row % 4;
        }

        return y;
    }

    private static float Draw(ulong stream, int index) =>
        (float)KeyedRandom.Normal(11, stream, 13, (ulong)index);
}
