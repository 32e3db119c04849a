using System.CommandLine;
using System.Text.Json.Nodes;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm init</c>: a new workspace, empty or with a generated retailer.</summary>
internal static class InitCommand
{
    private static readonly Argument<string> s_folder = new("DIR") { Description = "The folder to make." };

    private static readonly Option<string?> s_sample = new("--sample")
    {
        Description = "Fill it with a generated retailer: retail.",
    };

    private static readonly Option<int> s_products = new("--products")
    {
        Description = "Products of the sample, 200 to 1,000,000.",
        DefaultValueFactory = _ => 2_000,
    };

    private static readonly Option<int> s_centers = new("--centers")
    {
        Description = "Fulfillment centers of the sample, 4 to 64.",
        DefaultValueFactory = _ => 8,
    };

    private static readonly Option<int> s_days = new("--days")
    {
        Description = "Days of history of the sample, 60 to 3,650.",
        DefaultValueFactory = _ => 730,
    };

    private static readonly Option<int> s_shards = new("--shards")
    {
        Description = "Shards of the ledger, 1 to 64: fixed from then on (ledger.shards in the settings).",
        DefaultValueFactory = _ => 1,
    };

    internal static Command Create()
    {
        s_shards.Require(shards => shards is >= 1 and <= 64, shards => $"--shards is {shards}: it must be 1 to 64.");
        s_sample.AcceptOnlyFromAmong("retail");
        return CommandFactory.Create(
            "init",
            "Makes a new workspace, empty or with a generated retailer.",
            ["qm init shop", "qm init demo --sample retail --products 5000 --centers 12",
                "qm init shop --shards 4"],
            [s_folder, s_sample, s_products, s_centers, s_days, s_shards],
            Run);
    }

    private static Answer Run(Invocation invocation)
    {
        var name = invocation.Get(s_folder);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new UserException("DIR is empty.", "Name the folder to make, for example: qm init shop",
                ExitCode.WrongUse);
        }

        var folder = Path.GetFullPath(name);
        if (invocation.Get(s_sample) is null)
        {
            RequireSample(invocation);
            Workspace.Create(folder, SettingsOf(invocation));
            return new($"Made the workspace {folder}.")
            {
                Notes = [$"Next: qm import products products.csv --workspace {Hints.Quote(folder)}"],
            };
        }

        var sample = new SampleRetail
        {
            Products = invocation.Get(s_products),
            Facilities = invocation.Get(s_centers),
            Days = invocation.Get(s_days),
            Seed = invocation.Seed ?? 1,
        };
        if (sample.Check().FirstOrDefault() is { } wrong)
        {
            throw new UserException(wrong, "Nothing was made.", ExitCode.WrongUse);
        }

        var sizes = SizeEstimate.Of(sample);
        var (rows, megabytes) = (sizes.Sum(size => size.Rows), sizes.Sum(size => size.Bytes) / 1e6);
        Console.Error.WriteLine(FormattableString.Invariant(
            $"About {rows:#,0} rows, {megabytes:#,0} MB, in {folder}"));
        var tables = Make(invocation, folder, sample).Tables;
        return new($"Made the sample retailer in {folder}.")
        {
            Grids =
            [
                new("tables", "Tables", [new("table", "Table"), new("rows", "Rows")],
                    [.. tables.Names.Order(StringComparer.Ordinal)
                        .Select(name => (IReadOnlyList<object?>)[name, tables.Count(name)])]),
            ],
            Notes = [$"Next: qm plan --workspace {Hints.Quote(folder)}"],
        };
    }

    private static Workspace Make(Invocation invocation, string folder, SampleRetail sample)
    {
        using var progress = new Progress(invocation.Clock);
        try
        {
            return SampleWorkspace.Create(
                folder, sample, SettingsOf(invocation), invocation.Threads,
                share => progress.Report("generating", share), invocation.Cancel);
        }
        catch (OperationCanceledException) when (invocation.Cancel.IsCancellationRequested)
        {
            throw new UserException("Stopped by Ctrl-C: nothing was made.",
                $"Make it again: qm init {Hints.Quote(folder)} --sample retail", ExitCode.Stopped);
        }
    }

    private static WorkspaceSettings SettingsOf(Invocation invocation) => new()
    {
        Seed = invocation.Seed ?? 1,
        Policies = invocation.Get(s_shards) is > 1 and var shards
            ? new() { ["ledger"] = new JsonObject { ["shards"] = shards } } : [],
    };

    // Options of the sample alone are refused rather than passed over.
    private static void RequireSample(Invocation invocation)
    {
        Option[] ofSample = [s_products, s_centers, s_days];
        if (ofSample.FirstOrDefault(option => invocation.Parsed.GetResult(option) is { Implicit: false }) is { } odd)
        {
            throw new UserException($"{odd.Name} is of a generated retailer, and --sample is missing.",
                $"Add --sample retail, or leave {odd.Name} out for an empty workspace.", ExitCode.WrongUse);
        }
    }
}
