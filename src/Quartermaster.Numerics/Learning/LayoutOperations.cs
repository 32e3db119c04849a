using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

internal sealed class JoinOperation(Signal[] parts, Signal joined) : Operation
{
    internal override void Forward(in Pass pass)
    {
        for (var row = 0; row < joined.Rows; row++)
        {
            var to = joined.Row(row);
            foreach (var part in parts)
            {
                part.Row(part.Rows == 1 ? 0 : row).CopyTo(to);
                to = to[part.Columns..];
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var row = 0; row < joined.Rows; row++)
        {
            var from = joined.GradientsOf(row);
            foreach (var part in parts)
            {
                var to = part.Gradients.AsSpan((part.Rows == 1 ? 0 : row) * part.Stride, part.Columns);
                for (var column = 0; column < to.Length; column++)
                {
                    to[column] += from[column];
                }

                from = from[part.Columns..];
            }
        }
    }

    internal override void Write(OnnxGraph graph)
    {
        var names = parts.Select(part => part.Rows == joined.Rows
            ? graph.NameOf(part) : graph.Node("Expand", [graph.NameOf(part), graph.Constant(1, joined.Rows, 1)]));
        graph.Name(joined, graph.Node("Concat", [.. names], ("axis", [2])));
    }
}

internal sealed class PickOperation(Signal x, int first, int every, Signal y) : Operation
{
    internal override void Forward(in Pass pass)
    {
        for (var row = 0; row < y.Rows; row++)
        {
            x.Values.AsSpan((first + (row * every)) * x.Stride, x.Stride).CopyTo(y.Values.AsSpan(row * y.Stride));
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var row = 0; row < y.Rows; row++)
        {
            Elements.Add(y.Gradients.AsSpan(row * y.Stride, y.Stride),
                x.Gradients.AsSpan((first + (row * every)) * x.Stride));
        }
    }

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node("Slice",
    [
        graph.NameOf(x), graph.Constant(first), graph.Constant(first + ((y.Rows - 1) * every) + 1),
        graph.Constant(1), graph.Constant(every),
    ]));
}

internal sealed class EmbedOperation(Network network, Weight table, int[] indices, Signal y) : Operation
{
    internal override void Forward(in Pass pass)
    {
        var values = network.Parameters.Of(table);
        for (var row = 0; row < indices.Length; row++)
        {
            values.Slice(indices[row] * table.Stride, table.Stride).CopyTo(y.Values.AsSpan(row * y.Stride));
        }
    }

    internal override void Backward(in Pass pass)
    {
        var gradients = network.GradientsOf(table);
        for (var row = 0; row < indices.Length; row++)
        {
            Elements.Add(y.Gradients.AsSpan(row * y.Stride, y.Stride), gradients[(indices[row] * table.Stride)..]);
        }
    }

    internal override void Write(OnnxGraph graph) => graph.Name(y, graph.Node(
        "Gather", [graph.Constant(network, table), graph.NameOf(indices)], ("axis", [0])));
}
