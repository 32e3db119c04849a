using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Orders;

/// <summary>What became of a batch of orders, in tables.</summary>
internal static class FulfillAnswer
{
    private static readonly GridColumn[] s_late = [new("late_days", "Days late")];

    internal static Answer Of(
        OpenedWorkspace opened, OrderBatch batch, IReadOnlyList<FulfilledOrder> results, string run, int shown,
        bool isJson)
    {
        var fresh = results.Where(order => order.Shipments.Count > 0).ToArray();
        var refused = results.SelectMany(order => order.Refused.Select(line => (order, line))).ToArray();
        var repeated = results.Count(order => order.IsRepeated);
        var paid = fresh.Aggregate(default(MoneySum), (sum, order) => sum + order.Paid);
        return new(Headline(results.Count, fresh.Length, repeated))
        {
            Code = refused.Length + batch.Rejected.Count > 0 || results.Any(order => order.DelayDays > 0)
                ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("orders", results.Count), ("committed", fresh.Length), ("repeated", repeated),
                ("refused_orders", results.Count(order => order.Shipments.Count == 0 && !order.IsRepeated)),
                ("refused_lines", refused.Length), ("rejected_lines", batch.Rejected.Count),
                ("parcels", fresh.Sum(order => order.Parcels)),
                ("split_orders", fresh.Count(order => order.Parcels > 1)),
                ("units", fresh.Sum(order => order.Shipments.Sum(goods => (long)goods.Units))),
                ("cost", (double)paid.Micros / 1e6),
                ("cost_per_order", fresh.Length == 0 ? 0 : (double)paid.Micros / 1e6 / fresh.Length),
                ("stock_values_from", run.Length > 0 ? run : "none"),
            ],
            Grids =
            [
                Orders(opened, fresh, shown, isJson), Shipments(opened.Facts.Catalog, fresh, shown),
                Refused(opened.Facts.Catalog, refused, shown), OrderConflicts.Of(opened.Facts.Catalog, batch, results),
                Rejected(batch, shown),
            ],
            Notes =
            [
                .. Notes(fresh.Length, refused.Length, repeated, shown),
                .. results.Any(order => order.Earlier is not null) ? (string[])[OrderConflicts.NextStep] : [],
            ],
        };
    }

    private static string Headline(int all, int committed, int repeated) =>
        all == 0 ? "No order could be read; nothing was changed."
        : repeated == all ? $"All {all:#,0} orders are in the ledger already; nothing was changed."
        : committed == 0 && repeated > 0
            ? $"{repeated:#,0} of {all:#,0} orders are in the ledger already, the others are refused; "
                + "nothing was changed."
        : $"Committed {committed:#,0} of {all:#,0} orders in the ledger"
            + (repeated > 0 ? $"; {repeated:#,0} were in it already." : ".");

    private static Grid Orders(OpenedWorkspace opened, FulfilledOrder[] orders, int shown, bool isJson)
    {
        var zones = opened.Network.Regions.Rows.ToArray().ToDictionary(region => region.Id, region => region.Zone);
        var clocks = new Dictionary<ZoneId, LocalClock>();
        var isAnyLate = orders.Any(order => order.DelayDays > 0);
        return new("orders_committed", "Orders",
        [
            new("order", "Order"), new("region", "Region"), new("speed", "Speed"), new("promised", "Promised by"),
            new("from", "From"), new("cost", "Cost", "#,0.00"), .. isAnyLate ? s_late : [],
        ],
        [
            .. orders.Take(shown).Select(order => (IReadOnlyList<object?>)
            [
                order.Order.Code, opened.Facts.Catalog.CodeOf(order.Order.Region), SpeedOf(order), Written(order),
                string.Join(" + ", order.Shipments.Select(goods => goods.From).Distinct()
                    .Select(opened.Facts.Catalog.CodeOf)),
                (double)order.Paid.Micros / 1e6, .. isAnyLate ? (object?[])[order.DelayDays] : [],
            ]),
        ]);

        static string SpeedOf(FulfilledOrder order) =>
            order.Order.Speed is { } asked && asked != order.Speed ? $"{order.Speed}, asked {asked}"
                : order.Speed.ToString() ?? "";

        string Written(FulfilledOrder order)
        {
            var clock = ClockOf(order.Order.Region);
            return isJson ? clock.WriteIso(order.Promised) : clock.Write(order.Promised);
        }

        LocalClock ClockOf(RegionId region)
        {
            var zone = zones.GetValueOrDefault(region);
            return clocks.TryGetValue(zone, out var clock) ? clock
                : clocks[zone] = new(opened.Facts.Catalog.CodeOf(zone));
        }
    }

    private static Grid Shipments(CatalogVersion catalog, FulfilledOrder[] orders, int shown) => new(
        "shipments", "Shipments",
        [
            new("order", "Order"), new("product", "Product"), new("from", "From"), new("units", "Units"),
            new("delivery", "Delivery, UTC"), new("cost", "Cost", "#,0.00"),
        ],
        [
            .. orders.SelectMany(order => order.Shipments.Select(goods => (order, goods))).Take(shown).Select(pair =>
                (IReadOnlyList<object?>)
                [
                    pair.order.Order.Code, catalog.CodeOf(pair.goods.Product), catalog.CodeOf(pair.goods.From),
                    pair.goods.Units, pair.goods.Delivery.ToString(), pair.goods.Paid.Micros / 1e6,
                ]),
        ]);

    private static Grid Refused(
        CatalogVersion catalog, (FulfilledOrder Order, RefusedLine Line)[] lines, int shown) => new(
        "refused", "Lines that do not ship",
        [new("order", "Order"), new("product", "Product"), new("units", "Units"), new("why", "Why")],
        [
            .. lines.Take(shown).Select(pair => (IReadOnlyList<object?>)
                [pair.Order.Order.Code, catalog.CodeOf(pair.Line.Product), pair.Line.Units, Words(pair.Line.Because)]),
        ]);

    private static Grid Rejected(OrderBatch batch, int shown) => new(
        "rejected", "Lines of the file that were not taken",
        [new("line", "Line"), new("order", "Order"), new("rule", "Rule")],
        [
            .. batch.Rejected.Take(shown).Select(line =>
                (IReadOnlyList<object?>)[line.LineInFile == 0 ? null : line.LineInFile, line.Order, line.Rule]),
        ]);

    private static IEnumerable<string> Notes(int orders, int refused, int repeated, int shown)
    {
        if (orders > shown || refused > shown)
        {
            yield return $"The first {shown} are shown: --show N shows more, --json all.";
        }

        if (refused > 0)
        {
            yield return "Next, to see what could be had instead: qm promise --to REGION --line PRODUCT:UNITS";
        }

        if (repeated > 0)
        {
            yield return "Orders are told apart by their codes: an order that is in the ledger stays as it is.";
        }
    }

    private static string Words(RefusalReason because) => because switch
    {
        RefusalReason.OutOfStock => "fewer units are free in all centers together",
        RefusalReason.NoOffer => "no speed can be promised to the region for what is left of the order",
        RefusalReason.NotInTime => "too few units where they would arrive by the promise",
        RefusalReason.NoSlot => "the centers' picking slots are full on the ship day and the days after",
        RefusalReason.BadInput => "the order breaks a rule of a cart, or its region has no routes",
        RefusalReason.GivenUp => "the ledger has the order as given up: give it a new code",
        RefusalReason.OtherContent => "the ledger has another order under this code",
        RefusalReason.TooOld => "the ledger no longer remembers orders of that day",
        _ => because.ToString(),
    };
}
