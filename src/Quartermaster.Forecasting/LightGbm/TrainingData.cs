namespace Quartermaster.Forecasting.LightGbm;

/// <summary>Features and labels, binned by LightGBM; shared by boosters with other objectives.</summary>
internal sealed class TrainingData : IDisposable
{
    internal unsafe TrainingData(
        ReadOnlySpan<float> features, int columns, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights,
        string parameters)
    {
        fixed (float* data = features)
        fixed (float* label = labels)
        fixed (float* weight = weights)
        {
            NativeLightGbm.Check(NativeLightGbm.CreateDataset(
                data, NativeLightGbm.Float32, labels.Length, columns, 1, parameters, 0, out var handle));
            Handle = handle;
            NativeLightGbm.Check(NativeLightGbm.SetField(
                handle, "label", label, labels.Length, NativeLightGbm.Float32));
            NativeLightGbm.Check(NativeLightGbm.SetField(
                handle, "weight", weight, weights.Length, NativeLightGbm.Float32));
        }
    }

    internal nint Handle { get; }

    public void Dispose() => _ = NativeLightGbm.FreeDataset(Handle);
}
