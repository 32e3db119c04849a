using Quartermaster.Forecasting.Neural;

namespace Quartermaster.Tests.Forecasting.Neural;

/// <summary>Keeps a training in memory.</summary>
internal sealed class MemoryStore(string key, byte[]? kept = null) : ITrainingStore
{
    private byte[]? _kept = kept;

    public string Key => key;

    public byte[]? Load() => _kept;

    public void Save(byte[] file) => _kept = file;
}
