using System.Globalization;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>What the ledger has of an order, as clients read it.</summary>
internal static class ToldOrder
{
    /// <summary>The answer.</summary>
    /// <param name="view">What codes stand for, and the ways there are.</param>
    /// <param name="code">The order's code.</param>
    /// <param name="found">What the ledger has.</param>
    /// <param name="now">When.</param>
    internal static OrderAnswer Of(PlaneView view, string code, FoundOrder found, Instant now)
    {
        var (ask, waits) = (found.Ask, GoodsClaims.AsStock(found.Waits));
        var clock = view.ClockOf(ask?.GoesTo ?? default);
        return new(code, OrderAnswers.NameOf(found.State), IsRepeated: false)
        {
            Region = ask is null ? null : view.Catalog.CodeOf(ask.GoesTo),
            Promised = ask is { Promised.IsKnown: true } ? clock.WriteIso(ask.Promised) : null,
            HeldUntil = found is { State: OrderOutcome.Held, Holdings.HeldUntil: { IsKnown: true } until }
                ? clock.WriteIso(until) : null,
            Items = ask is null ? null
                : [.. ask.Lines.Rows.ToArray().Select(line => Shown(view, line.Product, line.Units))],
            Unfulfillable = [.. OrderLeft.Of(found).Select(line => new UnfulfillableAnswer(
                view.Catalog.CodeOf(line.Product), line.Units, OrderLeft.Code, OrderLeft.Words))],
            Speed = ask?.Speed is { } speed ? PromiseAnswers.NameOf(speed) : null,
            Shipped = ByCenter(view, found.Shipped, (_, of) => of),
            Fulfillments = ByCenter(view, [.. found.Claims, .. waits], (center, of) => of with
            {
                IsPicked = found.Picked.Contains(center),
                ShipDay = found.Holdings.LeavesOn(center)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Cutoff = CutoffOf(view, found, center, now) is { } minute
                    ? clock.WriteIso(Instant.OfMinutes(minute)) : null,
            }),
            Waiting = [.. waits.Select(claim =>
                OrderAnswers.Waits(view, claim.Product, claim.Facility, claim.Units))],
        };
    }

    // By which way a parcel leaves is not written down: the last of its ship day that keeps the promise bounds it.
    private static int? CutoffOf(PlaneView view, FoundOrder found, FacilityId center, Instant now)
    {
        var (routes, last) = (view.Parts.Routes, int.MinValue);
        if (found.Ask is not { Promised.IsKnown: true } ask || found.Holdings.LeavesOn(center) is not { } day
            || !routes.Knows(ask.GoesTo) || routes.OriginOf(center) is not (>= 0 and var origin))
        {
            return null;
        }

        var deadline = new Fulfillment.Orders.OrderRequest(ask.GoesTo, now, ask.Promised).DeadlineMinute;
        for (var way = routes.RangeOf(origin, ask.GoesTo).Start; way < routes.SparesOf(origin, ask.GoesTo).End; way++)
        {
            ref readonly var option = ref routes.Options[way];
            last = routes.ShipDayOf(way) == day.DayNumber && option.DeliveryMinute <= deadline
                ? Math.Max(last, option.CutoffMinute) : last;
        }

        return last == int.MinValue ? null : last;
    }

    private static FulfillmentAnswer[] ByCenter(
        PlaneView view, StockClaim[] goods, Func<FacilityId, FulfillmentAnswer, FulfillmentAnswer> with) =>
    [
        .. goods.GroupBy(claim => claim.Facility).Select(of => with(of.Key, new(view.Catalog.CodeOf(of.Key),
            [.. of.GroupBy(claim => claim.Product)
                .Select(line => Shown(view, line.Key, line.Sum(claim => claim.Units)))]))),
    ];

    private static ShippedItem Shown(PlaneView view, ProductId product, int units) =>
        new(view.Catalog.CodeOf(product), units);
}
