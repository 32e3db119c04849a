using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>For every fork and horizon the sum of three parts.</summary>
internal sealed class ForkOperation(
    Signal byHorizon, Signal byFork, Signal byDay, int firstDay, (int Fork, int Horizon) every, Signal y) : Operation
{
    private readonly int _horizons = y.Rows / byFork.Rows;

    internal override void Forward(in Pass pass)
    {
        for (var fork = 0; fork < byFork.Rows; fork++)
        {
            var common = byFork.Values.AsSpan(fork * byFork.Stride, byFork.Stride);
            var own = byHorizon.Values.AsSpan(fork * byHorizon.Stride, byHorizon.Stride);
            for (var horizon = 0; horizon < _horizons; horizon++)
            {
                var to = y.Values.AsSpan(((fork * _horizons) + horizon) * y.Stride, y.Stride);
                SetSum(byDay.Values.AsSpan(DayOf(fork, horizon), y.Stride), common, to);
                AddUnaligned(own.Slice(horizon * y.Columns, y.Columns), to);
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        var (slopes, ofDay, ofFork) = (y.Gradients, byDay.Gradients, byFork.Gradients);
        var ofHorizon = byHorizon.TakeGradients(out var adds);
        for (var fork = 0; fork < byFork.Rows; fork++)
        {
            var all = slopes.AsSpan(fork * _horizons * y.Stride, _horizons * y.Stride);
            Elements.AddRows(all, ofFork.AsSpan(fork * byFork.Stride, byFork.Stride));
            for (var horizon = 0; horizon < _horizons; horizon++)
            {
                var from = all.Slice(horizon * y.Stride, y.Stride);
                Elements.Add(from, ofDay.AsSpan(DayOf(fork, horizon)));
                var own = ofHorizon.AsSpan((fork * byHorizon.Stride) + (horizon * y.Columns), y.Columns);
                if (adds)
                {
                    AddUnaligned(from[..y.Columns], own);
                }
                else
                {
                    from[..y.Columns].CopyTo(own);
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

    private static void SetSum(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sum)
    {
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var second = ref MemoryMarshal.GetReference(y);
        ref var target = ref MemoryMarshal.GetReference(sum);
        for (nuint i = 0; i < (nuint)sum.Length; i += MatrixProduct.Lanes)
        {
            Vector512.StoreUnsafe(
                Vector512.LoadUnsafe(ref first, i) + Vector512.LoadUnsafe(ref second, i), ref target, i);
        }
    }

    // Columns of a horizon stand side by side with those of the next, and may be no whole vectors.
    private static void AddUnaligned(ReadOnlySpan<float> from, Span<float> to)
    {
        var whole = from.Length / MatrixProduct.Lanes * MatrixProduct.Lanes;
        Elements.Add(from[..whole], to);
        for (var column = whole; column < from.Length; column++)
        {
            to[column] += from[column];
        }
    }

    private int DayOf(int fork, int horizon) =>
        (firstDay + (fork * every.Fork) + (horizon * every.Horizon)) * byDay.Stride;
}
