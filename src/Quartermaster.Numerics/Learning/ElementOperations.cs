using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class EluOperation(Signal x, Signal y) : Operation
{
    internal override void Forward(in Pass pass) => Elements.Elu(x.Values, y.Values);

    internal override void Backward(in Pass pass) =>
        Elements.EluBack(y.Values, y.Gradients, x.TakeGradients(out var adds), adds);

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node("Elu", [graph.NameOf(x)]));
}

internal sealed class SoftplusOperation(Signal x, Signal y) : Operation
{
    internal override void Forward(in Pass pass) => Elements.Softplus(x.Values, y.Values);

    internal override void Backward(in Pass pass) => 
        Elements.SoftplusBack(y.Values, y.Gradients, x.TakeGradients(out var adds), adds);

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node("Softplus", [graph.NameOf(x)]));
}

internal sealed class SumOperation(Signal x, Signal y, Signal sum) : Operation
{
    internal override void Forward(in Pass pass)
    {
        if (x.Rows == y.Rows)
        {
            x.Values.CopyTo(sum.Values);
            Elements.Add(y.Values, sum.Values);
            return;
        }

        for (var row = 0; row < sum.Rows; row++)
        {
            var to = sum.Values.AsSpan(row * sum.Stride, sum.Stride);
            Of(x, x.Values, row).CopyTo(to);
            Elements.Add(Of(y, y.Values, row), to);
        }
    }

    internal override void Backward(in Pass pass)
    {
        Give(sum.Gradients, x);
        Give(sum.Gradients, y);
    }

    internal override void Write(OnnxGraph graph) =>
        graph.Name(sum, graph.Node("Add", [graph.NameOf(x), graph.NameOf(y)]));

    private static void Give(float[] gradients, Signal to)
    {
        if (to.Rows == 1)
        {
            Elements.AddRows(gradients, to.Gradients);
        }
        else
        {
            Elements.Give(gradients, to.TakeGradients(out var adds), adds);
        }
    }

    private static Span<float> Of(Signal signal, float[] numbers, int row) =>
        numbers.AsSpan(signal.Rows == 1 ? 0 : row * signal.Stride, signal.Stride);
}

/// <summary>Sets values to 0 by a draw that is keyed by the sample and the operation's place.</summary>
internal sealed class DropOperation(Signal x, double share, int place, Signal y) : Operation
{
    private const int DrawsAtOnce = 256;

    private readonly float[] _scales = new float[x.Values.Length];

    internal override void Forward(in Pass pass)
    {
        if (pass.Trains)
        {
            Draw(in pass);
        }
        else
        {
            Array.Fill(_scales, 1);
        }

        Elements.SetProduct(x.Values, _scales, y.Values);
    }

    internal override void Backward(in Pass pass)
    {
        var to = x.TakeGradients(out var adds);
        if (adds)
        {
            Elements.AddProduct(y.Gradients, _scales, to);
        }
        else
        {
            Elements.SetProduct(y.Gradients, _scales, to);
        }
    }

    private void Draw(in Pass pass)
    {
        var (kept, stream) = ((float)(1 / (1 - share)), 0xD0 + ((ulong)place << 8));
        Span<double> draws = stackalloc double[DrawsAtOnce];
        for (var first = 0; first < _scales.Length; first += DrawsAtOnce)
        {
            var scales = _scales.AsSpan(first, Math.Min(DrawsAtOnce, _scales.Length - first));
            KeyedRandom.Uniform(pass.Seed, stream, pass.Key, (ulong)first, draws[..scales.Length]);
            for (var i = 0; i < scales.Length; i++)
            {
                scales[i] = draws[i] < share ? 0 : kept;
            }
        }
    }

    // Nothing is dropped but in training.
    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.NameOf(x));
}
