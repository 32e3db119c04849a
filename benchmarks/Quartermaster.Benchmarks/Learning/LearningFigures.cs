using System.Diagnostics;
using System.Globalization;

namespace Quartermaster.Benchmarks.Learning;

/// <summary>Training windows and forecasts a processor second on one thread: "dotnet run -c Release -- learning".
/// </summary>
internal static class LearningFigures
{
    internal static void Print()
    {
        Print("small", PeerWindows.Shape);
        Print("usual", PeerWindows.Shape with { Forks = 112, Channels = 32, GlobalUnits = 128, LocalUnits = 32 });
    }

    private static void Print(string name, Forecasting.Neural.NetworkShape shape)
    {
        var ours = new OurLearning(shape);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {ours.Parameters:N0} parameters, {shape.Forks} forks of {shape.Horizons} x "
            + $"{shape.Levels.Length}: {ours.TrainingRate(6):N0} windows trained and "
            + $"{ours.ForecastRate(3):N0} series forecast a processor second"));
    }
}

/// <summary>Processor time of this process.</summary>
internal static class ProcessorTime
{
    internal static double Seconds
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>How often something is done a processor second, after some times that do not count.</summary>
    /// <param name="seconds">How long to measure.</param>
    /// <param name="first">Times that do not count.</param>
    /// <param name="run">Does it once and says how much that was.</param>
    internal static double Rate(double seconds, int first, Func<int> run)
    {
        for (var i = 0; i < first; i++)
        {
            run();
        }

        var (start, done, spent) = (Seconds, 0L, 0.0);
        while (spent < seconds)
        {
            done += run();
            spent = Seconds - start;
        }

        return done / spent;
    }
}
