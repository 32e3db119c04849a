using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The built program as a real process.</summary>
internal static class QmProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command to its end.</summary>
    internal static Ended Run(params string[] arguments)
    {
        using var process = Start(arguments);
        return End(process);
    }

    /// <summary>Starts a command with more in its environment.</summary>
    internal static Process StartWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartIn(Directory.GetCurrentDirectory(), environment, arguments);

    /// <summary>Starts a command that a test wants to disturb.</summary>
    internal static Process Start(params string[] arguments) =>
        StartIn(Directory.GetCurrentDirectory(), arguments);

    /// <summary>Starts a command in a folder.</summary>
    internal static Process StartIn(string folder, params string[] arguments) =>
        StartIn(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Asks a process to stop, as an operator does.</summary>
    internal static void Stop(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static Process StartIn(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A runner that was started in the background hands on that Ctrl-C is to be ignored; env undoes it.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        string[] first = OperatingSystem.IsLinux() ? ["--default-signal=INT", "dotnet"] : [];
        foreach (var word in first.Append(Path.Combine(AppContext.BaseDirectory, "qm.dll")).Concat(arguments))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for its end, reading both streams so that it never waits for us.</summary>
    internal static Ended End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"qm {string.Join(' ', process.StartInfo.ArgumentList)} did not end.");
        }

        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}

/// <summary>What a process left.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Ended(int Code, string Output, string Error)
{
    internal JsonNode Json => JsonNode.Parse(Output)!;
}
