namespace Quartermaster.Numerics.Learning;

internal sealed class DenseOperation(Network network, Signal x, Weight weight, Weight? bias, Signal y) : Operation
{
    internal override void Forward(in Pass pass)
    {
        Layers.Start(network, bias, y, 0);
        Layers.Multiply(network, x, 0, weight, y, 0, y.Rows);
    }

    internal override void Backward(in Pass pass)
    {
        Layers.Finish(network, bias, y);
        Layers.MultiplyBack(network, x, 0, weight, y, 0, y.Rows);
    }
}
