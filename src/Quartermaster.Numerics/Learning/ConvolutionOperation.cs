using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class ConvolutionOperation(
    Network network, Signal x, Weight[] taps, Weight bias, int dilation, Signal y) : Operation
{
    internal override void Forward(in Pass pass)
    {
        Layers.Start(network, x, taps[0], bias, y);
        for (var tap = 1; tap < taps.Length && tap * dilation < y.Rows; tap++)
        {
            Layers.Multiply(network, x, 0, taps[tap], y, tap * dilation, y.Rows - (tap * dilation));
        }
    }

    internal override void Backward(in Pass pass)
    {
        Layers.Finish(network, bias, y);
        for (var tap = 0; tap < taps.Length && tap * dilation < y.Rows; tap++)
        {
            Layers.MultiplyBack(network, x, 0, taps[tap], y, tap * dilation, y.Rows - (tap * dilation));
        }
    }

    // There, time is the last axis, and taps run forward in time up to the row itself.
    internal override void Write(OnnxGraph graph)
    {
        var (inputs, outputs) = (x.Columns, y.Columns);
        var kernel = new float[outputs * inputs * taps.Length];
        for (var tap = 0; tap < taps.Length; tap++)
        {
            var values = network.Parameters.Of(taps[tap]);
            for (var i = 0; i < inputs * outputs; i++)
            {
                var (input, output) = (i / outputs, i % outputs);
                kernel[(((output * inputs) + input) * taps.Length) + taps.Length - 1 - tap] =
                    values[(input * taps[tap].Stride) + output];
            }
        }

        var weights = graph.Constant(taps[0].Name, [outputs, inputs, taps.Length], kernel);
        var turned = graph.Node("Transpose", [graph.NameOf(x)], ("perm", [0, 2, 1]));
        var heard = graph.Node("Conv", [turned, weights, graph.Row(network, bias)],
            ("dilations", [dilation]), ("kernel_shape", [taps.Length]), ("pads", [(taps.Length - 1) * dilation, 0]));
        graph.Name(y, graph.Node("Transpose", [heard], ("perm", [0, 2, 1])));
    }
}
