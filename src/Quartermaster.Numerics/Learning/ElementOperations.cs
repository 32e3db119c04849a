using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class EluOperation(Signal x, Signal y) : Operation
{
    internal override void Forward(in Pass pass) => Elements.Elu(x.Values, y.Values);

    internal override void Backward(in Pass pass) => Elements.EluBack(y.Values, y.Gradients, x.Gradients);

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node("Elu", [graph.NameOf(x)]));
}

internal sealed class SoftplusOperation(Signal x, Signal y) : Operation
{
    internal override void Forward(in Pass pass) => Elements.Softplus(x.Values, y.Values);

    internal override void Backward(in Pass pass) => Elements.SoftplusBack(y.Values, y.Gradients, x.Gradients);

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node("Softplus", [graph.NameOf(x)]));
}

internal sealed class SumOperation(Signal x, Signal y, Signal sum) : Operation
{
    internal override void Forward(in Pass pass)
    {
        for (var row = 0; row < sum.Rows; row++)
        {
            var to = sum.Values.AsSpan(row * sum.Stride, sum.Stride);
            Of(x, x.Values, row).CopyTo(to);
            Elements.Add(Of(y, y.Values, row), to);
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var row = 0; row < sum.Rows; row++)
        {
            var from = sum.Gradients.AsSpan(row * sum.Stride, sum.Stride);
            Elements.Add(from, Of(x, x.Gradients, row));
            Elements.Add(from, Of(y, y.Gradients, row));
        }
    }

    internal override void Write(OnnxGraph graph) =>
        graph.Name(sum, graph.Node("Add", [graph.NameOf(x), graph.NameOf(y)]));

    private static Span<float> Of(Signal signal, float[] numbers, int row) =>
        numbers.AsSpan(signal.Rows == 1 ? 0 : row * signal.Stride, signal.Stride);
}

/// <summary>Sets values to 0 by a draw that is keyed by the sample and the operation's place.</summary>
internal sealed class DropOperation(Signal x, double share, int place, Signal y) : Operation
{
    private readonly float[] _scales = new float[x.Values.Length];

    internal override void Forward(in Pass pass)
    {
        var kept = (float)(1 / (1 - share));
        for (var i = 0; i < _scales.Length; i++)
        {
            _scales[i] = !pass.Trains ? 1
                : KeyedRandom.Uniform(pass.Seed, 0xD0 + ((ulong)place << 8), pass.Key, (ulong)i) < share ? 0
                : kept;
            y.Values[i] = x.Values[i] * _scales[i];
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var i = 0; i < _scales.Length; i++)
        {
            x.Gradients[i] += y.Gradients[i] * _scales[i];
        }
    }

    // Nothing is dropped but in training.
    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.NameOf(x));
}

/// <summary>The first column as it is, each further one above it by a softplus step.</summary>
internal sealed class RiseOperation(Signal x, Signal y) : Operation
{
    private readonly float[] _steps = new float[x.Values.Length];

    internal override void Forward(in Pass pass)
    {
        Elements.Softplus(x.Values, _steps);
        for (var row = 0; row < x.Rows; row++)
        {
            var at = row * x.Stride;
            y.Values[at] = x.Values[at];
            for (var column = 1; column < x.Columns; column++)
            {
                y.Values[at + column] = y.Values[at + column - 1] + _steps[at + column];
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var (at, sum) = (row * x.Stride, 0f);
            for (var column = x.Columns - 1; column >= 1; column--)
            {
                sum += y.Gradients[at + column];
                x.Gradients[at + column] += sum * (1 - MathF.Exp(-_steps[at + column]));
            }

            x.Gradients[at] += sum + y.Gradients[at];
        }
    }

    internal override void Write(OnnxGraph graph)
    {
        var (from, columns, axis) = (graph.NameOf(x), graph.Constant(2), graph.Constant([], [2]));
        var (zero, one, end) = (graph.Constant(0), graph.Constant(1), graph.Constant(x.Columns));
        var first = graph.Node("Slice", [from, zero, one, columns]);
        var steps = graph.Node("Softplus", [graph.Node("Slice", [from, one, end, columns])]);
        graph.Name(y, graph.Node("CumSum", [graph.Node("Concat", [first, steps], ("axis", [2])), axis]));
    }
}
