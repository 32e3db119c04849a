using Microsoft.ML.OnnxRuntime;

namespace Quartermaster.Tests.Numerics.Learning.Onnx;

/// <summary>A file run by ONNX Runtime on one thread.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;

    internal OnnxRun(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new(file, options);
    }

    internal IReadOnlyDictionary<string, string> Facts => _session.ModelMetadata.CustomMetadataMap;

    internal IEnumerable<string> Inputs => _session.InputMetadata.Keys;

    internal IEnumerable<string> Outputs => _session.OutputMetadata.Keys;

    /// <summary>Runs a batch.</summary>
    /// <param name="inputs">By name, one array per sample: floats, or whole numbers.</param>
    /// <returns>By name, all samples one after the other.</returns>
    internal Dictionary<string, float[]> Run(IReadOnlyDictionary<string, Array[]> inputs)
    {
        var values = inputs.ToDictionary(input => input.Key, input => ToValue(input.Key, input.Value));
        using var options = new RunOptions();
        using var results = _session.Run(options, values, _session.OutputNames);
        return _session.OutputNames.Zip(results)
            .ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    /// <summary>Every number is the same to 10⁻⁵ of itself, or of 1 where it is smaller.</summary>
    internal static void AssertSame(IReadOnlyList<float> ours, IReadOnlyList<float> theirs, string what)
    {
        Xunit.Assert.Equal(ours.Count, theirs.Count);
        for (var i = 0; i < ours.Count; i++)
        {
            Xunit.Assert.True(Math.Abs(ours[i] - theirs[i]) <= 1e-5 * Math.Max(1, Math.Abs(ours[i])),
                $"{what} {i}: ours {ours[i]}, theirs {theirs[i]}");
        }
    }

    public void Dispose() => _session.Dispose();

    private OrtValue ToValue(string name, Array[] samples)
    {
        var sizes = Array.ConvertAll(_session.InputMetadata[name].Dimensions, size => (long)size);
        sizes[0] = samples.Length;
        return samples[0] is float[]
            ? OrtValue.CreateTensorValueFromMemory(samples.Cast<float[]>().SelectMany(one => one).ToArray(), sizes)
            : OrtValue.CreateTensorValueFromMemory(
                samples.Cast<int[]>().SelectMany(one => one).Select(number => (long)number).ToArray(), sizes);
    }
}
