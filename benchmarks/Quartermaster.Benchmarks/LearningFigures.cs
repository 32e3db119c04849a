using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Benchmarks;

/// <summary>Training windows a second on one thread: "dotnet run -c Release -- learning [DIR]".</summary>
/// <remarks>With a folder, the small network's weights, one window and its loss are left there for
/// <c>learning_peer.py</c>, which runs the same network in PyTorch and must find the same loss.</remarks>
internal static class LearningFigures
{
    private const int Batch = 48;
    private const double Seconds = 6;

    // About the 15,700 parameters, 180 forks and 28 × 9 outputs that PyTorch's reference rate is stated for.
    private static readonly NetworkShape s_small = new()
    {
        PastFeatures = 4, DayFeatures = 14, ProductFeatures = 4, Forks = 180, Channels = 16, GlobalUnits = 23,
        LocalUnits = 16, Levels = [0.005f, 0.025f, 0.165f, 0.25f, 0.5f, 0.75f, 0.835f, 0.975f, 0.995f],
    };

    internal static void Print(string? folder)
    {
        Print("small", s_small);
        Print("usual", s_small with { Forks = 112, Channels = 32, GlobalUnits = 128, LocalUnits = 32 });
        if (folder is not null)
        {
            Export(Directory.CreateDirectory(folder).FullName);
        }
    }

    private static void Print(string name, NetworkShape shape)
    {
        var parameters = new Parameters();
        var network = QuantileNetwork.ToTrain(parameters, shape, new(parameters, shape, seed: 1));
        Fill(network);
        var (adam, windows, clock) = (new Adam(parameters, longest: 1e9), 0, new Stopwatch());
        for (var batch = 0; clock.Elapsed.TotalSeconds < Seconds; batch++)
        {
            network.Network.ClearGradients();
            for (var i = 0; i < Batch; i++)
            {
                network.Network.Forward(trains: true);
                network.Network.Backward();
            }

            adam.Step(network.Network.Gradients, 1e-6);
            windows += batch < 2 ? 0 : Batch;
            if (batch == 1)
            {
                clock.Start();
            }
        }

        var forward = Stopwatch.StartNew();
        var runs = 0;
        for (; forward.Elapsed.TotalSeconds < Seconds / 3; runs++)
        {
            network.Network.Forward();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {parameters.Count:N0} parameters, {shape.Forks} forks of {shape.Horizons} x "
            + $"{shape.Levels.Length}: {windows / clock.Elapsed.TotalSeconds:N0} windows/s trained, "
            + $"{runs / forward.Elapsed.TotalSeconds:N0} windows/s forecast"));
    }

    private static void Fill(QuantileNetwork network)
    {
        foreach (var (signal, stream) in new[] { (network.Past, 1UL), (network.Days, 2UL), (network.Product, 3UL) })
        {
            for (var row = 0; row < signal.Rows; row++)
            {
                for (var column = 0; column < signal.Columns; column++)
                {
                    signal.Row(row)[column] =
                        (float)KeyedRandom.Normal(1, stream, (ulong)row, (ulong)column);
                }
            }
        }

        // The peer has no count distribution: it weighs nothing here.
        for (var i = 0; i < network.Actuals.Multiples.Length; i++)
        {
            network.Actuals.Set(i, Math.Abs(KeyedRandom.Normal(1, 4, 0, (ulong)i)), 1, 1, 0);
        }
    }

    private static void Export(string folder)
    {
        var parameters = new Parameters();
        var network = QuantileNetwork.ToTrain(parameters, s_small, new(parameters, s_small, seed: 1));
        Fill(network);
        var loss = network.Network.Forward();
        foreach (var weight in parameters.Weights)
        {
            var values = new List<float>();
            for (var row = 0; row < weight.Rows; row++)
            {
                values.AddRange(parameters.Of(weight).Slice(row * weight.Stride, weight.Columns));
            }

            Write(weight.Name, [.. values]);
        }

        Write("past", Rows(network.Past));
        Write("days", Rows(network.Days));
        Write("product", Rows(network.Product));
        Write("actuals", network.Actuals.Multiples);
        File.WriteAllText(Path.Combine(folder, "network.json"), JsonSerializer.Serialize(new
        {
            s_small.Window, s_small.Forks, s_small.Horizons, s_small.Levels, s_small.Dilations, s_small.Channels,
            s_small.GlobalUnits, s_small.LocalUnits, s_small.PastFeatures, s_small.DayFeatures,
            s_small.ProductFeatures, Loss = loss,
        }));

        void Write(string name, float[] values) => File.WriteAllBytes(
            Path.Combine(folder, name + ".f32"), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private static float[] Rows(Signal signal) =>
        [.. Enumerable.Range(0, signal.Rows).SelectMany(row => signal.Row(row).ToArray())];
}
