using System.CommandLine;
using Quartermaster.App.CommandLine;

namespace Quartermaster.App;

/// <summary>The command line, <c>qm</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Quartermaster: forecasts, buys, places, promises, fulfills, simulates, explains.");
        foreach (var option in Invocation.Shared)
        {
            root.Add(option);
        }

        var parsed = root.Parse(arguments);
        var code = parsed.Invoke();
        return parsed.Errors.Count > 0 ? (int)ExitCode.WrongUse : code;
    }
}
