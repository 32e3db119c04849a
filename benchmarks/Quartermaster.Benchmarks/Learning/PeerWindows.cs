using System.Runtime.InteropServices;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Benchmarks.Learning;

/// <summary>Windows for us and for the peer alike: numbers by keyed draws, and actuals that can be learned from them.
/// </summary>
internal sealed class PeerWindows
{
    /// <summary>Windows of a step.</summary>
    internal const int Batch = 48;

    /// <summary>Windows that there are; steps go round.</summary>
    internal const int Count = 8 * Batch;

    // About the 15,700 parameters, 180 forks and 28 × 9 outputs that PyTorch's reference rate is stated for.
    internal static readonly NetworkShape Shape = new()
    {
        PastFeatures = 4, DayFeatures = 14, ProductFeatures = 4, Forks = 180, Channels = 16, GlobalUnits = 23,
        LocalUnits = 16, Levels = [0.005f, 0.025f, 0.165f, 0.25f, 0.5f, 0.75f, 0.835f, 0.975f, 0.995f],
    };

    private readonly NetworkShape _shape;
    private readonly float[] _past;
    private readonly float[] _days;
    private readonly float[] _product;
    private readonly float[] _actuals;

    internal PeerWindows(NetworkShape shape)
    {
        _shape = shape;
        _past = Draw(1, shape.Window * shape.PastFeatures);
        _days = Draw(2, shape.DayRows * shape.DayFeatures);
        _product = Draw(3, shape.ProductFeatures);
        _actuals = Draw(4, shape.Forks * shape.Horizons);
        for (var i = 0; i < _actuals.Length; i++)
        {
            var (window, place) = Math.DivRem(i, shape.Forks * shape.Horizons);
            var (fork, horizon) = Math.DivRem(place, shape.Horizons);
            var row = shape.Window - shape.Forks + fork;
            var seen = _past[((window * shape.Window) + row) * shape.PastFeatures];
            var planned = _days[((window * shape.DayRows) + row + 1 + horizon) * shape.DayFeatures];
            _actuals[i] = Math.Max(0, 1 + (0.5f * seen) + (0.5f * planned) + _actuals[i]);
        }
    }

    /// <summary>Fills a network that trains. The peer has no distribution of counts: it weighs nothing here.</summary>
    internal void Fill(QuantileNetwork network, int window)
    {
        Copy(_past, window, 0, network.Past);
        Copy(_days, window, 0, network.Days);
        Copy(_product, window, 0, network.Product);
        var size = _shape.Forks * _shape.Horizons;
        _actuals.AsSpan(window * size, size).CopyTo(network.Actuals.Multiples);
        network.Actuals.Weights.AsSpan().Fill(1f / (size * Batch));
    }

    /// <summary>Fills a network that forecasts from the end of the window alone.</summary>
    internal void FillLast(QuantileNetwork network, int window)
    {
        var before = _shape.Window - network.Shape.Window;
        Copy(_past, window, before, network.Past);
        Copy(_days, window, before, network.Days);
        Copy(_product, window, 0, network.Product);
    }

    /// <summary>Writes all of them, and a network's weights, for the peer.</summary>
    internal void Write(string folder, Parameters parameters)
    {
        foreach (var weight in parameters.Weights)
        {
            var values = new List<float>();
            for (var row = 0; row < weight.Rows; row++)
            {
                values.AddRange(parameters.Of(weight).Slice(row * weight.Stride, weight.Columns));
            }

            Write(weight.Name, [.. values]);
        }

        Write("past", _past);
        Write("days", _days);
        Write("product", _product);
        Write("actuals", _actuals);

        void Write(string name, float[] values) => File.WriteAllBytes(
            Path.Combine(folder, name + ".f32"), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private static float[] Draw(ulong stream, int size)
    {
        var values = new float[Count * size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)KeyedRandom.Normal(1, stream, (ulong)(i / size), (ulong)(i % size));
        }

        return values;
    }

    // The last rows of a window where the signal has fewer.
    private static void Copy(float[] values, int window, int before, Signal signal)
    {
        var size = values.Length / Count;
        var own = values.AsSpan(window * size, size)[(before * signal.Columns)..];
        for (var row = 0; row < signal.Rows; row++)
        {
            own.Slice(row * signal.Columns, signal.Columns).CopyTo(signal.Row(row));
        }
    }
}
