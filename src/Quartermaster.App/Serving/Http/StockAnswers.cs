using System.Globalization;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Http;

/// <summary>Hears what is in stock and what arrives, and answers where units are.</summary>
internal sealed class StockAnswers(OnlinePlane plane)
{
    internal const int MostLines = 1_000;

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

    /// <summary>Goods will come from a vendor.</summary>
    internal Task<(int Status, InboundAnswer Answer)> AnnounceAsync(InboundPost post, CancellationToken cancel)
    {
        var (view, now) = (plane.View, plane.Now);
        var (code, to) = (RequestReader.Code(post.Shipment, "/shipment"), RequestReader.Facility(view, post.To, "/to"));
        var lines = Lines(post.Items.Count, i => post.Items[i] is { } item
            ? (RequestReader.Product(view, item.Product, $"/items/{i}/product"), item.Units, true)
            : throw RequestReader.Bad($"/items/{i}", "The item is null.", "Leave it out."));
        return PostAsync(CauseOf(code), new(code, "announced", false, post.To, Shown(view, lines)), to, lines,
            (key, line, _) => [Movements.Order(key, now, line.Product, to, line.Units)], cancel);
    }

    /// <summary>Goods have come from a vendor.</summary>
    internal async Task<(int Status, InboundAnswer Answer)> ReceiveAsync(
        string shipment, ReceiptPost post, CancellationToken cancel)
    {
        var (view, now) = (plane.View, plane.Now);
        var code = RequestReader.Code(shipment, "/shipment");
        var receipt = RequestReader.Code(post.Receipt, "/receipt");
        var to = RequestReader.Facility(view, post.To, "/to");
        var lines = Lines(post.Items.Count, i => post.Items[i] is { } item
            ? (RequestReader.Product(view, item.Product, $"/items/{i}/product"), item.Units, item.IsSellable)
            : throw RequestReader.Bad($"/items/{i}", "The item is null.", "Leave it out."));
        var (status, answer) = await PostAsync($"receipt {code}\n{receipt}",
            new(code, "received", false, post.To, Shown(view, lines)), to, lines, Entries, cancel)
            .ConfigureAwait(false);
        var isAnnounced = await plane.Ledger.HasAsync(EntryKey.Of(CauseOf(code), 0), cancel)
            .ConfigureAwait(false);
        return (status, answer with
        {
            IsAnnounced = isAnnounced,
            Note = isAnnounced ? null
                : $"No shipment '{RequestReader.Short(code)}' was announced here{Since()}. Its units are counted: "
                    + $"against what is on order at {RequestReader.Short(post.To)}, beyond as extra. See whether the "
                    + "code is right.",
        });

        string Since() => plane.Forgetting.Memory?.From is not { DayNumber: > 0 } from ? ""
            : FormattableString.Invariant($" since {from:yyyy-MM-dd}");

        Entry[] Entries(EntryKey key, InboundLine line, long ordered)
        {
            var announced = (int)Math.Min(ordered, line.Units);
            return
            [
                .. announced == 0 ? (Entry[])[]
                    : [Movements.Receive(key, now, line.Product, to, announced, line.IsSellable)],
                .. announced == line.Units ? (Entry[])[]
                    : [Movements.ReceiveExtra(key with { Row = key.Row | 1 }, now, line.Product, to,
                        line.Units - announced, line.IsSellable)],
            ];
        }
    }

    /// <summary>What the entries of a shipment are caused by, however it is announced.</summary>
    internal static string CauseOf(string shipment) => "inbound " + shipment;

    // All lines or none, once per code; the same code with other lines is another shipment, and refused.
    private async Task<(int Status, InboundAnswer Answer)> PostAsync(
        string cause, InboundAnswer answer, FacilityId to, InboundLine[] lines,
        Func<EntryKey, InboundLine, long, Entry[]> entriesOf, CancellationToken cancel)
    {
        var name = EntryKey.Of(cause, 0);
        var content = EntryKey.Of(string.Create(CultureInfo.InvariantCulture,
            $"{cause}\n{to.Value}\n{string.Join('\n', lines)}"), 1);
        var inbound = new LedgerInbound<InboundLine>(name, content, lines, line => line.Product, (ledger, i, key) =>
            entriesOf(key, lines[i], OrderedFor(ledger, i)));
        var outcome = await inbound.PostAsync(plane.Ledger, plane.Now, cancel).ConfigureAwait(false);
        return ToldOf(plane, outcome, answer, () => answer with { IsRepeated = true });

        // Of two lines of one product the second has what the first leaves.
        long OrderedFor(GoodsLedger ledger, int line) => Math.Max(0,
            ledger.Balance(lines[line].Product, default, to, GoodsState.Ordered)
                - lines.Take(line).Where(other => other.Product == lines[line].Product).Sum(other => other.Units));
    }

    /// <summary>The answer to what the ledger says of a shipment.</summary>
    internal static (int Status, TAnswer Answer) ToldOf<TAnswer>(
        OnlinePlane plane, Outcome outcome, TAnswer posted, Func<TAnswer> repeated) => outcome switch
    {
        Outcome.Posted => (201, posted),
        Outcome.AlreadyPosted => (200, repeated()),
        Outcome.TooOld => throw new ProblemException(Problem.Of(409, "too-old", FormattableString.Invariant(
            $"It is {plane.Now} here, and the ledger remembers from {plane.Forgetting.Memory?.From:yyyy-MM-dd}."),
            "Set the clock of this machine.")),
        Outcome.Refused => throw new ProblemException(Problem.Of(409, "other-shipment",
            "There is another one under this code.", "Give it a code of its own.")),
        _ => throw new ProblemException(Problem.Of(422, "bad-value",
            $"The ledger cannot take it: {PromiseAnswers.NameOf(outcome)}.", "Correct the units.", "/items")),
    };

    /// <summary>Lines of products and units, each once.</summary>
    internal static InboundLine[] Lines(int count, Func<int, (ProductId, int, bool)> read)
    {
        if (count is 0 or > MostLines)
        {
            throw RequestReader.Bad("/items", $"There are {count} items.", $"Give 1 to {MostLines}.");
        }

        var lines = new InboundLine[count];
        for (var i = 0; i < count; i++)
        {
            var (product, units, isSellable) = read(i);
            lines[i] = units is >= 1 and <= 100_000_000 ? new(product, units, isSellable)
                : throw RequestReader.Bad($"/items/{i}/units", $"{units} units.", "Give 1 to 100,000,000.");
            for (var other = 0; other < i; other++)
            {
                if (lines[other].Product == product && lines[other].IsSellable == isSellable)
                {
                    throw RequestReader.Bad($"/items/{i}/product", "The product stands on two lines.", "Add them up.");
                }
            }
        }

        return lines;
    }

    private static ShippedItem[] Shown(PlaneView view, InboundLine[] lines) =>
        [.. lines.Select(line => new ShippedItem(view.Catalog.CodeOf(line.Product), line.Units))];

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

    internal readonly record struct InboundLine(ProductId Product, int Units, bool IsSellable);
}
