namespace Quartermaster.Numerics.Learning;

/// <summary>What layers with weights share: rows of X times W added to rows of Y, and the way back.</summary>
internal static class Layers
{
    /// <summary>Sets all rows of Y, from one on, to the bias; to 0 without one.</summary>
    internal static void Start(Network network, Weight? bias, Signal y, int firstRow)
    {
        var rows = y.Values.AsSpan(firstRow * y.Stride);
        if (bias is null)
        {
            rows.Clear();
            return;
        }

        var values = network.Parameters.Of(bias);
        for (var at = 0; at < rows.Length; at += y.Stride)
        {
            values.CopyTo(rows[at..]);
        }
    }

    /// <summary>Adds the gradients of Y's rows to those of the bias.</summary>
    internal static void Finish(Network network, Weight? bias, Signal y)
    {
        if (bias is null)
        {
            return;
        }

        var gradients = network.GradientsOf(bias);
        for (var at = 0; at < y.Gradients.Length; at += y.Stride)
        {
            Elements.Add(y.Gradients.AsSpan(at, y.Stride), gradients);
        }
    }

    /// <summary>Y[toRow…] += X[fromRow…]·W, for so many rows.</summary>
    internal static void Multiply(Network network, Signal x, int fromRow, Weight weight, Signal y, int toRow, int rows)
    {
        MatrixProduct.Multiply(
            x.Values.AsSpan(fromRow * x.Stride), network.Parameters.Of(weight), y.Values.AsSpan(toRow * y.Stride),
            new(rows, weight.Rows, weight.Stride, x.Stride, 1), adds: true);
    }

    /// <summary>The way back: dX += dY·Wᵀ and dW += Xᵀ·dY.</summary>
    internal static void MultiplyBack(
        Network network, Signal x, int fromRow, Weight weight, Signal y, int toRow, int rows)
    {
        var gradients = y.Gradients.AsSpan(toRow * y.Stride);
        MatrixProduct.Multiply(
            gradients, network.Parameters.TransposedOf(weight), x.Gradients.AsSpan(fromRow * x.Stride),
            new(rows, weight.Columns, x.Stride, y.Stride, 1), adds: true);
        MatrixProduct.Multiply(
            x.Values.AsSpan(fromRow * x.Stride), gradients, network.GradientsOf(weight),
            new(weight.Rows, rows, weight.Stride, 1, x.Stride), adds: true);
    }
}
