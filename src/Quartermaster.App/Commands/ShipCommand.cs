using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm ship</c>: tells the ledger that committed orders have left.</summary>
internal static class ShipCommand
{
    private const int MostShown = 20;
    private const int MostNamed = 5;

    private static readonly Option<DateOnly?> s_through =
        DayOption.Create("--through", "Ship what was to leave by the end of this day.");

    private static readonly Option<string?> s_order = new("--order")
    {
        Description = "Ship one order whole, whenever it was to leave.",
        HelpName = "CODE",
    };

    internal static Command Create() => CommandFactory.Create(
        "ship",
        "Tells the ledger that committed orders have left, so that their goods are no longer on hand. Again, it "
            + "changes nothing. Sales that are imported with the column shipped do the same. A parcel that waits for "
            + "goods on their way to its center is left alone until all of it is there, and named.",
        ["qm ship --through 2026-04-03", "qm ship --order A-1001"],
        [s_through, s_order],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var (through, order) = (invocation.Get(s_through), invocation.Get(s_order));
        if (through is null == order is null)
        {
            throw new UserException("Say what has left: everything that was to leave by a day, or one order.",
                "For example: qm ship --through 2026-04-03, or: qm ship --order A-1001", ExitCode.WrongUse);
        }

        var workspace = Workspaces.Open(invocation);
        var ledger = WorkspaceLedger.Read(workspace, invocation.Now)?.Goods
            ?? throw new UserException("Nothing is committed: the workspace has no ledger yet.",
                "Next: qm fulfill orders.csv");
        var all = ledger.Due(DateOnly.MaxValue);
        var due = order is null ? Array.FindAll(all, one => one.ShipDay <= through) : DueOf(ledger, order, all);
        var allWaiting = ledger.DueAndWaiting(DateOnly.MaxValue);
        var waiting = Array.FindAll(allWaiting,
            one => order is null ? one.ShipDay <= through : one.Order == OrderKey.Of(order));
        var shipped = due.Length == 0 ? default : LedgerFeed.Ship(workspace, invocation.Now, due);
        DueShipment[] left = [.. all.Except(due), .. allWaiting];
        return new(Headline(shipped.Orders, waiting.Length))
        {
            // Who names an order takes it to have left.
            Code = order is not null && waiting.Length > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("orders", shipped.Orders), ("parcels", due.Length), ("units", shipped.Units),
                ("parcels_still_to_leave", left.Length), ("parcels_waiting", waiting.Length),
                ("parcels_waiting_later", allWaiting.Length - waiting.Length),
            ],
            Grids =
            [
                Parcels(workspace.Tables.Catalog, due),
                Waiting(workspace.Tables.Catalog, ledger, waiting, invocation.AsJson ? int.MaxValue : MostShown),
            ],
            Notes =
            [
                .. left.Length > 0
                    ? (string[])[$"Committed and still to leave: {Words.Count(left.Length, "parcel")}, the last on "
                        + FormattableString.Invariant($"{left.Max(one => one.ShipDay):yyyy-MM-dd}")
                        + (allWaiting.Length == 0 ? "." : FormattableString.Invariant($"; {allWaiting.Length:#,0} of ")
                            + $"them {(allWaiting.Length == 1 ? "waits" : "wait")} for goods on their way.")]
                    : [],
                .. waiting.Length > 0 ? [WhoWaits(ledger, waiting)] : (string[])[],
            ],
        };
    }

    private static string Headline(long orders, int waiting)
    {
        var wait = $"{Words.Count(waiting, "parcel")} due {(waiting == 1 ? "waits" : "wait")} for goods on their way";
        return orders > 0 ? $"Shipped {Words.Count(orders, "order")}{(waiting > 0 ? $"; {wait}." : ".")}"
            : waiting > 0 ? $"Nothing has left: {wait}; nothing was changed."
            : "Nothing was to leave; nothing was changed.";
    }

    private static string WhoWaits(GoodsLedger ledger, DueShipment[] waiting)
    {
        string[] codes = [.. waiting.Select(one => CodeOf(ledger, one.Order)).Distinct()];
        return $"Left alone, for some of it is still on its way: {string.Join(", ", codes.Take(MostNamed))}"
            + (codes.Length > MostNamed ? FormattableString.Invariant($" and {codes.Length - MostNamed} more") : "")
            + ". Import the receipts of what has come, then ship again.";
    }

    private static string CodeOf(GoodsLedger ledger, OrderKey order) =>
        ledger.AskOf(order)?.Code is { Length: > 0 } code ? code
            : FormattableString.Invariant($"{order.High:x16}{order.Low:x16}");

    private static Grid Waiting(CatalogVersion catalog, GoodsLedger ledger, DueShipment[] waiting, int shown) => new(
        "waiting", "Parcels that wait for goods on their way to their center",
        [
            new("order", "Order"), new("at", "Center"), new("ship_day", "Was to leave"), new("product", "Product"),
            new("units", "Units"),
        ],
        [
            .. waiting.SelectMany(one => GoodsClaims.AsStock(ledger.WaitsFor(one.Order))
                .Where(claim => claim.Facility == one.Facility).Select(claim => (one, claim))).Take(shown)
                .Select(pair => (IReadOnlyList<object?>)
                [
                    CodeOf(ledger, pair.one.Order), catalog.CodeOf(pair.one.Facility), pair.one.ShipDay,
                    catalog.CodeOf(pair.claim.Product), pair.claim.Units,
                ]),
        ]);

    private static DueShipment[] DueOf(GoodsLedger ledger, string code, DueShipment[] all)
    {
        var key = OrderKey.Of(code);
        var state = ledger.StateOf(key);
        return state switch
        {
            OrderOutcome.Decided => Array.FindAll(all, due => due.Order == key),
            OrderOutcome.Shipped => [],
            OrderOutcome.Unknown => throw new UserException($"The ledger knows no order '{code}'.",
                "Commit it first: qm fulfill orders.csv", ExitCode.WrongUse),
            _ => throw new UserException($"Order '{code}' has nothing to ship: it is {state}.",
                "Only committed orders ship; give it a new code, then: qm fulfill orders.csv", ExitCode.WrongUse),
        };
    }

    private static Grid Parcels(CatalogVersion catalog, DueShipment[] due) => new(
        "parcels_by_center", "What left, by center",
        [new("center", "Center"), new("parcels", "Parcels", "#,0"), new("first", "First day"), new("last", "Last day")],
        [
            .. due.GroupBy(one => one.Facility).OrderBy(center => center.Key.Value).Select(center =>
                (IReadOnlyList<object?>)
                [
                    catalog.CodeOf(center.Key), center.Count(), center.Min(one => one.ShipDay),
                    center.Max(one => one.ShipDay),
                ]),
        ]);
}
