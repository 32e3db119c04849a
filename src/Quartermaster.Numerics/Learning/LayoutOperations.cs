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

internal sealed class ForkOperation(
    Signal byHorizon, Signal byFork, Signal byDay, int firstDay, (int Fork, int Horizon) every, Signal y) : Operation
{
    private readonly int _horizons = y.Rows / byFork.Rows;

    internal override void Forward(in Pass pass)
    {
        for (var fork = 0; fork < byFork.Rows; fork++)
        {
            var common = byFork.Values.AsSpan(fork * byFork.Stride, byFork.Stride);
            for (var horizon = 0; horizon < _horizons; horizon++)
            {
                var row = ((fork * _horizons) + horizon) * y.Stride;
                var to = y.Values.AsSpan(row, y.Stride);
                byDay.Values.AsSpan(DayOf(fork, horizon), y.Stride).CopyTo(to);
                Elements.Add(common, to);
                var own = byHorizon.Row(fork).Slice(horizon * y.Columns, y.Columns);
                for (var column = 0; column < own.Length; column++)
                {
                    to[column] += own[column];
                }
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        for (var fork = 0; fork < byFork.Rows; fork++)
        {
            for (var horizon = 0; horizon < _horizons; horizon++)
            {
                var from = y.Gradients.AsSpan(((fork * _horizons) + horizon) * y.Stride, y.Stride);
                Elements.Add(from, byDay.Gradients.AsSpan(DayOf(fork, horizon)));
                Elements.Add(from, byFork.Gradients.AsSpan(fork * byFork.Stride));
                var own = byHorizon.Gradients.AsSpan((fork * byHorizon.Stride) + (horizon * y.Columns), y.Columns);
                for (var column = 0; column < own.Length; column++)
                {
                    own[column] += from[column];
                }
            }
        }
    }

    internal override void Write(OnnxGraph graph)
    {
        var (forks, columns) = (byFork.Rows, y.Columns);
        var days = new long[y.Rows];
        for (var row = 0; row < days.Length; row++)
        {
            days[row] = DayOf(row / _horizons, row % _horizons) / byDay.Stride;
        }

        var own = graph.Node("Reshape", [graph.NameOf(byHorizon), graph.Constant(0, forks, _horizons, columns)]);
        var common = graph.Node("Reshape", [graph.NameOf(byFork), graph.Constant(0, forks, 1, columns)]);
        var planned = graph.Node(
            "Gather", [graph.NameOf(byDay), graph.Constant([forks, _horizons], days)], ("axis", [1]));
        var sum = graph.Node("Add", [graph.Node("Add", [planned, common]), own]);
        graph.Name(y, graph.Node("Reshape", [sum, graph.Constant(0, y.Rows, columns)]));
    }

    private int DayOf(int fork, int horizon) =>
        (firstDay + (fork * every.Fork) + (horizon * every.Horizon)) * byDay.Stride;
}
