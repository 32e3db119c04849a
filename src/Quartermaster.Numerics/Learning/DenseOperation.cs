using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class DenseOperation(Network network, Signal x, Weight weight, Weight? bias, Signal y) : Operation
{
    internal override void Forward(in Pass pass) => Layers.Start(network, x, weight, bias, y);

    internal override void Backward(in Pass pass)
    {
        Layers.Finish(network, bias, y);
        Layers.MultiplyBack(network, x, 0, weight, y, 0, y.Rows);
    }

    internal override void Write(OnnxGraph graph)
    {
        var product = graph.Node("MatMul", [graph.NameOf(x), graph.Constant(network, weight)]);
        graph.Name(y, bias is null ? product : graph.Node("Add", [product, graph.Row(network, bias)]));
    }
}
