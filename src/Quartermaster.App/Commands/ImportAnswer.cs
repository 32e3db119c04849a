using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary>What an import has to say.</summary>
internal static class ImportAnswer
{
    private const int MostNamed = 10;

    internal static Answer Of(ImportResult result, Workspace workspace) => new(Headline(result))
    {
        Code = result.HasFindings ? ExitCode.DoneWithFindings : ExitCode.Done,
        Facts =
        [
            ("table", result.Table), ("rows_read", result.RowsRead), ("rows_taken", result.RowsTaken),
            ("rows_added", result.RowsAdded), ("rows_replaced", result.RowsReplaced),
            ("rows_rejected", result.RowsRejected), ("rows_repeated", result.RowsRepeated),
            ("rows_in_table", result.RowsInTable), ("fingerprint", result.Fingerprint),
            ("is_unchanged", result.IsUnchanged),
        ],
        Grids =
        [
            new("rules", "Why rows were rejected",
                [new("field", "Field"), new("rule", "Rule"), new("count", "Count"), new("example", "Example")],
                [.. result.Rules.Select(rule => (IReadOnlyList<object?>)
                    [rule.Field.Length > 0 ? rule.Field : "(row)", rule.Rule, rule.Count, rule.Example])]),
        ],
        Notes =
        [
            .. result.Notes,
            .. result.RejectFiles.Select(file => "Rejected rows: " + Path.GetRelativePath(workspace.Folder, file)),
            .. result.IsHeldBack ?
                [
                    "A stock file states all stock: a place without its row would count as empty, and the next plan "
                        + "would buy for it. So the table and the ledger are as they were. Correct the rejected rows, "
                        + "or take them out on purpose, and import the file again.",
                ]
                : result.RowsRejected > 0
                ? ["Correct them at the source and import the file again: good rows do not change."]
                : Array.Empty<string>(),
        ],
    };

    /// <summary>The same answer where the ledger could not be told of the stock, so that the table is as it was too.
    /// </summary>
    internal static Answer Refused(Answer answer, StockJudge judge) => answer with
    {
        Code = ExitCode.DoneWithFindings,
        Facts =
        [
            .. answer.Facts, ("ledger_outcome", judge.Outcome ?? ""),
            .. judge.Strangers > 0 ? [("unknown_codes", judge.Strangers)] : Array.Empty<(string, object)>(),
        ],
        Notes = [.. answer.Notes, .. judge.Words, "The table and the ledger are as they were."],
    };

    /// <summary>The same answer, with what was posted to the ledger.</summary>
    internal static Answer WithPosted(
        Answer answer, PostedStock posted, CatalogVersion catalog, DateOnly day, bool isStated)
    {
        var (result, cuts, purchases) = posted;
        var said = result.Outcome switch
        {
            Outcome.AlreadyPosted => StockWords.AlreadyPosted(isStated),
            Outcome.TooOld when result.NewerCount != default => StockWords.Older(day, result.NewerCount),
            Outcome.TooOld => StockWords.TooOld(day, result.RemembersFrom),
            _ => FormattableString.Invariant(
                $"Posted to the ledger as of {day:yyyy-MM-dd}: {Words.Count(result.Raised, "place")} ")
                + $"{(result.Raised == 1 ? "has" : "have")} more than before, "
                + FormattableString.Invariant($"{result.Lowered:#,0} less."),
        };
        var isOdd = result.Outcome == Outcome.TooOld || result.Refused > 0 || cuts > 0 || result.Kept is not null
            || result.Overdrawn is not null;
        var told = answer with
        {
            Code = isOdd ? ExitCode.DoneWithFindings : answer.Code,
            Facts =
            [
                .. answer.Facts, ("ledger_outcome", result.Outcome.ToString()), ("ledger_raised", result.Raised),
                ("ledger_lowered", result.Lowered), ("ledger_refused", result.Refused), ("claims_released", cuts),
                ("ledger_moved_since", result.Moved), ("ledger_kept", result.Kept?.Count ?? 0),
                ("ledger_overdrawn", result.Overdrawn?.Count ?? 0),
            ],
            Notes =
            [
                .. answer.Notes, said, .. StockWords.Of(result, catalog, day),
                .. result.Refused > 0
                    ? [$"{Words.Count(result.Refused, "row")} {(result.Refused == 1 ? "breaks" : "break")} a rule of "
                        + "the ledger, and nothing of that was posted."]
                    : Array.Empty<string>(),
                .. cuts > 0
                    ? [$"{Words.Count(cuts, "claim")} of orders {(cuts == 1 ? "was" : "were")} released: there is less "
                        + "than orders held."]
                    : Array.Empty<string>(),
            ],
        };
        return WithPurchases(told, purchases, posted.Cut ?? CutOrders.None);
    }

