using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics.Learning;

/// <summary>w·Σ max(u·(y − q), (u − 1)·(y − q)) over levels u (Koenker and Bassett, 1978).</summary>
internal sealed class PinballLoss : LossOperation
{
    // Losses of so many rows are added up in single precision, more in double.
    private const int RowsAtOnce = 16;

    private readonly Signal _x;
    private readonly float[] _actuals;
    private readonly float[] _weights;

    // u and u − 1 by column; 0 for what pads, which then loses nothing and moves nothing.
    private readonly float[] _above;
    private readonly float[] _below;

    internal PinballLoss(Signal x, ReadOnlySpan<float> levels, float[] actuals, float[] weights)
    {
        (_x, _actuals, _weights) = (x, actuals, weights);
        (_above, _below) = (new float[x.Stride], new float[x.Stride]);
        for (var column = 0; column < levels.Length; column++)
        {
            (_above[column], _below[column]) = (levels[column], levels[column] - 1);
        }
    }

    internal override void Forward(in Pass pass)
    {
        var (lower, upper) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var row = 0; row < _x.Rows; row += RowsAtOnce)
        {
            var sum = Vector512<float>.Zero;
            for (var own = row; own < Math.Min(_x.Rows, row + RowsAtOnce); own++)
            {
                sum = IsSeen(own) ? AddLoss(sum, own) : sum;
            }

            lower += Vector512.WidenLower(sum);
            upper += Vector512.WidenUpper(sum);
        }

        Value = 0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            Value += lower[lane] + upper[lane];
        }
    }

    internal override void Backward(in Pass pass)
    {
        var slopes = _x.TakeGradients(out var adds);
        for (var row = 0; row < _x.Rows; row++)
        {
            SetSlopes(slopes.AsSpan(row * _x.Stride, _x.Stride), row, adds);
        }
    }

    private Vector512<float> AddLoss(Vector512<float> sum, int row)
    {
        ref var quantiles = ref MemoryMarshal.GetReference(_x.Values.AsSpan(row * _x.Stride, _x.Stride));
        ref var above = ref MemoryMarshal.GetArrayDataReference(_above);
        ref var below = ref MemoryMarshal.GetArrayDataReference(_below);
        var (actual, weight) = (Vector512.Create(_actuals[row]), Vector512.Create(_weights[row]));
        for (nuint i = 0; i < (nuint)_x.Stride; i += MatrixProduct.Lanes)
        {
            var error = actual - Vector512.LoadUnsafe(ref quantiles, i);
            var loss = Vector512.Max(
                error * Vector512.LoadUnsafe(ref above, i), error * Vector512.LoadUnsafe(ref below, i));
            sum = Vector512.FusedMultiplyAdd(loss, weight, sum);
        }

        return sum;
    }

    private void SetSlopes(Span<float> slopes, int row, bool adds)
    {
        ref var quantiles = ref MemoryMarshal.GetReference(_x.Values.AsSpan(row * _x.Stride, _x.Stride));
        ref var above = ref MemoryMarshal.GetArrayDataReference(_above);
        ref var below = ref MemoryMarshal.GetArrayDataReference(_below);
        ref var target = ref MemoryMarshal.GetReference(slopes);
        var actual = Vector512.Create(_actuals[row]);
        var weight = Vector512.Create(IsSeen(row) ? _weights[row] : 0);
        for (nuint i = 0; i < (nuint)_x.Stride; i += MatrixProduct.Lanes)
        {
            var isBelow = Vector512.LessThan(actual, Vector512.LoadUnsafe(ref quantiles, i));
            var slope = Vector512.ConditionalSelect(
                isBelow, Vector512.LoadUnsafe(ref below, i), Vector512.LoadUnsafe(ref above, i));
            var before = adds ? Vector512.LoadUnsafe(ref target, i) : Vector512<float>.Zero;
            Vector512.StoreUnsafe(before - (slope * weight), ref target, i);
        }
    }

    private bool IsSeen(int row) => !float.IsNaN(_actuals[row]) && _weights[row] > 0;
}
