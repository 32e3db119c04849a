using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Changes;

namespace Quartermaster.App.Serving.Http;

/// <summary>Answers changes of orders that have not left: units that were not found, and other addresses.</summary>
internal sealed class ChangeAnswers(
    OnlinePlane plane, OfferSigner signer, OrderAnswers orders, NextOffers nextOffers)
{
    /// <summary>Units of an order were not found.</summary>
    internal async Task<OrderAnswer> ShortAsync(string code, ShortPost post, CancellationToken cancel)
    {
        var view = Ready();
        RequestReader.Code(code, "/order");
        var pick = new ShortPick(code, RequestReader.Code(post.Key, "/key"), Lines(view, post), post.As switch
        {
            null or "lost" => GoodsState.Lost,
            "unfulfillable" => GoodsState.Unfulfillable,
            var other => throw RequestReader.Bad("/as", $"'{RequestReader.Short(other)}' is not what units can be.",
                "Units are lost or unfulfillable."),
        });
        var done = await Changes(view).ShortAsync(pick, cancel).ConfigureAwait(false);
        return done.Refusal == ChangeRefusal.None ? await ToldAsync(view, code, done, cancel).ConfigureAwait(false)
            : throw new ProblemException(ProblemOf(code, done, "/key"));
    }

    /// <summary>An order shall go elsewhere.</summary>
    internal async Task<OrderAnswer> ReaddressAsync(string code, AddressPost post, CancellationToken cancel)
    {
        var view = Ready();
        var key = OrderKey.Of(RequestReader.Code(code, "/order"));
        var to = RequestReader.Region(view, post.Destination);
        var deadline = post.Offer is null ? default
            : DeadlineOf(post.Offer, to, await plane.Ledger.FindAsync(key, plane.Now, cancel).ConfigureAwait(false));
        var done = await Changes(view).ReaddressAsync(new(code, to, post.AcceptLater, deadline), cancel)
            .ConfigureAwait(false);
        return done.Refusal == ChangeRefusal.None ? await ToldAsync(view, code, done, cancel).ConfigureAwait(false)
            : throw new ProblemException(ProblemOf(code, done, "/order") with
            {
                Unfulfillable = done.Plan is { } plan ? Unfulfillable(view, plan) : null,
                NextOffer = done.Plan?.Next is { } next ? nextOffers.Of(view, next, to) : null,
            });
    }

    private PlaneView Ready() => plane.View is { TakesOrders: true } view ? view
        : throw new ProblemException(Problem.Of(503, "no-orders", "Only promises are served here.", null));

    private LedgerChanges Changes(PlaneView view) =>
        new(plane.Ledger, view.Parts.Changes!, () => plane.View.Parts.Routes, () => plane.View.Parts.Arrivals,
            () => plane.Now);

    private async Task<OrderAnswer> ToldAsync(
        PlaneView view, string code, ChangeResult done, CancellationToken cancel)
    {
        var answer = await orders.FindAsync(code, cancel).ConfigureAwait(false);
        return done.Plan is not { } plan ? answer with { IsRepeated = true } : answer with
        {
            Cost = plan.Shipments.Count == 0 ? null : plan.Shipments.Sum(goods => goods.Paid.Micros) / 1_000_000m,
            Unfulfillable = [.. Unfulfillable(view, plan), .. Before(answer, plan, view)],
            NextOffer = plan.Next is not { } next ? null : nextOffers.Of(view, next,
                (await plane.Ledger.FindAsync(OrderKey.Of(code), plane.Now, cancel).ConfigureAwait(false))
                    .Ask?.GoesTo ?? default),
        };
    }

    private Instant DeadlineOf(string offer, RegionId to, Storage.Ledger.FoundOrder order)
    {
        CartLine[] cart =
        [
            .. order.Claims.GroupBy(claim => claim.Product).OrderBy(of => of.Key.Value)
                .Select(of => new CartLine(of.Key, of.Sum(claim => claim.Units))),
        ];
        var terms = signer.Read(offer, cart) is { } read && read.Region == to ? read
            : throw RequestReader.Bad("/offer",
                "The offer is not one of ours for what the order has and this region.",
                "Bring an offer exactly as a promise gave it, for the items that the order has; or leave it out.");
        return plane.Now <= Instant.OfMinutes(terms.ExpiresMinute) ? Instant.OfMinutes(terms.PromisedMinute)
            : throw new ProblemException(Problem.Of(409, "offer-ended",
                $"The offer stood until {Instant.OfMinutes(terms.ExpiresMinute)}.", "Ask for a new promise.",
                "/offer"));
    }

    private static StockClaim[] Lines(PlaneView view, ShortPost post)
    {
        if (post.Lines.Count is 0 or > RequestReader.MostLines)
        {
            throw RequestReader.Bad("/lines", $"There are {post.Lines.Count} lines.",
                $"Name 1 to {RequestReader.MostLines}.");
        }

        var lines = new StockClaim[post.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = post.Lines[i] ?? throw RequestReader.Bad($"/lines/{i}", "The line is null.", "Leave it out.");
            lines[i] = new(RequestReader.Product(view, line.Product, $"/lines/{i}/product"),
                RequestReader.Facility(view, line.Facility, $"/lines/{i}/facility"),
                line.Units is >= 1 and <= RequestReader.MostUnits ? line.Units
                    : throw RequestReader.Bad($"/lines/{i}/units", $"{line.Units} units were not found.",
                        "Say how many the order claims there and were not found, 1 or more."));
            if (lines.AsSpan(0, i).ToArray().Any(one => one with { Units = lines[i].Units } == lines[i]))
            {
                throw RequestReader.Bad($"/lines/{i}", "The product stands at this facility on two lines.",
                    "Name it once, with all units that were not found.");
            }
        }

        return lines;
    }

    // What the order lacked already, without what it lacks since this change.
    private static IEnumerable<UnfulfillableAnswer> Before(OrderAnswer answer, ChangePlan plan, PlaneView view) =>
        answer.Unfulfillable.Select(line => line with
        {
            Units = line.Units - plan.Left.Where(left => view.Catalog.CodeOf(left.Product) == line.Product)
                .Sum(left => left.Units),
        }).Where(line => line.Units > 0);

    private static UnfulfillableAnswer[] Unfulfillable(PlaneView view, ChangePlan plan) =>
    [
        .. plan.Left.Select(line => new UnfulfillableAnswer(view.Catalog.CodeOf(line.Product), line.Units,
            PromiseAnswers.NameOf(line.Because), ChangeWords.WhyLeft(view.Catalog, plan, line))),
    ];

    private static Problem ProblemOf(string code, ChangeResult done, string at) => done.Refusal switch
    {
        ChangeRefusal.Unknown => Problem.Of(404, "unknown-order", $"There is no order '{RequestReader.Short(code)}'.",
            "Orders are told apart by the codes they were given."),
        ChangeRefusal.NotDecided => Problem.Of(409, "out-of-turn",
            $"It cannot be changed: order '{code}' is {OrderAnswers.NameOf(done.State)}.",
            "Only what is committed and has not left whole can change."),
        ChangeRefusal.OtherContent => Problem.Of(409, "other-report",
            "Other lines of this order were reported under the same key.", "Give this report a key of its own.", at),
        ChangeRefusal.CannotKeep => Problem.Of(409, "cannot-keep-promise",
            "What was promised cannot be kept at the new address.",
            "Ask the customer to take the next offer, and bring it, or accept_later; or leave the address as it is."),
        _ => Problem.Of(409, BacklogAnswer.NameOf(done.Refusal).Replace('_', '-'), ChangeWords.WhyNot(done.Refusal),
            ChangeWords.NextOf(done.Refusal)),
    };
}
