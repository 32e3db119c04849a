using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Health;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>Purchase order lines and receipts that say something else than the ledger has: by name, for nothing else
/// shows it.</summary>
internal static class LedgerDifferences
{
    private const int MostNamed = 10;

    /// <summary>The findings of a workspace; none without a ledger.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="ledger">Its ledger, as it was read.</param>
    /// <param name="now">What the clock shows: what is to come after that has not come yet.</param>
    internal static IEnumerable<HealthFinding> Find(Workspace workspace, GoodsLedger? ledger, Instant now)
    {
        if (ledger is null)
        {
            yield break;
        }

        var tables = workspace.Tables;
        var (catalog, receipts) = (tables.Catalog, tables.Read<Receipt>());
        var found = PurchaseDifferences.Of(ledger, tables.Read<PurchaseOrderLine>(), receipts);
        if (found.Lines.Count > 0)
        {
            yield return new(Severity.Warning, "purchase_orders", "line-of-other-goods", found.Lines.Count,
                [.. found.Lines.Take(MostNamed).Select(one => FormattableString.Invariant(
                    $"{one.Row.PurchaseOrder} line {one.Row.Line}: {catalog.CodeOf(one.Row.Product)} for ")
                    + $"{catalog.CodeOf(one.Row.ShipTo)}, was {catalog.CodeOf(one.Product)} for "
                    + catalog.CodeOf(one.ShipTo))],
                "the ledger has another product or place on order under these lines, and keeps that",
                "Close each line as it was told first, and give the other goods a line of their own: "
                    + "qm import purchase_orders FILE");
        }

        if (found.Receipts.Count > 0)
        {
            yield return new(Severity.Warning, "receipts", "receipt-told-otherwise", found.Receipts.Count,
                [.. found.Receipts.Take(MostNamed).Select(one => Named(one.Row)
                    + FormattableString.Invariant($" {one.Row.Units:#,0} {catalog.CodeOf(one.Row.Product)} at ")
                    + FormattableString.Invariant($"{catalog.CodeOf(one.Row.ShipTo)}, ")
                    + FormattableString.Invariant($"the ledger was told {one.Told:#,0}")
                    + (one.Told == one.Row.Units ? " of other goods, place or condition" : ""))],
                "the ledger was told these deliveries as something else before, and a delivery moves goods once",
                "Count the shelf: qm import stock stock.csv");
        }

        Receipt[] early = [.. receipts.Rows.ToArray().Where(row => row.Day > now.UtcDay.AddDays(1))];
        if (early.Length > 0)
        {
            yield return new(Severity.Warning, "receipts", "receipt-of-a-day-to-come", early.Length,
                [.. early.Take(MostNamed).Select(row => Named(row)
                    + FormattableString.Invariant($" of {row.Day:yyyy-MM-dd}"))],
                "the ledger has these deliveries on the shelf already, though they are dated after today",
                "If they have not come, take them out and count the shelf; if the day is wrong, correct it: "
                    + "qm import receipts FILE");
        }
    }

    /// <summary>The same answer to an import, with what there is to say; nothing is added where the ledger has what the
    /// tables say.</summary>
    internal static Answer In(Answer answer, Workspace workspace, Instant now)
    {
        HealthFinding[] found = [.. Find(workspace, WorkspaceLedger.ReadAt(workspace, now)?.Goods, now)];
        return found.Length == 0 ? answer : answer with
        {
            Code = ExitCode.DoneWithFindings,
            Facts = [.. answer.Facts, ("ledger_differences", found.Sum(one => one.Count))],
            Notes =
            [
                .. answer.Notes, .. found.Select(one =>
                    $"{Words.Count(one.Count, one.Table == "receipts" ? "receipt" : "line")}: {one.Cost} ("
                    + string.Join("; ", one.Examples)
                    + (one.Count > one.Examples.Count
                        ? FormattableString.Invariant($" and {one.Count - one.Examples.Count:#,0} more") : "")
                    + $"). {one.NextStep}"),
            ],
        };
    }

    private static string Named(in Receipt row) =>
        FormattableString.Invariant($"{row.PurchaseOrder} line {row.Line} part {row.Part}:");
}
