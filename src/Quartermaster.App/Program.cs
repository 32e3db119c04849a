using System.CommandLine;
using System.CommandLine.Invocation;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Commands;

namespace Quartermaster.App;

/// <summary>The command line, <c>qm</c>.</summary>
internal static class Program
{
    /// <summary>The whole command line.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Quartermaster: forecasts, buys, places, promises, fulfills, simulates, explains.");
        foreach (var option in Invocation.Shared)
        {
            root.Add(option);
        }

        root.Add(BenchCommand.Create());
        root.Add(BuyCommand.Create());
        root.Add(CalibrateCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(CleanCommand.Create());
        root.Add(DemoCommand.Create());
        root.Add(DiffCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(ForecastCommand.Create());
        root.Add(FulfillCommand.Create());
        root.Add(ShipCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(InitCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(OverrideCommand.Create());
        root.Add(PlaceCommand.Create());
        root.Add(PlanCommand.Create());
        root.Add(PromiseCommand.Create());
        root.Add(QueryCommand.Create());
        root.Add(ReleaseCommand.Create());
        root.Add(RunsCommand.Create());
        root.Add(ServeCommand.Create());
        root.Add(ShowCommand.Create());
        root.Add(SimulateCommand.Create());
        root.Add(TargetCommand.Create());
        root.Add(WebhooksCommand.Create());
        root.Add(WhyCommand.Create());
        RootHelp.AddTo(root);
        return root;
    }

    private static int Main(string[] arguments)
    {
        try
        {
            var parsed = Root().Parse(HelpWords.Of(arguments));
            if (WrongWords.OfUnknownOptions(parsed) is { Length: > 0 } unknown)
            {
                Array.ForEach(unknown, Console.Error.WriteLine);
                return (int)ExitCode.WrongUse;
            }

            if (parsed.Action is not ParseErrorAction || arguments.Length == 0)
            {
                return parsed.Invoke() is var code && parsed.Errors.Count > 0 ? (int)ExitCode.WrongUse : code;
            }

            // The line that matters, not the whole help after it.
            foreach (var line in WrongWords.Of(parsed))
            {
                Console.Error.WriteLine(line);
            }

            return (int)ExitCode.WrongUse;
        }
        catch (Exception exception)
        {
            // Commands end their own errors; this one is of reading the arguments.
            Console.Error.WriteLine(Crash.Report(
                exception, arguments.FirstOrDefault() ?? "", Path.GetTempPath(), TimeProvider.System.GetUtcNow()));
            return (int)ExitCode.Failed;
        }
    }
}
