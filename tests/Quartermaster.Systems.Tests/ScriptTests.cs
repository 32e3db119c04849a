using System.Diagnostics;
using Xunit;

namespace Quartermaster.Systems.Tests;

/// <summary>The scripts at the root, with a <c>dotnet</c> that has no SDK to build with.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string Unfit = """
        #!/bin/sh
        [ "$1" = --list-sdks ] && { echo "9.0.305 [/usr/share/dotnet/sdk]"; exit 0; }
        echo "The command could not be loaded, possibly because:"
        echo "  * You intended to execute a .NET SDK command:"
        echo "      A compatible .NET SDK was not found."
        exit 155
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("quartermaster-");

    [Theory]
    [InlineData("qm")]
    [InlineData("test")]
    public void Say_which_sdk_is_needed_where_dotnet_has_another(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a shell.");
        foreach (var file in (string[])[script, "global.json"])
        {
            File.Copy(Repository.PathOf(file), Path.Combine(_root.FullName, file));
        }

        var tools = _root.CreateSubdirectory("tools").FullName;
        var dotnet = Path.Combine(tools, "dotnet");
        File.WriteAllText(dotnet, Unfit.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("bash", [Path.Combine(_root.FullName, script), "--help"])
        {
            RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["PATH"] = tools + ":" + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(3, process.ExitCode);
        Assert.All(["10.0.100 or later", "9.0.305", "https://dotnet.microsoft.com/download/dotnet/10.0"],
            part => Assert.Contains(part, said, StringComparison.Ordinal));
    }

    public void Dispose() => _root.Delete(recursive: true);
}
