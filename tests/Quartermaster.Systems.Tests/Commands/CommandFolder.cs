using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>What a process said and how it ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    internal JsonObject Json => JsonNode.Parse(Output)!.AsObject();
}

/// <summary>A workspace folder of a test, with the program to run on it.</summary>
internal sealed class CommandFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qm-orders-");

    internal string Folder => Path.Combine(_folder.FullName, "shop");

    /// <summary>Runs the program.</summary>
    internal static CommandRun Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "qm.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs the program on this workspace.</summary>
    internal CommandRun Run(params string[] arguments) => Start([.. arguments, "--workspace", Folder]);

    /// <summary>Writes a file beside the workspace.</summary>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>An independent copy of the workspace.</summary>
    internal CommandFolder Copy()
    {
        var copy = new CommandFolder();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