    /// <summary>The same answer, with what purchase orders and receipts changed in the ledger, and the orders that lost
    /// goods.</summary>
    internal static Answer WithPurchases(Answer answer, PurchaseFeedResult posted, CutOrders cut) => cut.In(
        posted == default || posted == new PurchaseFeedResult { IsOpen = true } ? answer
        : answer with
        {
            Code = posted.Refused > 0 ? ExitCode.DoneWithFindings : answer.Code,
            Facts =
            [
                .. answer.Facts, ("ledger_lines_ordered", posted.Lines), ("ledger_units_ordered", posted.UnitsOrdered),
                ("ledger_receipts", posted.Receipts), ("ledger_units_received", posted.UnitsReceived),
                ("ledger_units_cancelled", posted.UnitsCancelled), ("ledger_taken_as_told", posted.TakenAsTold),
                ("ledger_lines_late", posted.LateLines), ("ledger_lines_corrected", posted.Corrected),
                ("ledger_units_in_count", posted.UnitsInCount),
            ],
            Notes =
            [
                .. answer.Notes, FormattableString.Invariant(
                    $"Told to the ledger: {Words.Count(posted.UnitsOrdered, "unit")} on order, ")
                    + FormattableString.Invariant($"{posted.UnitsReceived:#,0} ")
                    + FormattableString.Invariant($"received, {posted.UnitsCancelled:#,0} no longer to come."),
                .. PurchaseWords(posted),
                .. posted.Refused > 0
                    ? [$"{Words.Count(posted.Refused, "line")} or deliveries break a rule of the ledger and were not "
                        + "posted."]
                    : Array.Empty<string>(),
            ],
        });

    private static IEnumerable<string> PurchaseWords(PurchaseFeedResult posted)
    {
        var from = FormattableString.Invariant($"{posted.RemembersFrom:yyyy-MM-dd}");
        if (posted.UnitsInCount > 0)
        {
            yield return $"{Words.Count(posted.UnitsInCount, "unit")} of deliveries from before the last count "
                + $"{(posted.UnitsInCount == 1 ? "is" : "are")} no longer on order: what came by then is in the count.";
        }

        if (posted.Corrected > 0)
        {
            yield return $"{Words.Count(posted.Corrected, "line")} that {(posted.Corrected == 1 ? "was" : "were")} on "
                + "order already will bring another number of units (units, or confirmed_units where that is less): "
                + "the ledger has the difference.";
        }

        if (posted.LateLines > 0)
        {
            yield return $"{Words.Count(posted.LateLines, "line")} from before {from} "
                + $"{(posted.LateLines == 1 ? "is" : "are")} still to come and on order now: the ledger remembers from "
                + "that day (ledger.rememberDays).";
        }

        if (posted.TakenAsTold > 0)
        {
            yield return $"{Words.Count(posted.TakenAsTold, "receipt")} from before {from} "
                + $"{(posted.TakenAsTold == 1 ? "counts" : "count")} as told then: the ledger remembers from that day "
                + "(ledger.rememberDays). Where one was not, count the shelf: qm import stock stock.csv";
        }
    }

    /// <summary>The same answer, with what the sales say has left.</summary>
    internal static Answer WithShipped(Answer answer, ShippedOrders shipped) => shipped == default ? answer
        : answer with
        {
            Facts =
            [
                .. answer.Facts, ("ledger_orders_shipped", shipped.Orders), ("ledger_units_shipped", shipped.Units),
                ("ledger_orders_released", shipped.Released),
            ],
            Notes =
            [
                .. answer.Notes, FormattableString.Invariant(
                    $"Told to the ledger: {Words.Count(shipped.Units, "unit")} of ")
                    + $"{Words.Count(shipped.Orders, "committed order")} left; what "
                    + $"{Words.Count(shipped.Released, "order")} still claimed is free again.",
            ],
        };

    /// <summary>The same answer, with a remark where the last day of sales stands alone: plans begin on the day after
    /// it, so one line with a wrong year moves them.</summary>
    internal static Answer WithLoneDay(Answer answer, LastSalesDays? days) => days is not { IsLone: true } ? answer
        : answer with
        {
            Notes =
            [
                .. answer.Notes, FormattableString.Invariant(
                    $"The last day of sales, {days.Last:yyyy-MM-dd}, is {days.Gap:#,0} days after the one before it, ")
                    + FormattableString.Invariant($"{days.Before:yyyy-MM-dd}. Plans begin on the day after the last: ")
                    + "if that line is a mistake, correct its day and import again, or plan with --as-of.",
            ],
        };

    private static string Headline(ImportResult result) => result switch
    {
        { RowsRead: 0 } => $"{result.Table}: the files have no rows; nothing was changed.",
        { IsHeldBack: true } => FormattableString.Invariant(
            $"{result.Table}: nothing was imported, because {result.RowsRejected:#,0} of ")
            + Words.Count(result.RowsRead, "row") + (result.RowsRejected == 1 ? " was rejected." : " were rejected."),
        { IsRefused: true } => $"{result.Table}: nothing was imported of {Words.Count(result.RowsRead, "row")}.",
        { RowsTaken: 0, RowsRejected: > 0 } => FormattableString.Invariant(
            $"{result.Table}: no row was taken; the table has {result.RowsInTable:#,0}, as before.")
            + Rejected(result),
        { IsUnchanged: true } => FormattableString.Invariant(
            $"{result.Table}: unchanged; the table has these rows already ({result.RowsInTable:#,0} in all).")
            + Rejected(result),
        { RowsBefore: > 0 } => $"{result.Table}: {Words.Count(result.RowsInTable, "row")} "
            + (result.RowsInTable == 1 ? "takes" : "take") + " the place of all "
            + FormattableString.Invariant($"{result.RowsBefore:#,0} that the table had.") + Rejected(result),
        _ => FormattableString.Invariant(
            $"{result.Table}: {Words.Count(result.RowsAdded, "row")} added, {result.RowsReplaced:#,0} replaced; ")
            + FormattableString.Invariant($"the table has {result.RowsInTable:#,0}.") + Rejected(result),
    };

    private static string Rejected(ImportResult result) => result.RowsRejected == 0 ? ""
        : $" {Words.Count(result.RowsRejected, "row")} {(result.RowsRejected == 1 ? "was" : "were")} rejected.";
}
