using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>The first column as it is, each further one above it by a softplus step.</summary>
/// <remarks>Sums run from column to column, one by one: in any other order rounding could make quantiles cross.
/// </remarks>
internal sealed class RiseOperation(Signal x, Signal y) : Operation
{
    // So many rows that they stay near between the two passes over them.
    private const int RowsAtOnce = 64;

    // Where a step is so large, its slope is 1: that of the first column.
    private const float Large = 100;

    private readonly float[] _steps = new float[x.Values.Length];

    internal override void Forward(in Pass pass)
    {
        Elements.Softplus(x.Values, _steps);
        ref var from = ref MemoryMarshal.GetArrayDataReference(x.Values);
        ref var to = ref MemoryMarshal.GetArrayDataReference(y.Values);
        ref var steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        var (length, stride, columns) = (_steps.Length, x.Stride, x.Columns);
        for (var at = 0; at < length; at += stride)
        {
            var sum = Unsafe.Add(ref from, at);
            Unsafe.Add(ref to, at) = sum;
            for (var i = at + 1; i < at + columns; i++)
            {
                sum += Unsafe.Add(ref steps, i);
                Unsafe.Add(ref to, i) = sum;
            }

            Unsafe.Add(ref steps, at) = Large;
        }
    }

    internal override void Backward(in Pass pass)
    {
        var (slopes, target) = (y.Gradients, x.TakeGradients(out var adds));
        for (var first = 0; first < _steps.Length; first += RowsAtOnce * x.Stride)
        {
            var length = Math.Min(RowsAtOnce * x.Stride, _steps.Length - first);
            SumFromTheRight(slopes.AsSpan(first, length), x.Stride, x.Columns);
            Elements.SoftplusBack(
                _steps.AsSpan(first, length), slopes.AsSpan(first, length), target.AsSpan(first, length), adds);
        }
    }

    // A column's slope counts for every column up to it.
    private static void SumFromTheRight(Span<float> slopes, int stride, int columns)
    {
        ref var first = ref MemoryMarshal.GetReference(slopes);
        for (var at = 0; at < slopes.Length; at += stride)
        {
            var sum = Unsafe.Add(ref first, at + columns - 1);
            for (var i = at + columns - 2; i >= at; i--)
            {
                sum += Unsafe.Add(ref first, i);
                Unsafe.Add(ref first, i) = sum;
            }
        }
    }

    internal override void Write(OnnxGraph graph)
    {
        var (from, columns, axis) = (graph.NameOf(x), graph.Constant(2), graph.Constant([], [2]));
        var (zero, one, end) = (graph.Constant(0), graph.Constant(1), graph.Constant(x.Columns));
        var first = graph.Node("Slice", [from, zero, one, columns]);
        var steps = graph.Node("Softplus", [graph.Node("Slice", [from, one, end, columns])]);
        graph.Name(y, graph.Node("CumSum", [graph.Node("Concat", [first, steps], ("axis", [2])), axis]));
    }
}
