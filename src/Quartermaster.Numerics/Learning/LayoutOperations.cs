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

    private int DayOf(int fork, int horizon) =>
        (firstDay + (fork * every.Fork) + (horizon * every.Horizon)) * byDay.Stride;
}
