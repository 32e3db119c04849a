using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm import</c>: files into a table; stock, purchases and shipments into the ledger too; known data sets
/// whole.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> s_table = new("TABLE")
    {
        Description = $"A table ({string.Join(", ", KnownTables.ByName.Keys.Order(StringComparer.Ordinal))}), or a "
            + "known data set (online-retail, m5, olist).",
    };

    private static readonly Argument<string[]> s_files = new("FILE")
    {
        Description = "CSV, plain or gzip, or Parquet; told from the content. For m5 and olist, the folder.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> s_map = new("--map")
    {
        Description = "A JSON file that says which of the file's columns is which, its delimiter, encoding and date "
            + "formats: docs/import.md.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> s_replace = new("--replace")
    {
        Description = "The files become the whole table; otherwise rows of the same key are replaced, others kept. "
            + "Stock is always replaced: a stock file states all stock, so it is taken whole or not at all. A known "
            + "data set goes into a workspace with sales of something else only so.",
    };

    private static readonly Option<DateOnly?> s_asOf = DayOption.Create("--as-of",
        "For stock: the day at whose start (UTC) it was so; default: the day after the last sale.");

    internal static Command Create() => CommandFactory.Create(
        "import",
        "Imports files into a table. Good rows land, bad rows are listed under rejects/ (exit code 1).",
        ["qm import sales sales-2025.csv sales-2026.csv.gz", "qm import products items.csv --map items-map.json",
            "qm import stock stock.csv", "qm import online-retail online_retail_II.csv.gz", "qm import m5 m5-files",
            "qm import olist olist-files"],
        [s_table, s_files, s_map, s_replace, s_asOf],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var table = invocation.Get(s_table);
        if (table is OnlineRetailImport.Name or M5Import.Name or OlistImport.Name)
        {
            if (invocation.Get(s_map) is not null || invocation.Get(s_asOf) is not null)
            {
                throw new UserException($"{table} is a known data set: its columns and days are known.",
                    "Leave --map and --as-of out.", ExitCode.WrongUse);
            }

            var (files, replaces) = (invocation.Get(s_files), invocation.Get(s_replace));
            return table == M5Import.Name ? M5Import.Run(invocation, files, replaces)
                : table == OlistImport.Name ? OlistImport.Run(invocation, files, replaces)
                : OnlineRetailImport.Run(invocation, files, replaces);
        }

        if (!KnownTables.ByName.ContainsKey(table))
        {
            throw Unknown(table);
        }

        var isStock = table == "stock";
        if (!isStock && invocation.Get(s_asOf) is not null)
        {
            throw new UserException($"--as-of says when stock was so; {table} has days of its own.",
                "Leave --as-of out.", ExitCode.WrongUse);
        }

        var workspace = Workspaces.Open(invocation);
        var mapping = invocation.Get(s_map) is { } file ? ImportMapping.Read(file) : ImportMapping.None;
        var late = table == "purchase_orders" ? LateOrders.Of(workspace, invocation.Now) : LateOrders.None;
        using var progress = new Progress(invocation.Clock);
        var day = invocation.Get(s_asOf) ?? (isStock ? Workspaces.Today(workspace, invocation.Clock) : default);
        if (isStock)
        {
            RequireNear(day, workspace, invocation);
        }

        var judge = isStock ? new StockJudge(workspace, day, invocation.Get(s_asOf) is not null) : null;
        var result = new Importer(workspace).Import(table, invocation.Get(s_files), new()
        {
            Mapping = mapping,
            IsReplacement = isStock || invocation.Get(s_replace),
            IsAllOrNothing = isStock,
            Judge = judge,
            Progress = new ImportReport(progress),
        }, invocation.Cancel);
        progress.Report("telling the ledger", 1);
        var answer = ImportAnswer.Of(result, workspace);
        return table switch
        {
            "stock" when result.IsHeldBack => answer,
            "stock" when result.IsRefused => ImportAnswer.Refused(answer, judge!),
            "stock" => PostStock(invocation, workspace, answer, judge!.Count),
            "purchase_orders" when PostPurchases(invocation, workspace, answer) is var posted =>
                LateOrders.Of(workspace, invocation.Now).Since(late).In(posted),
            "receipts" => PostPurchases(invocation, workspace, answer),
            "sales" => ImportAnswer.WithLoneDay(LedgerFeed.PostShipments(workspace, invocation.Now) is { } shipped
                ? ImportAnswer.WithShipped(answer, shipped) : answer, LastSalesDays.Of(workspace.Tables)),
            _ => answer,
        };
    }

    private static Answer PostPurchases(Invocation invocation, Workspace workspace, Answer answer) =>
        LedgerDifferences.In(PostedPurchases(invocation, workspace, answer), workspace, invocation.Now);

    private static Answer PostedPurchases(Invocation invocation, Workspace workspace, Answer answer)
    {
        try
        {
            return LedgerFeed.PostPurchases(workspace, invocation.Now) is var (told, cut)
                ? ImportAnswer.WithPurchases(answer, told, cut) : answer;
        }
        catch (LedgerInServiceException)
        {
            // Which orders that takes goods from is known before the service has done so.
            return LedgerFeed.Foresee(workspace, invocation.Now).In(answer with
            {
                Notes =
                [
                    .. answer.Notes, "The service has the ledger open, and tells it within half a minute: then "
                        + "/v1/service (purchases) has what that did.",
                ],
            }, isToCome: true);
        }
    }

    // A wrong year would stand for good: every right count after it would be the older one.
    private static void RequireNear(DateOnly day, Workspace workspace, Invocation invocation)
    {
        var (tomorrow, taken) = (invocation.Now.UtcDay.AddDays(1), Workspaces.Today(workspace, invocation.Clock));
        if (invocation.Get(s_asOf) is not null && day > tomorrow && day > taken)
        {
            throw new UserException(StockWords.TooLate(day, tomorrow, taken),
                "Say the day at whose start the stock was so, or leave --as-of out.", ExitCode.WrongUse);
        }
    }

    private static Answer PostStock(Invocation invocation, Workspace workspace, Answer answer, StockCount count)
    {
        var isStated = invocation.Get(s_asOf) is not null;
        var posted = LedgerOpening.Post(workspace, Domain.Instant.Of(count.Day), count.IsNamedByDay,
            Workspaces.LedgerNow(workspace, invocation.Now));
        var isAssumed = !count.IsNamedByDay && workspace.Tables.Count("sales") == 0;
        return ImportAnswer.WithPosted(
            isAssumed && posted.Result.Outcome == Domain.Goods.Outcome.Posted ? WithToday(answer, count.Day) : answer,
            posted, workspace.Tables.Catalog, count.Day, isStated);
    }

    // Plans begin on the day after the last sale, which may be long before the machine's day.
    private static Answer WithToday(Answer answer, DateOnly day) => answer with
    {
        Notes =
        [
            .. answer.Notes, FormattableString.Invariant(
                $"There are no sales yet, so the stock counts as of this machine's day, {day:yyyy-MM-dd} (UTC). ")
                + "Import sales first, or say when it was so with --as-of.",
        ],
    };

    private static UserException Unknown(string table)
    {
        var near = NearNames.Of(table, 
            [.. KnownTables.ByName.Keys, OnlineRetailImport.Name, M5Import.Name, OlistImport.Name]);
        return new($"There is no table '{table}'.",
            near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? All of them: qm import --help"
                : $"Use one of: {string.Join(", ", KnownTables.ByName.Keys.Order(StringComparer.Ordinal))}.",
            ExitCode.WrongUse);
    }
}

/// <summary>Shows how far an import is.</summary>
internal sealed class ImportReport(Progress progress) : IProgress<ImportProgress>
{
    public void Report(ImportProgress value) => progress.Report(
        FormattableString.Invariant($"{value.File}: {Words.Count(value.Rows, "row")}"),
        value.BytesTotal == 0 ? 0 : (double)value.BytesRead / value.BytesTotal);
}
