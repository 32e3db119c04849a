using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Hears what is in stock, and answers where units are.</summary>
internal sealed class StockAnswers(OnlinePlane plane)
{
    /// <summary>Takes in what a feed says. Good rows are kept, bad ones listed.</summary>
    internal async Task<InventoryAnswer> FeedAsync(InventoryPost post, CancellationToken cancel)
    {
        var (view, feed) = (plane.View, RequestReader.Code(post.Feed, "/feed"));
        if (post.Updates.Count is 0 or > DurableLedger.MostUpdates)
        {
            throw RequestReader.Bad("/updates", $"There are {post.Updates.Count} updates.",
                "Give 1 to 10,000 at a time.");
        }

        var (updates, rows, refused) = (new List<FeedUpdate>(), new List<int>(), new List<RefusedUpdate>());
        for (var row = 0; row < post.Updates.Count; row++)
        {
            if (Read(view, post.Updates[row], row, refused) is { } update)
            {
                updates.Add(update);
                rows.Add(row);
            }
        }

        var cuts = new List<ClaimCut>();
        var outcomes = updates.Count == 0 ? [] : await plane.Ledger.FeedAsync(
            FeedKey.Of(feed), plane.Now, [.. updates], cuts, cancel).ConfigureAwait(false);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is not (FeedOutcome.Applied or FeedOutcome.Repeated or FeedOutcome.Late))
            {
                var field = outcomes[i] == FeedOutcome.Refused && updates[i].Sequence < 1 ? "sequence" : "units";
                refused.Add(new(rows[i], PromiseAnswers.NameOf(outcomes[i]), WordsOf(outcomes[i]),
                    $"/updates/{rows[i]}/{field}"));
            }
        }

        return new(outcomes.Count(one => one == FeedOutcome.Applied),
            outcomes.Count(one => one == FeedOutcome.Repeated), outcomes.Count(one => one == FeedOutcome.Late),
            [.. refused.OrderBy(one => one.Row)])
        {
            ClaimsReleased = ReleasedOf(cuts, updates),
        };
    }

    /// <summary>Where a product's units are.</summary>
    internal async Task<StockAnswer> FindAsync(string code, CancellationToken cancel)
    {
        var view = plane.View;
        var product = view.FindProduct(code);
        if (product == default)
        {
            throw new ProblemException(Problem.Of(404, "unknown-product",
                $"There is no product '{RequestReader.Short(code)}'.", "Import it, or correct the code."));
        }

        var rows = await plane.Ledger.DoAsync(
            product, ledger =>
            {
                var held = ledger.OnlyHeld(product);
                return view.Parts.Facilities.OrderBy(facility => facility.Value).Select(facility =>
                    RowOf(view, ledger, product, facility, held.GetValueOrDefault(facility))).ToArray();
            }, cancel).ConfigureAwait(false);
        return new(code, [.. rows.Where(row => row is not
        {
            Fulfillable: 0, Reserved.Orders: 0, Inbound: { Ordered: 0, InTransit: 0, Claimed: 0 }, Unfulfillable: 0,
        })]);
    }

    // An order that was only held goes whole; what else it claimed is no news of this stock.
    private static int ReleasedOf(List<ClaimCut> cuts, List<FeedUpdate> updates)
    {
        var told = cuts.Count == 0 ? [] : updates.Select(update => (update.Product, update.Facility)).ToHashSet();
        return cuts.Count(cut => told.Contains((cut.Stock.Product, cut.Stock.Facility)));
    }

    private static FeedUpdate? Read(PlaneView view, UpdatePost? post, int row, List<RefusedUpdate> refused)
    {
        try
        {
            var at = $"/updates/{row}";
            return post is null ? throw RequestReader.Bad(at, "The update is null.", "Leave it out.")
                : new(RequestReader.Product(view, post.Product, $"{at}/product"),
                    RequestReader.Facility(view, post.Facility, $"{at}/facility"), post.Sequence,
                    KindOf(post.Kind, $"{at}/kind"), post.Units);
        }
        catch (ProblemException fault)
        {
            refused.Add(new(row, "refused", $"{fault.Problem.Detail} {fault.Problem.Next}",
                fault.Problem.Pointer ?? $"/updates/{row}"));
            return null;
        }
    }

    private static FeedKind KindOf(string? kind, string at) => kind switch
    {
        null or "level" => FeedKind.Level,
        "change" => FeedKind.Change,
        _ => throw RequestReader.Bad(at, $"'{RequestReader.Short(kind)}' is no kind.", "Kinds are level and change."),
    };

    private static FacilityStock RowOf(
        PlaneView view, GoodsLedger ledger, ProductId product, FacilityId facility, long held) =>
        new(view.Catalog.CodeOf(facility), ledger.Available(product, facility),
            new(ledger.Held(product, facility), held, ledger.Held(product, facility) - held),
            InboundOf(ledger, product, facility),
            ledger.Balance(product, default, facility, GoodsState.Unfulfillable));

    private static InboundStock InboundOf(GoodsLedger ledger, ProductId product, FacilityId facility)
    {
        var (ordered, inTransit) = (ledger.Balance(product, default, facility, GoodsState.Ordered),
            ledger.Balance(product, default, facility, GoodsState.InTransit));
        var use = ledger.Use(Slot.Arrival(product, facility));
        return new(ordered, inTransit, use.Claimed, Math.Max(0, ordered + inTransit - use.Claimed),
            Math.Max(0, use.Free));
    }

    private static string WordsOf(FeedOutcome outcome) => outcome switch
    {
        FeedOutcome.NotEnough => "It takes away more than is there.",
        FeedOutcome.TooMany => "More than 2,147,483,647 units would be there.",
        _ => "A sequence is 1 or more, a level 0 or more, a change not 0.",
    };
}
