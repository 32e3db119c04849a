using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Quartermaster.App.CommandLine;

/// <summary>What <c>qm --help</c> shows: every command in a line, by what one wants to do. The help of a command is the
/// library's own.</summary>
/// <param name="ofCommands">The library's help.</param>
internal sealed class RootHelp(HelpAction ofCommands) : SynchronousCommandLineAction
{
    private const string More = "More";

    private static readonly (string Group, (string Command, string Line)[] Lines)[] s_groups =
    [
        ("Begin",
        [
            ("demo", "The whole story in minutes: a retailer planned, simulated, compared, in one report."),
            ("init", "Makes a workspace, empty or with a generated retailer."),
            ("import", "Imports CSV or Parquet files into a table, or a known data set."),
            ("check", "Says what is missing, odd or assumed, and what each gap costs the plan."),
        ]),
        ("Plan the day",
        [
            ("plan", "All steps in order; saves a run, and releases what is on automatic."),
            ("forecast", "What customers will want, by day and week."),
            ("target", "How much to own, in the network and at each center."),
            ("buy", "What to order from which vendor today."),
            ("place", "To which centers it goes, under their limits."),
            ("override", "Human decisions that replace computed ones, until they end."),
            ("release", "Posts a run's purchase orders, once, if the gate lets them pass."),
        ]),
        ("Serve orders",
        [
            ("promise", "By when a cart can be delivered at each speed, and why not sooner."),
            ("calibrate", "How often promises were late, and what honest ones would have been."),
            ("fulfill", "Decides which centers ship orders, and commits them in the ledger."),
            ("ship", "Tells the ledger which committed orders have left."),
            ("serve", "Promises, orders and stock over HTTP and gRPC, until Ctrl-C."),
            ("keys", "Who may use the service."),
            ("webhooks", "Who is told what becomes of orders."),
        ]),
        ("Understand",
        [
            ("why", "Why so many units of a product: the reasons, adding up."),
            ("runs", "Lists the finished plans."),
            ("show", "What a run was made of and what it holds."),
            ("diff", "The largest changes between two runs, with reasons."),
            ("query", "Answers a question in SQL over tables and runs."),
            ("simulate", "Our policy against practice in the same worlds, with intervals."),
        ]),
        ("Keep house",
        [
            ("export", "Writes a table, or a part of a run, to a file."),
            ("clean", "Removes what no run names any more."),
            ("bench", "The figures of this machine, beside their floors."),
        ]),
    ];

    private static readonly string[] s_examples =
        ["qm demo", "qm init shop --sample retail --products 2000", "qm plan --workspace shop"];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => ofCommands.ClearsParseErrors;

    /// <summary>Shows this page as the help of the root.</summary>
    internal static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new RootHelp((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root)
        {
            return ofCommands.Invoke(parseResult);
        }

        foreach (var line in Page(root))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(line);
        }

        return 0;
    }

    private static IEnumerable<string> Page(RootCommand root)
    {
        var left = root.Subcommands.ToDictionary(command => command.Name);
        var width = left.Keys.Max(name => name.Length);
        yield return root.Description!;
        yield return "";
        yield return "qm COMMAND [options]; qm COMMAND --help shows the command's options, with examples.";
        foreach (var (group, lines) in s_groups)
        {
            yield return "";
            yield return group;
            foreach (var (name, line) in lines.Where(line => left.Remove(line.Command)))
            {
                yield return $"  {name.PadRight(width)}  {line}";
            }
        }

        if (left.Count > 0)
        {
            yield return "";
            yield return More;
            foreach (var name in left.Keys.Order(StringComparer.Ordinal))
            {
                yield return $"  {name}";
            }
        }

        yield return "";
        yield return "Options of every command";
        var names = Invocation.Shared.ToDictionary(NameOf, option => option.Description);
        foreach (var (name, meaning) in names)
        {
            yield return $"  {name.PadRight(names.Keys.Max(other => other.Length))}  {meaning}";
        }

        yield return "";
        yield return "Examples";
        foreach (var example in s_examples)
        {
            yield return $"  {example}";
        }
    }

    private static string NameOf(Option option) => string.Join(", ", option.Aliases.Order().Append(option.Name))
        + (option.HelpName is { } help ? $" {help}" : option.ValueType == typeof(bool) ? "" : " N");
}
