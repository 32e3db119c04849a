using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>Orders of which claims were released because what they claimed is not there, or will not come: by name, so
/// that somebody can tell their customers.</summary>
/// <param name="Orders">How many orders.</param>
/// <param name="First">What the first of them lost, by order.</param>
internal sealed record CutOrders(int Orders, IReadOnlyList<CutGoods> First)
{
    /// <summary>Orders that are named; of the others only their number is said.</summary>
    internal const int MostNamed = 10;

    /// <summary>None.</summary>
    internal static CutOrders None { get; } = new(0, []);

    /// <summary>What claims were released, by order.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="catalog">What numbers stand for.</param>
    /// <param name="cuts">The claims; null for none. Those on hands and room are passed over.</param>
    /// <param name="now">When.</param>
    internal static async Task<CutOrders> OfAsync(
        LedgerShards ledger, CatalogVersion catalog, IReadOnlyList<ClaimCut>? cuts, Domain.Instant now)
    {
        var asks = new Dictionary<OrderKey, OrderAsk?>();
        foreach (var order in OrdersOf(cuts ?? []).Take(MostNamed))
        {
            asks[order] = (await ledger.FindAsync(order, now).ConfigureAwait(false)).Ask;
        }

        return Of(catalog, cuts, asks.GetValueOrDefault);
    }

    /// <summary>The same of a ledger in memory.</summary>
    internal static CutOrders Of(GoodsLedger ledger, CatalogVersion catalog, IReadOnlyList<ClaimCut>? cuts) =>
        Of(catalog, cuts, ledger.AskOf);

    /// <summary>The same answer, with who lost what; nothing is added where nobody did.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isToCome">Whether it has not happened yet.</param>
    internal Answer In(Answer answer, bool isToCome = false) => Orders == 0 ? answer : answer with
    {
        Code = ExitCode.DoneWithFindings,
        Facts = [.. answer.Facts, (isToCome ? "orders_to_be_cut" : "orders_cut", Orders)],
        Grids =
        [
            .. answer.Grids, new("cut_orders", "Goods that customers will not get as promised",
                [
                    new("order", "Order"), new("product", "Product"), new("facility", "From"), new("units", "Units"),
                    new("was_decided", "Was promised"),
                ],
                [.. First.Select(one => (IReadOnlyList<object?>)
                    [one.Order, one.Product, one.Facility, one.Units, one.WasDecided])]),
        ],
        Notes =
        [
            .. answer.Notes, $"{Words.Count(Orders, "order")} {(isToCome ? "will lose" : Orders == 1 ? "loses"
                : "lose")} goods that are not there or will not come: {Named()}. Tell "
                + (Orders == 1 ? "its customer" : "their customers")
                + " by when they can be had, for an order of its own: qm promise --to REGION --line PRODUCT:UNITS",
        ],
    };

    private string Named() => string.Join(", ", First.GroupBy(one => one.Order).Select(order =>
        $"{order.Key} ({string.Join(", ", order.Select(one => Units(one)))})"))
        + (Orders > MostNamed ? FormattableString.Invariant($" and {Orders - MostNamed:#,0} more") : "");

    private static string Units(CutGoods one) =>
        FormattableString.Invariant($"{one.Units:#,0} {one.Product} at {one.Facility}");

    private static CutOrders Of(
        CatalogVersion catalog, IReadOnlyList<ClaimCut>? cuts, Func<OrderKey, OrderAsk?> askOf) => cuts is null ? None
        : new(OrdersOf(cuts).Count(),
        [
            .. from order in OrdersOf(cuts).Take(MostNamed)
               from goods in cuts.Where(cut => cut.Order == order).Select(cut => (Stock: StockOf(cut), cut.WasDecided))
                   .Where(goods => goods.Stock.Units > 0)
                   .GroupBy(goods => (goods.Stock.Product, goods.Stock.Facility, goods.WasDecided))
               select new CutGoods(CodeOf(order, askOf(order)), catalog.CodeOf(goods.Key.Product),
                   catalog.CodeOf(goods.Key.Facility), goods.Sum(one => (long)one.Stock.Units), goods.Key.WasDecided),
        ]);

    private static IEnumerable<OrderKey> OrdersOf(IReadOnlyList<ClaimCut> cuts) =>
        cuts.Where(cut => StockOf(cut).Units > 0).Select(cut => cut.Order).Distinct();

    // What is on its way is claimed as a slot.
    private static StockClaim StockOf(ClaimCut cut) => cut.Slot.Slot.Kind == SlotKind.Arrival
        ? GoodsClaims.AsStock([cut.Slot])[0] : cut.Stock;

    private static string CodeOf(OrderKey order, OrderAsk? ask) => ask is { Code.Length: > 0 } ? ask.Code
        : string.Create(CultureInfo.InvariantCulture, $"{order.High:x16}{order.Low:x16}");
}
