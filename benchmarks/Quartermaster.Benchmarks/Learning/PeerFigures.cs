using System.Globalization;
using System.Text.Json;

namespace Quartermaster.Benchmarks.Learning;

/// <summary>Our engine and PyTorch on the same data from the same weights, each on one thread, in one run: "dotnet run
/// -c Release -- learning-peer [--install]".</summary>
/// <remarks>The network: 180 forks of 28 × 9 outputs, 15.8 thousand parameters, 32-bit floats, pinball loss, Adam.
/// Rates are by processor time and taken in turns, because the machine may do other work beside it. Ours lays out its
/// distribution of counts too, which the peer does not have.</remarks>
internal static class PeerFigures
{
    private const string Python = "/usr/bin/python3";
    private const int Steps = 60;
    private const int Rounds = 3;
    private const double Seconds = 8;

    // Without OpenBLAS Debian's PyTorch multiplies with the reference library, a third slower.
    private static readonly string[] s_packages = ["python3-torch", "libopenblas0"];

    internal static int Print(bool installs)
    {
        if (!Peers.IsThere(installs, s_packages, [Python, "-c", "import torch, numpy"]))
        {
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("learning-peer").FullName;
        try
        {
            Compare(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static void Compare(string folder)
    {
        var (shape, ours) = (PeerWindows.Shape, new OurLearning(PeerWindows.Shape));
        ours.Write(folder);
        File.WriteAllText(Path.Combine(folder, "network.json"), JsonSerializer.Serialize(new
        {
            shape.Window, shape.Forks, shape.Horizons, shape.Levels, shape.Dilations, shape.Channels,
            shape.GlobalUnits, shape.LocalUnits, shape.PastFeatures, shape.DayFeatures, shape.ProductFeatures,
            PeerWindows.Batch, Windows = PeerWindows.Count, Reach = ours.ForecastShape.Window, Steps,
        }));
        var forecasts = ours.Forecasts(16);
        var losses = ours.Losses(Steps);
        Say($"Ours: .NET {Environment.Version}, {ours.Parameters:N0} parameters, those of the count head among them.");
        var rounds = new List<(double Training, double Forecasting)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (trained, forecast) = (ours.TrainingRate(Seconds), ours.ForecastRate(Seconds / 2));
            var theirs = Ask(folder, Seconds);
            if (round == 0)
            {
                PrintLosses(losses, theirs, forecasts);
            }

            rounds.Add((trained / theirs.Trained.Max(), forecast / theirs.Forecast.Max()));
            Say($"Round {round + 1}, a processor second:");
            Say($"  windows trained {trained:N0} against {theirs.Trained.Max():N0}: {rounds[^1].Training:N2} x");
            Say($"  series forecast {forecast:N0} against {theirs.Forecast.Max():N0}: {rounds[^1].Forecasting:N2} x");
            Say($"  theirs by batches of 8, 16, 48: {string.Join(", ", theirs.Trained.Select(one => $"{one:F0}"))}");
        }

        var training = rounds.Select(one => one.Training).Order().ElementAt(Rounds / 2);
        var forecasting = rounds.Select(one => one.Forecasting).Order().ElementAt(Rounds / 2);
        Say($"Median of {Rounds}: training {training:N2} x, forecasting {forecasting:N2} x.");
    }

    private static void PrintLosses(double[] losses, PeerAnswer theirs, double[] forecasts)
    {
        Say($"Theirs: {theirs.About}.");
        foreach (var step in (int[])[1, 10, Steps])
        {
            var (own, other) = (losses[step - 1], theirs.Losses[step - 1]);
            Say($"Loss of step {step}: ours {own:F6}, theirs {other:F6}, {Math.Abs(own - other) / other:E1} apart.");
        }

        var apart = forecasts.Zip(theirs.Forecasts, (own, other) => Math.Abs(own - other) / Math.Abs(other)).Max();
        Say($"Forecasts from the first weights: sums by window at most {apart:E1} apart.");
    }

    private static PeerAnswer Ask(string folder, double seconds)
    {
        var text = Peers.Ask(new(
            Python,
            [Peers.Script("learning_peer.py"), folder, seconds.ToString(CultureInfo.InvariantCulture)]));
        return JsonSerializer.Deserialize<PeerAnswer>(text)
            ?? throw new InvalidOperationException("PyTorch's side did not answer: " + text);
    }

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record PeerAnswer(
        string About, double[] Losses, double[] Forecasts, double[] Trained, double[] Forecast);
}
