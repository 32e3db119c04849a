using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Health;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>Orders that wait for goods which are due too late to leave as promised: by name, so that somebody can tell
/// their customers.</summary>
/// <remarks>An order can be made up of goods from the end of the day on which they are due, as promises have it.
/// </remarks>
/// <param name="All">What comes too late, of the order that waited longest first.</param>
internal sealed record LateOrders(IReadOnlyList<LateGoods> All)
{
    private const string Advice = "Tell their customers; by when they can be had otherwise: "
        + "qm promise --to REGION --line PRODUCT:UNITS";

    /// <summary>None.</summary>
    internal static LateOrders None { get; } = new([]);

    /// <summary>Those of a workspace's ledger by its tables as they are now.</summary>
    internal static LateOrders Of(Workspace workspace, Instant now) =>
        Of(workspace, WorkspaceLedger.ReadAt(workspace, now)?.Goods);

    /// <summary>Those of a ledger that was read; none without one.</summary>
    internal static LateOrders Of(Workspace workspace, GoodsLedger? ledger)
    {
        var (tables, shards) = (workspace.Tables, new WorkspacePolicies(workspace.Settings).Ledger.Shards);
        if (ledger?.WaitingAfter(default, int.MaxValue, byDay: shards > 1).Orders is not { Length: > 0 } waiting)
        {
            return None;
        }

        // Of several shards read as one only the day is known in which orders came to the ledger, and when they were
        // placed.
        waiting = shards == 1 ? waiting : [.. waiting.OrderBy(order => order.Place.Rank)
            .ThenBy(order => order.Ask?.At.UnixMilliseconds ?? long.MaxValue).ThenBy(order => order.Place.Order)];
        var late = from one in DueLines.Of(tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>()).For(waiting)
                   let leaves = ledger.HoldingsOf(one.Order.Place.Order).LeavesOn(one.Goods.Facility)
                   where one.Due >= leaves
                   select new LateGoods(CodeOf(one.Order), tables.Catalog.CodeOf(one.Goods.Product),
                       tables.Catalog.CodeOf(one.Goods.Facility), one.Goods.Units, one.Due!.Value, leaves!.Value);
        return new([.. late]);
    }

    /// <summary>Those that were not late before, or whose goods are due later than before.</summary>
    internal LateOrders Since(LateOrders before)
    {
        var known = before.All.ToLookup(one => (one.Order, one.Product, one.Facility));
        return new([.. All.Where(one =>
            known[(one.Order, one.Product, one.Facility)].All(was => was.Due < one.Due))]);
    }

    /// <summary>The same answer, with who will be late; nothing is added where nobody will.</summary>
    internal Answer In(Answer answer)
    {
        var orders = All.Select(one => one.Order).Distinct().Count();
        return orders == 0 ? answer : answer with
        {
            Code = ExitCode.DoneWithFindings,
            Facts = [.. answer.Facts, ("orders_late", orders)],
            Grids =
            [
                .. answer.Grids, new("late_orders", "Goods that come too late for the orders that wait for them",
                    [
                        new("order", "Order"), new("product", "Product"), new("facility", "From"),
                        new("units", "Units"), new("due", "Due"), new("leaves", "To leave"),
                    ],
                    [.. First().Select(one => (IReadOnlyList<object?>)
                        [one.Order, one.Product, one.Facility, one.Units, one.Due, one.Leaves])]),
            ],
            Notes =
            [
                .. answer.Notes, $"{Words.Count(orders, "order")} that {(orders == 1 ? "waits" : "wait")} for goods "
                    + "will be late, because they are due too late now: " + string.Join(", ", First().Select(Named))
                    + (orders > CutOrders.MostNamed
                        ? FormattableString.Invariant($" and {orders - CutOrders.MostNamed:#,0} more") : "")
                    + ". " + Advice,
            ],
        };
    }

    /// <summary>The finding of a workspace's check; none where nobody will be late.</summary>
    internal IEnumerable<HealthFinding> Findings() => All.Count == 0 ? [] :
    [
        new(Severity.Warning, "purchase_orders", "waited-for-and-due-late",
            All.Select(one => one.Order).Distinct().Count(), [.. First().Select(Named)],
            "orders wait for goods that are due too late for the day on which they were promised to leave", Advice),
    ];

    private IEnumerable<LateGoods> First()
    {
        var named = All.Select(one => one.Order).Distinct().Take(CutOrders.MostNamed).ToHashSet();
        return All.Where(one => named.Contains(one.Order));
    }

    private static string Named(LateGoods one) => FormattableString.Invariant(
        $"{one.Order} ({one.Units:#,0} {one.Product} at {one.Facility}, due {one.Due:yyyy-MM-dd}, ")
        + FormattableString.Invariant($"to leave {one.Leaves:yyyy-MM-dd})");

    private static string CodeOf(WaitingOrder order) => order.Ask is { Code.Length: > 0 } ask ? ask.Code
        : string.Create(CultureInfo.InvariantCulture, $"{order.Place.Order.High:x16}{order.Place.Order.Low:x16}");
}
