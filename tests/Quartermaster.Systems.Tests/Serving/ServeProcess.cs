using System.Diagnostics;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary><c>qm serve</c> as a process of its own, on free ports.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private static readonly Dictionary<string, string> s_nothing = [];

    private readonly Process _process;

    private ServeProcess(Process process, string line)
    {
        (_process, Line) = (process, line);
        Assert.StartsWith("Serving at http", line, StringComparison.Ordinal);
        Address = line.Split(' ')[2].TrimEnd('.', ',');
        RpcAddress = line.Split(", gRPC at ") is [_, var rest] ? rest.Split(' ')[0].TrimEnd('.') : Address;
    }

    /// <summary>What it said first.</summary>
    internal string Line { get; }

    internal string Address { get; }

    internal string RpcAddress { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    internal static async Task<ServeProcess> StartAsync(
        string folder, string[] more, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = QmProcess.StartWith(
            environment ?? s_nothing, ["serve", "-w", folder, "--listen", "127.0.0.1:0", .. more]);
        try
        {
            return new(process, await process.StandardError.ReadLineAsync() ?? "");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Asks it to stop and waits until it says that it does.</summary>
    internal async Task BeginStopAsync()
    {
        QmProcess.Stop(_process);
        while (await _process.StandardError.ReadLineAsync() is { } line
            && !line.StartsWith("Stopping", StringComparison.Ordinal))
        {
            // What it said before.
        }
    }

    /// <summary>Waits until it has ended.</summary>
    internal Ended End() => QmProcess.End(_process);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>Makes a key of a workspace.</summary>
    internal static string KeyOf(string folder, string role) => (string)QmProcess.Run(
        "keys", "add", role, "--role", role, "--json", "-w", folder).Json["key"]!;
}
