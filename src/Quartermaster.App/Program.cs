using System.CommandLine;

namespace Quartermaster.App;

/// <summary>The command line, <c>qm</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) =>
        new RootCommand("Quartermaster: forecasts, buys, places, promises, fulfills, simulates and explains.")
            .Parse(arguments).Invoke();
}
