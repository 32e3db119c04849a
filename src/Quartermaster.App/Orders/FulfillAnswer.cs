using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Orders;

/// <summary>What became of a batch of orders, in tables.</summary>
internal static class FulfillAnswer
{
    internal static Answer Of(
        OpenedWorkspace opened, OrderBatch batch, IReadOnlyList<FulfilledOrder> results, string run, int shown,
        bool isJson)
    {
        var fresh = results.Where(order => order.Shipments.Count > 0).ToArray();
        var refused = results.SelectMany(order => order.Refused.Select(line => (order, line))).ToArray();
        var changed = results.Where(order => order.Changed is not null).ToArray();
        var repeated = results.Count(order => order.IsRepeated);
        var clocks = new RegionClocks(opened, isJson);
        var paid = fresh.Aggregate(default(MoneySum), (sum, order) => sum + order.Paid);
        return new(Headline(results.Count, fresh.Length, repeated))
        {
            Code = refused.Length + batch.Rejected.Count > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("orders", results.Count), ("committed", fresh.Length), ("repeated", repeated),
                ("refused_orders", results.Count(order => order.Shipments.Count == 0 && !order.IsRepeated)),
                ("refused_lines", refused.Length), ("rejected_lines", batch.Rejected.Count),
                ("parcels", fresh.Sum(order => order.Parcels)),
                ("split_orders", fresh.Count(order => order.Parcels > 1)),
                ("waiting_units", fresh.Sum(order => order.Shipments.Sum(goods => (long)goods.Arriving))),
                ("units", fresh.Sum(order => order.Shipments.Sum(goods => (long)goods.Units))),
                ("cost", (double)paid.Micros / 1e6),
                ("cost_per_order", fresh.Length == 0 ? 0 : (double)paid.Micros / 1e6 / fresh.Length),
                ("stock_values_from", run.Length > 0 ? run : "none"),
                .. OfferFacts(
                    results.Count(order => order.Offer is not null || order.Changed is not null), changed.Length),
            ],
            Grids =
            [
                Orders(opened.Facts.Catalog, clocks, fresh, shown), Shipments(opened.Facts.Catalog, fresh, shown),
                Waiting(opened.Facts.Catalog, fresh, shown),
                Refused(opened.Facts.Catalog, refused, shown), Changed(clocks, changed, shown),
                OrderConflicts.Of(opened.Facts.Catalog, batch, results), Rejected(batch, shown),
            ],
            Notes =
            [
                .. Notes(fresh, refused.Length, repeated, shown),
                .. results.Any(order => order.Earlier is not null) ? (string[])[OrderConflicts.NextStep] : [],
            ],
        };
    }

    /// <summary>The same answer, with what to do about orders of days that the ledger no longer remembers.</summary>
    internal static Answer WithMemory(Answer answer, IReadOnlyList<FulfilledOrder> results, DateOnly remembersFrom) =>
        results.Count(order => order.Outcome == OrderOutcome.TooOld) is not (> 0 and var old) ? answer
        : answer with
        {
            Notes =
            [
                .. answer.Notes, FormattableString.Invariant(
                    $"{CommandLine.Words.Count(old, "order")} of days before {remembersFrom:yyyy-MM-dd}: the ledger ")
                    + "remembers from that day (ledger.rememberDays), so whether they were given before is not known. "
                    + "Take out those that were; the others are new orders, placed today.",
            ],
        };

    private static (string, object)[] OfferFacts(int offers, int changed) =>
    [
        ("offers", offers), ("offers_honored", offers - changed),
        ("offers_honored_share", offers == 0 ? 1 : 1 - ((double)changed / offers)),
    ];

    private static string Headline(int all, int committed, int repeated) =>
        all == 0 ? "No order could be read; nothing was changed."
        : repeated == all ? $"{CommandLine.Words.Count(all, "order")}, all in the ledger already; nothing was changed."
        : committed == 0 && repeated > 0
            ? $"{repeated:#,0} of {CommandLine.Words.Count(all, "order")} are in the ledger already, the others are "
                + "refused; nothing was changed."
        : $"Committed {committed:#,0} of {CommandLine.Words.Count(all, "order")} in the ledger"
            + (repeated > 0 ? $"; {repeated:#,0} were in it already." : ".");

    private static Grid Orders(CatalogVersion catalog, RegionClocks clocks, FulfilledOrder[] orders, int shown) => new(
        "orders_committed", "Orders",
        [
            new("order", "Order"), new("region", "Region"), new("speed", "Speed"), new("promised", "Promised by"),
            new("from", "From"), new("cost", "Freight and handling", "#,0.00"),
        ],
        [
            .. orders.Take(shown).Select(order => (IReadOnlyList<object?>)
            [
                order.Order.Code, catalog.CodeOf(order.Order.Region), SpeedOf(order),
                clocks.Write(order.Order.Region, order.Promised),
                string.Join(" + ", order.Shipments.Select(goods => goods.From).Distinct().Select(catalog.CodeOf)),
                (double)order.Paid.Micros / 1e6,
            ]),
        ]);

    private static string SpeedOf(FulfilledOrder order) =>
        order.Order.Speed is { } asked && order.Offer?.WhyNotAsked is { } because
            ? $"{order.Speed}, asked {asked}: {PromiseWords.WhyNot(because)}"
            : order.Speed.ToString() ?? "";

    private static Grid Changed(RegionClocks clocks, FulfilledOrder[] orders, int shown) => new(
        "changed", "Offers that could not be kept, and what can be had instead under a new code",
        [
            new("order", "Order"), new("why", "Why"), new("speed", "Speed"), new("promised", "Promised by"),
        ],
        [
            .. orders.Take(shown).Select(order => (IReadOnlyList<object?>)
            [
                order.Order.Code, Words(order.Changed!.Because), order.Changed.Next?.Speed.ToString() ?? "none",
                order.Changed.Next is { } next ? clocks.Write(order.Order.Region, next.Promised) : null,
            ]),
        ]);

    // The price of hands has a column where the last plan has one for any of the goods.
    private static Grid Shipments(CatalogVersion catalog, FulfilledOrder[] orders, int shown) => new(
        "shipments", "Shipments",
        [
            new("order", "Order"), new("product", "Product"), new("from", "From"), new("units", "Units"),
            new("delivery", "Delivery, UTC"), new("cost", "Freight and handling", "#,0.00"),
            .. ArePriced(orders) ? (GridColumn[])[new("hands", "Price of hands", "#,0.00")] : [],
        ],
        [
            .. orders.SelectMany(order => order.Shipments.Select(goods => (order, goods))).Take(shown).Select(pair =>
                (IReadOnlyList<object?>)
                [
                    pair.order.Order.Code, catalog.CodeOf(pair.goods.Product), catalog.CodeOf(pair.goods.From),
                    pair.goods.Units, pair.goods.Delivery.ToString(), pair.goods.Paid.Micros / 1e6,
                    .. ArePriced(orders) ? (object?[])[pair.goods.Hands.Micros / 1e6] : [],
                ]),
        ]);

    private static bool ArePriced(FulfilledOrder[] orders) =>
        Array.Exists(orders, order => order.Shipments.Any(goods => goods.Hands.Micros > 0));

    private static Grid Waiting(CatalogVersion catalog, FulfilledOrder[] orders, int shown) => new(
        "waiting", "Goods that orders wait for: on their way to the center",
        [new("order", "Order"), new("product", "Product"), new("at", "Center"), new("units", "Units")],
        [
            .. orders.SelectMany(order => order.Shipments.Where(goods => goods.Arriving > 0)
                .Select(goods => (order, goods))).Take(shown).Select(pair => (IReadOnlyList<object?>)
                [
                    pair.order.Order.Code, catalog.CodeOf(pair.goods.Product), catalog.CodeOf(pair.goods.From),
                    pair.goods.Arriving,
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

    private static IEnumerable<string> Notes(FulfilledOrder[] orders, int refused, int repeated, int shown)
    {
        var shipments = orders.Sum(order => order.Shipments.Count);
        if (orders.Length > shown || refused > shown || shipments > shown)
        {
            yield return FormattableString.Invariant($"The first {shown:#,0} rows of a table are shown, of ")
                + $"{CommandLine.Words.Count(orders.Length, "order")}, "
                + $"{CommandLine.Words.Count(shipments, "shipment")} and "
                + $"{CommandLine.Words.Count(refused, "refused line")}: --show N shows more, --json all.";
        }

        if (orders.Length > 0)
        {
            yield return "Cost is freight and handling of what ships now; a promise tells freight alone.";
        }

        if (ArePriced(orders))
        {
            yield return "The price of hands is what the last plan takes the center's hands of the ship day to be "
                + "worth above the day's least: it weighed in the choice of the center and is paid to nobody.";
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

    internal static string Words(RefusalReason because) => because switch
    {
        RefusalReason.OutOfStock => "fewer units are free in all centers together, or come there within the days that "
            + "can be promised",
        RefusalReason.NoOffer => "no speed can be promised to the region for what is left of the order",
        RefusalReason.NotInTime => "too few units where they would arrive by the promise",
        RefusalReason.LaneFull => "the departures, or the delivery days, that would be in time can take no more",
        RefusalReason.NoSlot => "the centers with the goods can pick no more on the days that would be in time",
        RefusalReason.BadInput => "the order breaks a rule of a cart, or its region has no routes",
        RefusalReason.GivenUp => "the ledger has the order as given up: give it a new code",
        RefusalReason.HoldEnded =>
            "it was held and not committed in time: its goods are free again, give it a new code",
        RefusalReason.OtherContent => "the ledger has another order under this code",
        RefusalReason.TooOld => "the ledger no longer remembers orders of that day",
        _ => because.ToString(),
    };
}
