using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Health;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>Goods on order that nobody is promised, though the workspace says that what arrives may be: why, and what
/// to do about it.</summary>
internal static class UnpromisedGoods
{
    private const int MostNamed = 5;

    private static readonly (ArrivalDoubt Doubt, Severity Severity, string Rule, string Why, string Next)[] s_rules =
    [
        (ArrivalDoubt.FewDeliveries, Severity.Warning, "on-order-few-deliveries",
            $"fewer than {ArrivalBook.LeastDeliveries} deliveries are on record of their vendor, and of all vendors "
                + "together, so nobody knows how long they take",
            $"Import past deliveries, {ArrivalBook.LeastDeliveries} or more, with the days they were ordered: "
                + "qm import receipts FILE"),
        (ArrivalDoubt.Overdue, Severity.Warning, "on-order-overdue",
            "they have waited longer than nearly all deliveries on record took (fewer than "
                + $"{ArrivalBook.LeastLeft} took longer), so nobody knows when they come",
            "Import the receipts of what has come, close lines that will not come, or order anew: "
                + "qm import purchase_orders FILE"),
        (ArrivalDoubt.BroughtShort, Severity.Note, "on-order-brought-short",
            "such orders brought no more before than has come of these",
            "Close lines that will not bring more: qm import purchase_orders FILE"),
    ];

    /// <summary>What is not promised, a finding for each cause; none where nothing on order is to be promised.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="ledger">Its ledger; null where it has none yet.</param>
    /// <param name="now">What the clock shows.</param>
    /// <param name="today">The first day that has not happened.</param>
    internal static IEnumerable<HealthFinding> Find(
        Workspace workspace, GoodsLedger? ledger, Instant now, DateOnly today)
    {
        var (tables, share) = (workspace.Tables, new WorkspacePolicies(workspace.Settings).Promise.ArrivalShare);
        if (share <= 0)
        {
            yield break;
        }

        var (orders, receipts) = (tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>());

        // Where orders go on after that day, the world goes on by the clock, as a service has it.
        today = orders.Rows.ToArray().Any(row => row.State.IsOpen() && row.OrderedDay > today)
            && now.UtcDay > today ? now.UtcDay : today;
        var doubtful = ArrivalBook.Doubtful(orders, receipts, share, today);
        var book = ArrivalBook.Of(orders, receipts, share, today);
        var claimed = new ClaimedArrivals(ledger, book.Where(one => !PromisedArrivals.IsFarOff(one, today)));
        foreach (var (doubt, severity, rule, why, next) in s_rules)
        {
            var lines = claimed.Free(doubtful.Where(one => one.Doubt == doubt).OrderBy(one => one.Line.DueDay)
                .Select(one => new Goods(one.Line.Product, one.Line.ShipTo, one.Units, one.Line.PurchaseOrder)));
            if (lines.Length > 0)
            {
                yield return FindingOf(tables.Catalog, severity, rule, why, next, lines);
            }
        }

        var late = claimed.Free(book.Where(one => PromisedArrivals.IsFarOff(one, today))
            .OrderBy(one => one.ReadyMinute)
            .Select(one => new Goods(one.Product, one.Facility, one.Units, default)));
        if (late.Length > 0)
        {
            yield return FindingOf(tables.Catalog, Severity.Note, "on-order-far-off",
                FormattableString.Invariant($"they come after the {Networks.RouteDays - 1} days that routes cover"),
                "They are promised when they come nearer; where a due day is a mistake, correct it: "
                    + "qm import purchase_orders FILE", late);
        }

        if (ledger is not null
            && claimed.Free(WithoutLine(tables, ledger, orders, receipts)) is { Length: > 0 } loose)
        {
            yield return FindingOf(tables.Catalog, Severity.Note, "on-order-without-line",
                "no open purchase order line says when they come: they were announced over HTTP, or stood in a file "
                    + "of stock",
                "Give them purchase order lines: qm import purchase_orders FILE", loose);
        }
    }

    private static HealthFinding FindingOf(
        CatalogVersion catalog, Severity severity, string rule, string why, string next, Goods[] goods) => new(
        severity, "purchase_orders", rule, goods.Length,
        [
            .. goods.Take(MostNamed).Select(one => FormattableString.Invariant(
                $"{catalog.CodeOf(one.Product)} at {catalog.CodeOf(one.Facility)}: {one.Units:#,0}")
                + (one.Order == default ? "" : $" ({one.Order})")),
        ],
        Words.Count(goods.Sum(one => one.Units), "unit") + " of "
            + Words.Count(goods.Select(one => one.Product).Distinct().Count(), "product")
            + $" on order {(goods.Sum(one => one.Units) == 1 ? "is" : "are")} promised to nobody "
            + $"(promise.arrivalShare): {why}",
        next);

    // What the ledger has on order beyond the open lines.
    private static Goods[] WithoutLine(
        StoredTables tables, GoodsLedger ledger, Table<PurchaseOrderLine> orders, Table<Receipt> receipts)
    {
        var (known, came) = (new Dictionary<(ProductId, FacilityId), long>(), new Dictionary<(Label, int), long>());
        foreach (ref readonly var row in receipts.Rows)
        {
            came[(row.PurchaseOrder, row.Line)] = came.GetValueOrDefault((row.PurchaseOrder, row.Line)) + row.Units;
        }

        foreach (ref readonly var row in orders.Rows)
        {
            if (row.State.IsOpen())
            {
                known[(row.Product, row.ShipTo)] = known.GetValueOrDefault((row.Product, row.ShipTo))
                    + Math.Max(0, row.ExpectedUnits - came.GetValueOrDefault((row.PurchaseOrder, row.Line)));
            }
        }

        var (found, facilities) = (new List<Goods>(), tables.Catalog.Of<FacilityId>().Count);
        var units = new int[facilities];
        for (var product = 1; product <= tables.Catalog.Of<ProductId>().Count && facilities > 0; product++)
        {
            ledger.Copy(Domain.Goods.GoodsState.Ordered, new(product), facilities, units);
            for (var facility = 1; facility <= facilities; facility++)
            {
                var beyond = units[facility - 1] - known.GetValueOrDefault((new(product), new(facility)));
                if (beyond > 0)
                {
                    found.Add(new(new(product), new(facility), beyond, default));
                }
            }
        }

        return [.. found];
    }

    private readonly record struct Goods(ProductId Product, FacilityId Facility, long Units, Label Order);

    // Who waits gets what comes first: so what can be promised is claimed first, then the rest as it comes.
    private sealed class ClaimedArrivals(GoodsLedger? ledger, IEnumerable<Arrival> promised)
    {
        private readonly Dictionary<Slot, long> _promised = promised
            .GroupBy(one => Slot.Arrival(one.Product, one.Facility))
            .ToDictionary(of => of.Key, of => of.Sum(one => (long)one.Units));

        private readonly Dictionary<Slot, long> _left = [];

        // What nobody waits for.
        internal Goods[] Free(IEnumerable<Goods> all)
        {
            var free = new List<Goods>();
            foreach (var goods in all)
            {
                var slot = Slot.Arrival(goods.Product, goods.Facility);
                var left = _left.TryGetValue(slot, out var known) ? known
                    : Math.Max(0, (ledger?.Use(slot).Claimed ?? 0) - _promised.GetValueOrDefault(slot));
                var taken = Math.Min(left, goods.Units);
                _left[slot] = left - taken;
                free.AddRange(taken < goods.Units ? [goods with { Units = goods.Units - taken }] : []);
            }

            return [.. free];
        }
    }
}
