using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Import.KnownSets;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm import online-retail FILE</c>: the known data set, the network laid over it, its stock.</summary>
internal static class OnlineRetailImport
{
    internal const string Name = "online-retail";
    private const string Currency = "GBP";

    // Invoices.
    private const string Orders = "[0-9]{6}";

    internal static Answer Run(Invocation invocation, string[] files, bool replaces)
    {
        if (files.Length != 1)
        {
            throw new UserException($"{Name} is one file, and {files.Length} were named.",
                $"qm import {Name} online_retail_II.csv.gz", ExitCode.WrongUse);
        }

        var workspace = Workspaces.Open(invocation);
        KnownSets.RequireOwn(workspace, Name, Orders, replaces);
        using var progress = new Progress(invocation.Clock);
        using var held = workspace.LockForWriting();
        var seed = invocation.Seed ?? workspace.Settings.Seed;
        var report = new OnlineRetail(workspace).Import(files[0], seed, new ImportReport(progress), invocation.Cancel);
        if (workspace.Settings.Currency != Currency)
        {
            workspace.Save(workspace.Settings with { Currency = Currency });
        }

        LedgerOpening.Post(workspace, LedgerOpening.When(workspace, invocation.Clock));
        return AnswerOf(report);
    }

    private static Answer AnswerOf(OnlineRetailReport report) => new(
        (report.IsUnchanged ? "Online Retail II: unchanged; " : "Online Retail II: ") + FormattableString.Invariant(
            $"{Words.Count(report.Sales, "sale")} of {Words.Count(report.Units, "unit")} in {Currency}, of ")
            + $"{Words.Count(report.Lines, "line")}.")
    {
        Facts =
        [
            ("lines", report.Lines), ("sales", report.Sales), ("units", report.Units),
            ("revenue", (decimal)report.RevenueMicros / 1_000_000m), ("currency", Currency),
            ("cancelled_sales", report.CancelledSales), ("returns", report.Returns),
            ("matched_returns", report.MatchedReturns), ("unmatched_returns", report.UnmatchedReturns),
            ("write_offs", report.WriteOffs), ("free_lines", report.FreeLines), ("services", report.Services),
            ("adjustments", report.Adjustments), ("lines_without_customer", report.LinesWithoutCustomer),
            ("is_unchanged", report.IsUnchanged),
        ],
        Grids =
        [
            new("tables", "Tables", [new("table", "Table"), new("rows", "Rows"), new("is_assumed", "Assumed")],
                [.. report.Tables.OrderBy(table => table.Key, StringComparer.Ordinal)
                    .Select(table => (IReadOnlyList<object?>)
                        [table.Key, table.Value, report.AssumedTables.Contains(table.Key)])]),
        ],
        Notes =
        [
            "Sales, returns and prices are real; assumed tables are stated, seeded assumptions: docs/online-retail.md.",
            "Next: qm check",
        ],
    };
}
