namespace Quartermaster.Numerics.Learning;

internal sealed class ConvolutionOperation(
    Network network, Signal x, Weight[] taps, Weight bias, int dilation, Signal y) : Operation
{
    internal override void Forward(in Pass pass)
    {
        Layers.Start(network, bias, y, 0);
        for (var tap = 0; tap < taps.Length && tap * dilation < y.Rows; tap++)
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
}
