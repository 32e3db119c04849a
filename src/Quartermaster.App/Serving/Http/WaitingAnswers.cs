using System.Globalization;
using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Answers which orders wait for goods on their way, page by page.</summary>
internal sealed class WaitingAnswers(OnlinePlane plane)
{
    internal const int MostOrders = 1_000;

    private const int UsualOrders = 100;
    private const int MostLooks = 100_000;

    /// <summary>A page of them, oldest first.</summary>
    internal async Task<WaitingAnswer> ListAsync(IQueryCollection query, CancellationToken cancel)
    {
        var (after, most) = (AfterOf(query["after"]), LimitOf(query["limit"]));
        var page = await plane.Ledger.WaitingAsync(after, most, cancel).ConfigureAwait(false);
        var due = await DueAsync(page, cancel).ConfigureAwait(false);
        var orders = new List<WaitingOrderAnswer>(page.Orders.Length);
        foreach (var order in page.Orders)
        {
            orders.Add(await AnswerAsync(order, due, cancel).ConfigureAwait(false));
        }

        return new(page.Count, page.Units, orders)
        {
            Next = page.Orders.Length == most ? page.Orders[^1].Place.ToString() : null,
        };
    }

    // When each gets its goods depends on who has waited longer, in the shard that keeps the product: so all are asked.
    private async Task<ILookup<OrderKey, (StockClaim Goods, DateOnly? Due)>> DueAsync(
        WaitingPage page, CancellationToken cancel)
    {
        var lines = plane.View.Parts.Due;
        var asked = page.Orders.Select(order => order.Place.Order).ToHashSet();
        var waiting = lines is null || asked.Count == 0 ? [] : await plane.Ledger.EachAsync(
            (_, ledger) => ledger.WaitingAfter(default, MostLooks).Orders, cancel).ConfigureAwait(false);
        return waiting.SelectMany(orders => lines!.For(orders)).Where(one => asked.Contains(one.Order.Place.Order))
            .ToLookup(one => one.Order.Place.Order, one => (one.Goods, one.Due));
    }

    private async Task<WaitingOrderAnswer> AnswerAsync(
        WaitingOrder order, ILookup<OrderKey, (StockClaim Goods, DateOnly? Due)> due, CancellationToken cancel)
    {
        // Of several shards the home knows it, where nothing of it may wait.
        var (state, ask) = (order.State, order.Ask);
        if (ask is null && plane.Ledger.Many is not null)
        {
            var found = await plane.Ledger.FindAsync(order.Place.Order, plane.Now, cancel).ConfigureAwait(false);
            (state, ask) = (found.State, found.Ask);
        }

        var view = plane.View;
        var clock = view.ClockOf(ask?.GoesTo ?? default);
        return new(
            ask is { Code.Length: > 0 } ? ask.Code : order.Place.ToString().Split('.')[1], OrderAnswers.NameOf(state),
            [
                .. GoodsClaims.AsStock(order.Waits).Select(goods => new WaitingItem(
                    view.Catalog.CodeOf(goods.Product), view.Catalog.CodeOf(goods.Facility), goods.Units)
                {
                    Due = due[order.Place.Order].FirstOrDefault(one => one.Goods == goods).Due?.ToString(
                        "yyyy-MM-dd", CultureInfo.InvariantCulture),
                }),
            ])
        {
            Placed = ask is null ? null : clock.WriteIso(ask.At),
            Promised = ask is { Promised.IsKnown: true } ? clock.WriteIso(ask.Promised) : null,
            Region = ask is null ? null : view.Catalog.CodeOf(ask.GoesTo),
        };
    }

    private static WaitingPlace AfterOf(string? text) => string.IsNullOrEmpty(text) ? default
        : WaitingPlace.Parse(text) ?? throw RequestReader.Bad("/after",
            $"'{RequestReader.Short(text)}' is no place among the orders that wait.",
            "Give what the page before has in next, or leave it out to begin with the oldest.");

    private static int LimitOf(string? text) => string.IsNullOrEmpty(text) ? UsualOrders
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            && most is >= 1 and <= MostOrders ? most
        : throw RequestReader.Bad("/limit", $"'{RequestReader.Short(text)}' is no number of orders.",
            "Give 1 to 1,000, or leave it out for 100.");
}
