namespace Quartermaster.Numerics.Learning;

/// <summary>What layers with weights share: rows of X times W added to rows of Y, and the way back.</summary>
internal static class Layers
{
    /// <summary>Adds the gradients of Y's rows to those of the bias.</summary>
    internal static void Finish(Network network, Weight? bias, Signal y)
    {
        if (bias is null)
        {
            return;
        }

        Elements.AddRows(y.Gradients, network.GradientsOf(bias));
    }

    /// <summary>Y = X·W + b.</summary>
    internal static void Start(Network network, Signal x, Weight weight, Weight? bias, Signal y)
    {
        var start = bias is null ? [] : network.Parameters.Of(bias);
        MatrixProduct.Set(x.Values, network.Parameters.Of(weight), start, y.Values,
            new(y.Rows, weight.Rows, weight.Stride, x.Stride, 1));
    }

    /// <summary>Y[toRow…] += X[fromRow…]·W, for so many rows.</summary>
    internal static void Multiply(Network network, Signal x, int fromRow, Weight weight, Signal y, int toRow, int rows)
    {
        MatrixProduct.Add(
            x.Values.AsSpan(fromRow * x.Stride), network.Parameters.Of(weight), y.Values.AsSpan(toRow * y.Stride),
            new(rows, weight.Rows, weight.Stride, x.Stride, 1));
    }

    /// <summary>The way back: dX += dY·Wᵀ and dW += Xᵀ·dY.</summary>
    internal static void MultiplyBack(
        Network network, Signal x, int fromRow, Weight weight, Signal y, int toRow, int rows)
    {
        var gradients = y.Gradients.AsSpan(toRow * y.Stride);
        var turned = network.Parameters.TransposedOf(weight);
        var shape = new ProductShape(rows, weight.Columns, x.Stride, y.Stride, 1);
        var adds = true;
        var slopes = rows == x.Rows ? x.TakeGradients(out adds) : x.Gradients;
        if (adds)
        {
            MatrixProduct.Add(gradients, turned, slopes.AsSpan(fromRow * x.Stride), in shape);
        }
        else
        {
            MatrixProduct.Set(gradients, turned, [], slopes, in shape);
        }

        MatrixProduct.Add(
            x.Values.AsSpan(fromRow * x.Stride), gradients, network.GradientsOf(weight),
            new(weight.Rows, rows, weight.Stride, 1, x.Stride));
    }
}
