using System.Runtime.InteropServices;
using System.Text;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>A trained set of trees.</summary>
internal sealed class Booster : SafeHandle
{
    // "The numbers as they are", in LightGBM's list of what may be predicted.
    private const int Normal = 0;

    private Booster(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    /// <summary>Trains on a data set.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="parameters">In LightGBM's words.</param>
    /// <param name="trees">How many.</param>
    /// <param name="beforeEach">Called before each tree; may throw to give up.</param>
    internal static Booster Train(TrainingData data, string parameters, int trees, Action? beforeEach = null)
    {
        NativeLightGbm.Check(NativeLightGbm.CreateBooster(data.Handle, parameters, out var handle));
        var booster = new Booster(handle);
        try
        {
            var finished = 0;
            for (var tree = 0; tree < trees && finished == 0; tree++)
            {
                beforeEach?.Invoke();
                NativeLightGbm.Check(NativeLightGbm.Update(handle, out finished));
            }

            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal static Booster Load(string text)
    {
        NativeLightGbm.Check(NativeLightGbm.Load(text, out _, out var handle));
        return new(handle);
    }

    /// <summary>The trees as text.</summary>
    internal unsafe string Save()
    {
        NativeLightGbm.Check(NativeLightGbm.Save(this, 0, -1, 0, 0, out var needed, null));
        var text = new byte[needed];
        fixed (byte* start = text)
        {
            NativeLightGbm.Check(NativeLightGbm.Save(this, 0, -1, 0, needed, out _, start));
        }

        return Encoding.UTF8.GetString(text.AsSpan(0, text.Length - 1));
    }

    /// <summary>One value per row of features.</summary>
    internal unsafe void Predict(ReadOnlySpan<float> features, int columns, int threads, Span<double> values)
    {
        if (values.Length == 0)
        {
            return;
        }

        fixed (float* data = features)
        fixed (double* results = values)
        {
            NativeLightGbm.Check(NativeLightGbm.Predict(
                this, data, NativeLightGbm.Float32, values.Length, columns, 1, Normal, 0, -1,
                $"num_threads={threads}", out _, results));
        }
    }

    protected override bool ReleaseHandle() => NativeLightGbm.FreeBooster(handle) == 0;
}
