using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Commands;

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

        root.Add(BenchCommand.Create());
        root.Add(FulfillCommand.Create());
        root.Add(InitCommand.Create());
        root.Add(PromiseCommand.Create());
        root.Add(SimulateCommand.Create());
        var parsed = root.Parse(arguments);
        var code = parsed.Invoke();
        return parsed.Errors.Count > 0 ? (int)ExitCode.WrongUse : code;
    }
}
