using System.Globalization;
using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Http;

/// <summary>Hears of shipments from vendors: that they will come, that they have, that they will not.</summary>
internal sealed class ShipmentAnswers(OnlinePlane plane)
{
    internal const int MostLines = 1_000;

    /// <summary>Goods will come from a vendor.</summary>
    internal async Task<(int Status, InboundAnswer Answer)> AnnounceAsync(
        InboundPost post, CancellationToken cancel)
    {
        var (view, now) = (plane.View, plane.Now);
        var (code, to) = (RequestReader.Code(post.Shipment, "/shipment"), RequestReader.Facility(view, post.To, "/to"));
        var lines = Lines(post.Items.Count, i => post.Items[i] is { } item
            ? (RequestReader.Product(view, item.Product, $"/items/{i}/product"), item.Units, true)
            : throw RequestReader.Bad($"/items/{i}", "The item is null.", "Leave it out."));
        var inbound = Inbound(CauseOf(code), to, lines, (key, line, _) =>
            [Movements.Order(key, now, line.Product, to, line.Units)]) with
        {
            Ended = ShipmentKeys.Cancelled(code), NoteOf = entry => ShipmentKeys.Announced(code, in entry),
        };
        var answer = new InboundAnswer(code, "announced", false, post.To, Shown(view, lines));
        var outcome = await inbound.PostAsync(plane.Ledger, now, cancel).ConfigureAwait(false);
        var state = await StateOfAsync(plane, outcome, code, cancel).ConfigureAwait(false);
        return ToldOf(plane, outcome, answer, () => answer with { State = state, IsRepeated = true });
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
        var (cause, ended) = (FormattableString.Invariant($"receipt {code}\n{receipt}\n{to.Value}"),
            ShipmentKeys.Cancelled(code));
        var before = $"receipt {code}\n{receipt}";
        var inbound = Inbound(cause, to, lines, Entries, ended) with
        {
            // A build of before had one receipt of a code, whatever center it was told for.
            Earlier = (EntryKey.Of(before, 0), ContentOf(before, to, lines)),
            NoteOf = entry => ShipmentKeys.Taken(code, in entry),
        };
        var cuts = new List<ClaimCut>();
        var outcome = await inbound.PostAsync(plane.Ledger, now, cancel, cuts).ConfigureAwait(false);
        var received = new InboundAnswer(code, "received", false, post.To, Shown(view, lines));
        var (status, answer) = ToldOf(plane, outcome, received, () => received with { IsRepeated = true });
        var isAnnounced = await plane.Ledger.HasAsync(EntryKey.Of(CauseOf(code), 0), cancel)
            .ConfigureAwait(false);
        var elsewhere = isAnnounced
            ? await AnnouncedTo(view, code, to, lines, cancel).ConfigureAwait(false) : null;
        var isCancelled = await plane.Ledger.HasAsync(ended, cancel).ConfigureAwait(false);
        var name = RequestReader.Short(code);
        return (status, answer with
        {
            IsAnnounced = isAnnounced && elsewhere is null,
            ClaimsReleased = ReleasedOf(cuts),
            Note = isCancelled ? $"Shipment '{name}' was cancelled here: what comes of it since is extra."
                : isAnnounced && elsewhere is null ? null
                : (elsewhere is null ? $"No shipment '{name}' was announced here{Since()}."
                    : $"Shipment '{name}' was announced to {elsewhere}, and not to {RequestReader.Short(post.To)}.")
                    + " Its units are counted: "
                    + $"against what is on order at {RequestReader.Short(post.To)}, beyond as extra. See whether the "
                    + (elsewhere is null ? "code is right." : "center is right."),
        });

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

    // The centers that a shipment was announced to, where that is others than this one; null where it was announced
    // here, or a build of before noted no centers. Looks at all keys only where no line is as it was announced.
    private async ValueTask<string?> AnnouncedTo(
        PlaneView view, string code, FacilityId to, InboundLine[] lines, CancellationToken cancel)
    {
        EntryKey[] asAnnounced = [.. lines.Select(line => KeyAt(to, line))];
        if ((await plane.Ledger.EachAsync((_, ledger) => Array.Exists(asAnnounced, ledger.Has), cancel)
            .ConfigureAwait(false)).Any(isHere => isHere))
        {
            return null;
        }

        var causes = Enumerable.Range(1, view.Catalog.Of<FacilityId>().Count).Select(FacilityId.Of)
            .ToDictionary(center => KeyAt(center, lines[0]).Cause);
        var found = await plane.Ledger.EachAsync(
            (_, ledger) => ledger.KeysOf(causes.Keys.ToHashSet()).Select(key => key.Cause).Distinct().ToArray(), cancel)
            .ConfigureAwait(false);
        FacilityId[] centers = [.. found.SelectMany(some => some).Distinct().Select(cause => causes[cause])];
        return centers.Length == 0 || centers.Contains(to) ? null
            : string.Join(", ", centers.Select(view.Catalog.CodeOf).Order(StringComparer.Ordinal));

        EntryKey KeyAt(FacilityId center, InboundLine line) => ShipmentKeys.Announced(
            code, Movements.Order(default, plane.Now, line.Product, center, line.Units));
    }

    /// <summary>What has not come of a shipment will not come.</summary>
    internal async Task<InboundCancelAnswer> CancelAsync(string shipment, CancellationToken cancel)
    {
        var (view, now, code) = (plane.View, plane.Now, RequestReader.Code(shipment, "/shipment"));
        var facilities = Enumerable.Range(1, view.Catalog.Of<FacilityId>().Count).Select(FacilityId.Of);
        var done = await new InboundCancel(code, EntryKey.Of(CauseOf(code), 0), [.. facilities])
            .PostAsync(plane.Ledger, now, cancel).ConfigureAwait(false);
        if (done.State == Outcome.TooOld)
        {
            throw TooOld(plane);
        }

        if (done.State == Outcome.Refused)
        {
            throw new ProblemException(done.IsAnnounced
                ? Problem.Of(409, "unknown-units", $"A build of before announced shipment '{RequestReader.Short(code)}'"
                    + ", and what is open of it is not known.",
                    "Stop the service and import a stock file that says what is on order: qm import stock FILE")
                : Problem.Of(404, "unknown-shipment",
                    $"No shipment '{RequestReader.Short(code)}' was announced here{Since()}.", "Correct the code."));
        }

        var cut = await CutOrders.OfAsync(plane.Ledger, view.Catalog, done.Cuts, now).ConfigureAwait(false);
        return new(code, "cancelled", done.State == Outcome.AlreadyPosted,
        [
            .. done.Lines.GroupBy(line => line.Facility).Select(of => new CenterShare(view.Catalog.CodeOf(of.Key),
                [.. of.Select(line => new ShippedItem(view.Catalog.CodeOf(line.Product), line.Units))])),
        ])
        {
            ClaimsReleased = ReleasedOf(done.Cuts),
            OrdersCut = cut.Orders,
            CutOrders = [.. cut.First.Select(one => new CutItem(one.Order, one.Product, one.Facility, one.Units))],
        };
    }

    /// <summary>What the entries of a shipment are caused by, however it is announced.</summary>
    internal static string CauseOf(string shipment) => "inbound " + shipment;

    /// <summary>What a shipment is that is told again: it may have been cancelled since.</summary>
    internal static async ValueTask<string> StateOfAsync(
        OnlinePlane plane, Outcome outcome, string shipment, CancellationToken cancel) =>
        outcome == Outcome.AlreadyPosted
            && await plane.Ledger.HasAsync(ShipmentKeys.Cancelled(shipment), cancel).ConfigureAwait(false)
            ? "cancelled" : "announced";

    // All lines or none, once per code; the same code with other lines is another shipment, and refused. Of one that
    // was cancelled nothing is on order any more.
    private static LedgerInbound<InboundLine> Inbound(
        string cause, FacilityId to, InboundLine[] lines, Func<EntryKey, InboundLine, long, Entry[]> entriesOf,
        EntryKey? ended = null)
    {
        return new(EntryKey.Of(cause, 0), ContentOf(cause, to, lines), lines, line => line.Product,
            (ledger, i, key) => entriesOf(key, lines[i], OrderedFor(ledger, i)));

        // Of two lines of one product the second has what the first leaves.
        long OrderedFor(GoodsLedger ledger, int line) => ended is { } key && ledger.Has(key) ? 0 : Math.Max(0,
            ledger.Balance(lines[line].Product, default, to, GoodsState.Ordered)
                - lines.Take(line).Where(other => other.Product == lines[line].Product).Sum(other => other.Units));
    }

    private static EntryKey ContentOf(string cause, FacilityId to, InboundLine[] lines) => EntryKey.Of(string.Create(
        CultureInfo.InvariantCulture, $"{cause}\n{to.Value}\n{string.Join('\n', lines)}"), 1);

    // An order that was only held goes whole; what else it claimed is no news of these goods.
    internal static int ReleasedOf(IReadOnlyList<ClaimCut> cuts) =>
        cuts.Count(cut => cut.Slot.Slot.Kind == SlotKind.Arrival);

    /// <summary>The answer to what the ledger says of a shipment.</summary>
    internal static (int Status, TAnswer Answer) ToldOf<TAnswer>(
        OnlinePlane plane, Outcome outcome, TAnswer posted, Func<TAnswer> repeated) => outcome switch
    {
        Outcome.Posted => (201, posted),
        Outcome.AlreadyPosted => (200, repeated()),
        Outcome.TooOld => throw TooOld(plane),
        Outcome.Refused => throw new ProblemException(Problem.Of(409, "other-shipment",
            "There is another one under this code.", "Give it a code of its own.")),
        _ => throw new ProblemException(Problem.Of(422, "bad-value",
            $"The ledger cannot take it: {PromiseAnswers.NameOf(outcome)}.", "Correct the units.", "/items")),
    };

    private static ProblemException TooOld(OnlinePlane plane) => new(Problem.Of(409, "too-old",
        FormattableString.Invariant(
            $"It is {plane.Now} here, and the ledger remembers from {plane.Forgetting.Memory?.From:yyyy-MM-dd}."),
        "Set the clock of this machine."));

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

    private string Since() => plane.Forgetting.Memory?.From is not { DayNumber: > 0 } from ? ""
        : FormattableString.Invariant($" since {from:yyyy-MM-dd}");

    private static ShippedItem[] Shown(PlaneView view, InboundLine[] lines) =>
        [.. lines.Select(line => new ShippedItem(view.Catalog.CodeOf(line.Product), line.Units))];

    internal readonly record struct InboundLine(ProductId Product, int Units, bool IsSellable);
}
