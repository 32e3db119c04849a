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
            + "changes nothing. Sales that are imported with the column shipped do the same.",
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
        var shipped = due.Length == 0 ? default : LedgerFeed.Ship(workspace, invocation.Now, due);
        var left = all.Length - due.Length;
        return new(shipped.Orders == 0
            ? "Nothing was to leave; nothing was changed."
            : FormattableString.Invariant($"Shipped {Words.Count(shipped.Orders, "order")}."))
        {
            Facts =
            [
                ("orders", shipped.Orders), ("parcels", due.Length), ("units", shipped.Units),
                ("parcels_still_to_leave", left),
            ],
            Grids = [Parcels(workspace.Tables.Catalog, due)],
            Notes = left > 0
                ? [$"Committed and still to leave: {Words.Count(left, "parcel")}, the last on "
                    + FormattableString.Invariant($"{all[^1].ShipDay:yyyy-MM-dd}.")]
                : [],
        };
    }

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
