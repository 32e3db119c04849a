using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Takes orders as clients write them, and answers what has become of them.</summary>
internal sealed class OrderAnswers(
    OnlinePlane plane, OfferSigner signer, OrderTaker taker, NextOffers nextOffers, ServePolicy policy)
{
    private const int OldestMinutes = 1_440;

    /// <summary>Takes an order.</summary>
    /// <returns>201 for a new order, 200 for one that was given before.</returns>
    /// <exception cref="ProblemException">It cannot be read, or cannot be taken.</exception>
    internal async Task<(int Status, OrderAnswer Answer)> TakeAsync(OrderPost post, CancellationToken cancel)
    {
        var view = plane.View;
        var (wish, late) = Read(view, post);
        var taken = await taker.TakeAsync(view, wish, cancel).ConfigureAwait(false);
        if (late is not null && !taken.IsRepeated)
        {
            throw new ProblemException(late);
        }

        if (taken.Outcome == OrderOutcome.OtherContent)
        {
            throw new ProblemException(Problem.Of(409, "other-order",
                $"The ledger has another order under '{post.Order}'.",
                "An order does not change: cancel it, or give this one a code of its own.", "/order"));
        }

        if (taken.IsRepeated)
        {
            return (200, await FindAsync(post.Order, cancel).ConfigureAwait(false) with { IsRepeated = true });
        }

        return taken.Outcome.IsAccepted() ? (201, Answer(view, taken)) : throw Refuse(view, wish, taken);
    }

    /// <summary>What has become of an order.</summary>
    internal async Task<OrderAnswer> FindAsync(string code, CancellationToken cancel)
    {
        var key = OrderKey.Of(RequestReader.Code(code, "/order"));
        var found = await plane.Ledger.FindAsync(key, plane.Now, cancel).ConfigureAwait(false);
        if (found.State == OrderOutcome.Unknown)
        {
            throw Unknown(code);
        }

        return ToldOrder.Of(plane.View, code, found, plane.Now);
    }

    /// <summary>Commits an order that is held.</summary>
    internal Task<OrderAnswer> CommitAsync(string code, CancellationToken cancel) =>
        StepAsync(code, (key, now) => plane.Ledger.DecideAsync(key, now, cancel),
            state => state is OrderOutcome.Decided or OrderOutcome.Shipped,
            "It cannot be committed any more", "Give it again under a code of its own.", cancel);

    /// <summary>Gives an order up: what has not left is free again.</summary>
    internal Task<OrderAnswer> CancelAsync(string code, CancellationToken cancel) =>
        StepAsync(code, (key, now) => plane.Ledger.ReleaseAsync(key, now, cancel),
            state => state is OrderOutcome.Released or OrderOutcome.Expired or OrderOutcome.Cut,
            "It cannot be cancelled any more", "What has left can only come back as a return.", cancel);

    /// <summary>Somebody picks an order.</summary>
    internal Task<OrderAnswer> PickAsync(string code, PickPost post, CancellationToken cancel)
    {
        var from = post.From is { } name ? RequestReader.Facility(plane.View, name, "/from") : default;
        return StepAsync(code, (key, now) => plane.Ledger.PickAsync(key, from, now, cancel),
            state => state is OrderOutcome.Decided or OrderOutcome.Shipped,
            "It cannot be picked", "Only orders that are decided are picked: commit it first.", cancel,
            order => ParcelsThere.RequireAny(plane.View, code, order, from));
    }

    /// <summary>Goods of an order have left.</summary>
    internal Task<OrderAnswer> ShipAsync(string code, ShipPost post, CancellationToken cancel)
    {
        var from = post.From is { } name ? RequestReader.Facility(plane.View, name, "/from") : default;
        var at = RequestReader.Time(post.At, plane.Now, "/at");
        return StepAsync(
            code, (key, now) => plane.Ledger.ShipAsync(key, from, at, at.UtcDay < now.UtcDay, cancel),
            state => state is OrderOutcome.Decided or OrderOutcome.Shipped,
            "It cannot be shipped", "Only orders that are decided leave: commit it first.", cancel, order =>
            {
                OrderTimes.RequireLeft(at, order.Ask?.At ?? default, plane.Now, policy.ClockSkewMinutes);
                if (!post.Part)
                {
                    ParcelsThere.RequireWhole(plane.View, code, order, from);
                }

                ParcelsThere.RequireAny(plane.View, code, order, from, hasLeft: true);
            });
    }

    private async Task<OrderAnswer> StepAsync(
        string code, Func<OrderKey, Instant, ValueTask<OrderOutcome>> step, Func<OrderOutcome, bool> isDone,
        string why, string next, CancellationToken cancel, Action<FoundOrder>? require = null)
    {
        var (key, now) = (OrderKey.Of(RequestReader.Code(code, "/order")), plane.Now);
        var before = await plane.Ledger.FindAsync(key, now, cancel).ConfigureAwait(false);
        require?.Invoke(before);
        var state = await step(key, now).ConfigureAwait(false);
        return state == OrderOutcome.Unknown ? throw Unknown(code)
            : isDone(state) ? Told(before, state, await FindAsync(code, cancel).ConfigureAwait(false))
            : throw new ProblemException(Problem.Of(409, "out-of-turn",
                $"{why}: order '{code}' is {NameOf(state == OrderOutcome.OutOfTurn ? before.State : state)}.", next));
    }

    // The ledger's word is of claims, the client's of the order: what was given up is cancelled.
    internal static string NameOf(OrderOutcome state) =>
        state == OrderOutcome.Released ? "cancelled" : PromiseAnswers.NameOf(state);

    // Whoever got no answer asks again: a step that changed neither the state nor what is claimed and picked is one.
    private static OrderAnswer Told(FoundOrder before, OrderOutcome state, OrderAnswer answer) => answer with
    {
        IsRepeated = before.State == state && before.Claims.Sum(claim => (long)claim.Units)
            == answer.Fulfillments.SelectMany(one => one.Items).Sum(item => (long)item.Units)
                - answer.Waiting.Sum(item => (long)item.Units)
            && before.Picked.Length == answer.Fulfillments.Count(one => one.IsPicked),
    };

    // What is too late only for a new order is said after the ledger was asked: whoever got no answer asks again.
    private (OrderWish Wish, Problem? Late) Read(PlaneView view, OrderPost post)
    {
        if (!view.TakesOrders)
        {
            throw new ProblemException(Problem.Of(503, "no-orders", "Only promises are served here.", null));
        }

        var (code, now) = (RequestReader.Code(post.Order, "/order"), plane.Now);
        var cart = RequestReader.Cart(view, post.Items);
        var region = RequestReader.Region(view, post.Destination);
        var at = RequestReader.Time(post.PlacedAt, now, "/placed_at");
        if (at > now.PlusMinutes(policy.ClockSkewMinutes))
        {
            throw OrderTimes.PlacedAt(at, now);
        }

        var late = at.UtcDay < RemembersFrom ? TooOld(at)
            : at < now.PlusMinutes(-OldestMinutes) ? OrderTimes.PlacedAt(at, now).Problem : null;
        var speed = post.Speed is null ? default(Domain.Tables.Speed?) : RequestReader.SpeedOf(post.Speed, "/speed");
        var deadline = default(Instant);
        if (post.Offer is { } offer)
        {
            var terms = signer.Read(offer, cart) is { } read && read.Region == region ? read
                : throw RequestReader.Bad("/offer", "The offer is not one of ours for these items and this region.",
                    "Bring an offer exactly as the promise gave it, with the same items; or leave it out.");
            late ??= now <= Instant.OfMinutes(terms.ExpiresMinute) ? null : Problem.Of(409, "offer-ended",
                $"The offer stood until {Instant.OfMinutes(terms.ExpiresMinute)}.", "Ask for a new promise.", "/offer");
            (speed, deadline) = (terms.Speed, Instant.OfMinutes(terms.PromisedMinute));
        }

        var customer = post.Customer is { } name ? CustomerKey.Of(RequestReader.Code(name, "/customer")) : default;
        return (new(new(code, region, at, speed, cart) { Customer = customer }, FillOf(post), IsHeld(post), deadline,
            late is not null), late);
    }

    private static OrderAnswer Answer(PlaneView view, TakenOrder taken)
    {
        var draft = taken.Draft!;
        var clock = view.ClockOf(draft.Order.Region);
        return new(draft.Order.Code, PromiseAnswers.NameOf(taken.Outcome), IsRepeated: false)
        {
            Speed = PromiseAnswers.NameOf(draft.Offer!.Speed),
            Promised = clock.WriteIso(draft.Offer.Promised),
            Region = view.Catalog.CodeOf(draft.Order.Region),
            HeldUntil = taken.Outcome == OrderOutcome.Held ? clock.WriteIso(taken.HeldUntil) : null,
            Cost = draft.Shipments.Sum(goods => goods.Paid.Micros) / 1_000_000m,
            Fulfillments =
            [
                .. draft.Shipments.GroupBy(goods => goods.From).Select(of => new FulfillmentAnswer(
                    view.Catalog.CodeOf(of.Key),
                    [.. of.Select(goods => new ShippedItem(view.Catalog.CodeOf(goods.Product), goods.Units))])
                {
                    Delivery = clock.WriteIso(of.Max(goods => goods.Delivery)),
                }),
            ],
            Waiting =
            [
                .. draft.Shipments.Where(goods => goods.Arriving > 0)
                    .Select(goods => Waits(view, goods.Product, goods.From, goods.Arriving)),
            ],
            Unfulfillable = Unfulfillable(view, draft),
        };
    }

    // Of a ledger that remembers everything, the first of all days.
    private DateOnly RemembersFrom => plane.Forgetting.Memory?.From ?? default;

    private Problem TooOld(Instant at) => Problem.Of(409, "too-old",
        FormattableString.Invariant(
            $"The order was placed at {at}, and orders are remembered from {RemembersFrom:yyyy-MM-dd}: ")
            + "whether it was given before is not known.",
        "See in your own records whether it was taken. A new order needs a code of its own, and its own time.",
        "/placed_at");

    private ProblemException Refuse(PlaneView view, OrderWish wish, TakenOrder taken)
    {
        if (taken.Outcome == OrderOutcome.TooOld)
        {
            return new(TooOld(wish.Order.At));
        }

        var (type, detail) = taken.Outcome == OrderOutcome.Refused
            ? ("refused", "The ledger cannot take the order.")
            : wish.Deadline.IsKnown ? ("offer-changed", $"The offer cannot be kept: {WhyChanged(taken)}.")
            : ("unfulfillable", "The order cannot be fulfilled as asked.");
        return new(Problem.Of(409, type, detail,
            taken.Next is not { } offer ? "Nothing can be promised for it now."
                : offer.Lines.Rows.Length == wish.Order.Lines.Length ? "Ask the customer to take the next offer."
                : "Ask the customer to take the next offer, which is for a part of the order: see its items.")
        with
        {
            Unfulfillable = taken.Draft is { } draft ? Unfulfillable(view, draft) : [],
            NextOffer = taken.Next is { } next ? nextOffers.Of(view, next, wish.Order.Region) : null,
        });
    }

    // The ledger says what was missing when it was placed last, the draft what was missing before.
    private static string WhyChanged(TakenOrder taken)
    {
        var because = taken.Draft?.Refused.Select(line => line.Because).ToHashSet() ?? [];
        return because.Contains(RefusalReason.OutOfStock) ? "the goods have gone meanwhile"
            : because.Contains(RefusalReason.NotInTime) ? "the goods have gone from where they would be in time"
            : because.Contains(RefusalReason.LaneFull)
                ? "the departures, or the delivery days, that would be in time have filled up meanwhile"
            : because.Contains(RefusalReason.NoSlot)
                ? "the centers can pick no more on the days that would be in time"
            : taken.Outcome == OrderOutcome.SlotFull ? "hands, or room on the way, have been taken meanwhile"
            : "the goods have gone meanwhile";
    }

    internal static WaitingItem Waits(PlaneView view, ProductId product, FacilityId facility, int units) =>
        new(view.Catalog.CodeOf(product), view.Catalog.CodeOf(facility), units);

    private static UnfulfillableAnswer[] Unfulfillable(PlaneView view, OrderDraft draft) =>
    [
        .. draft.Refused.Select(line => new UnfulfillableAnswer(view.Catalog.CodeOf(line.Product), line.Units,
            PromiseAnswers.NameOf(line.Because), FulfillAnswer.Words(line.Because))),
    ];

    private ProblemException Unknown(string code) => new(Problem.Of(404, "unknown-order",
        $"There is no order '{RequestReader.Short(code)}'.", "Orders are told apart by the codes they were given."
            + (RemembersFrom == default ? "" : FormattableString.Invariant(
                $" Those that are closed are remembered from {RemembersFrom:yyyy-MM-dd}, by the day they were placed."))
        ));

    private static FillRule FillOf(OrderPost post) => post.Fill switch
    {
        null or "fill_available" => FillRule.Available,
        "fill_or_kill" => FillRule.OrKill,
        "fill_all" => FillRule.All,
        var other => throw RequestReader.Bad("/fill", $"'{RequestReader.Short(other)}' is no way to fill an order.",
            "Ways are fill_available, fill_or_kill and fill_all."),
    };

    private static bool IsHeld(OrderPost post) => post.Action switch
    {
        null or "ship" => false,
        "hold" => true,
        var other => throw RequestReader.Bad("/action", $"'{RequestReader.Short(other)}' is no action.",
            "Actions are ship and hold."),
    };
}
