using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class NormalizeOperation(Network network, Signal x, Weight gain, Weight offset, Signal y) : Operation
{
    private const float Least = 1e-5f;

    private readonly float[] _normal = new float[x.Values.Length];
    private readonly float[] _scales = new float[x.Rows];

    internal override void Forward(in Pass pass)
    {
        var gains = network.Parameters.Of(gain);
        var offsets = network.Parameters.Of(offset);
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var (mean, square) = (0f, 0f);
            foreach (var value in values)
            {
                mean += value;
            }

            mean /= values.Length;
            foreach (var value in values)
            {
                square += (value - mean) * (value - mean);
            }

            _scales[row] = 1 / MathF.Sqrt((square / values.Length) + Least);
            for (var column = 0; column < values.Length; column++)
            {
                var normal = (values[column] - mean) * _scales[row];
                _normal[(row * x.Stride) + column] = normal;
                y.Values[(row * y.Stride) + column] = (normal * (1 + gains[column])) + offsets[column];
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        var gains = network.Parameters.Of(gain);
        var ofGain = network.GradientsOf(gain);
        var ofOffset = network.GradientsOf(offset);
        for (var row = 0; row < x.Rows; row++)
        {
            var from = y.GradientsOf(row);
            var normal = _normal.AsSpan(row * x.Stride, x.Columns);
            var (mean, product) = (0f, 0f);
            for (var column = 0; column < from.Length; column++)
            {
                ofGain[column] += from[column] * normal[column];
                ofOffset[column] += from[column];
                var slope = from[column] * (1 + gains[column]);
                mean += slope;
                product += slope * normal[column];
            }

            (mean, product) = (mean / from.Length, product / from.Length);
            for (var column = 0; column < from.Length; column++)
            {
                x.Gradients[(row * x.Stride) + column] += _scales[row]
                    * ((from[column] * (1 + gains[column])) - mean - (normal[column] * product));
            }
        }
    }

    internal override void Write(OnnxGraph graph)
    {
        float[] scales = [.. OnnxGraph.Dense(network, gain).Select(value => 1 + value)];
        graph.Name(y, graph.Node("LayerNormalization",
            [graph.NameOf(x), graph.Constant(gain.Name, [gain.Columns], scales), graph.Row(network, offset)]));
    }
}
