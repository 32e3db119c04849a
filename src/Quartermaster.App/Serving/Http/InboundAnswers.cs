using System.Globalization;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Prices;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Placement;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Http;

/// <summary>Says how a vendor's shipment can be sent to centers and for how much, and announces it as one of the
/// options says.</summary>
/// <remarks>Nothing is kept of an option: its text carries its split and expiry, signed for the shipment's code, and
/// stands after a restart too.</remarks>
/// <param name="plane">The plane.</param>
/// <param name="signer">Signs options.</param>
/// <param name="policy">The settings.</param>
internal sealed class InboundAnswers(OnlinePlane plane, OfferSigner signer, ServePolicy policy) : IDisposable
{
    private const int MostSingle = 4;
    private const int MostDaysAhead = 730;

    // A few seconds of a processor where quantities are large: "dotnet run -c Release -- inbound" in benchmarks.
    private const int MostCells = 16_000;

    // Who waits holds its own request and nothing else; shipments of a few items take milliseconds.
    internal const int MostWaiting = 32;

    /// <summary>The turns of those who ask for options.</summary>
    internal Turns Turns { get; } = new(MostWaiting);

    /// <summary>The most items of a shipment that options are asked for.</summary>
    /// <param name="centers">The centers they may go to; 1 or more.</param>
    internal static int MostItems(int centers) => Math.Min(ShipmentAnswers.MostLines, MostCells / centers);

    /// <summary>The options of a shipment.</summary>
    internal async Task<InboundOptionsAnswer> OptionsAsync(InboundOptionsAsk ask, CancellationToken cancel)
    {
        var (view, now) = (Ready(), plane.Now);
        var code = RequestReader.Code(ask.Shipment, "/shipment");
        var (vendor, day) = (VendorOf(view, ask.From), DayOf(ask.Arrives, now.UtcDay));
        var lines = ShipmentAnswers.Lines(ask.Items.Count, i => ask.Items[i] is { } item
            ? (RequestReader.Product(view, item.Product, $"/items/{i}/product"), item.Units, true)
            : throw RequestReader.Bad($"/items/{i}", "The item is null.", "Leave it out."));
        var facts = view.Parts.Facts!;
        if (!Array.TrueForAll(facts.Centers, view.Parts.Facilities.Contains))
        {
            throw new ProblemException(Problem.Of(409, "no-center", "No center has a way to customers.",
                "Import lanes from fulfillment centers to regions."));
        }

        if (lines.Length > MostItems(facts.Centers.Length))
        {
            throw RequestReader.Bad("/items", $"There are {lines.Length} items for {facts.Centers.Length} centers.",
                $"Give at most {MostItems(facts.Centers.Length)} a shipment, the rest under a code of its own: no "
                    + "product depends on another.");
        }

        var options = await Turns.RunAsync(
            soon => ComputeAsync(view, vendor, lines, day, soon), cancel).ConfigureAwait(false);
        var expires = now.UnixMinutes + policy.OfferMinutes;
        return new(code, view.Parts.Currency, Instant.OfMinutes(expires).ToString(),
            [.. options.Select(option => Answer(view, option, new InboundTerms(expires, option.Rows)
                .Write(signer, code)))]);
    }

    /// <summary>A shipment goes as an option says.</summary>
    internal async Task<(int Status, InboundConfirmAnswer Answer)> ConfirmAsync(
        string shipment, InboundConfirm post, CancellationToken cancel)
    {
        var (view, now, code) = (Ready(), plane.Now, RequestReader.Code(shipment, "/shipment"));
        var terms = InboundTerms.Read(signer, code, post.Option) ?? throw RequestReader.Bad("/option",
            "The option is not one of ours for this shipment.",
            "Bring an option exactly as /v1/inbound/options gave it, under the code it was asked for; or ask anew.");
        var cause = ShipmentAnswers.CauseOf(code);
        var content = EntryKey.Of($"{cause}\noption\n{string.Join('\n', terms.Rows)}", 1);

        // Whoever got no answer asks again: what was confirmed is said to be, however late.
        if (now > Instant.OfMinutes(terms.ExpiresMinute)
            && !await plane.Ledger.HasAsync(content, cancel).ConfigureAwait(false))
        {
            throw new ProblemException(Problem.Of(409, "option-ended",
                $"The option stood until {Instant.OfMinutes(terms.ExpiresMinute)}.",
                "Ask for options anew: POST /v1/inbound/options.", "/option"));
        }

        if (terms.Rows.FirstOrDefault(row => !view.Parts.IsProduct(row.Product)
            || !view.Parts.Facilities.Contains(row.Facility)) is { Units: > 0 } gone)
        {
            throw RequestReader.Bad("/option", string.Create(CultureInfo.InvariantCulture,
                $"Product {gone.Product.Value} or facility {gone.Facility.Value} is no longer in the tables."),
                "Ask for options anew: POST /v1/inbound/options.");
        }

        var inbound = new LedgerInbound<PlacementRow>(EntryKey.Of(cause, 0), content, terms.Rows,
            row => row.Product, (_, i, key) =>
                [Movements.Order(key, now, terms.Rows[i].Product, terms.Rows[i].Facility, terms.Rows[i].Units)])
        {
            Ended = ShipmentKeys.Cancelled(code), NoteOf = entry => ShipmentKeys.Announced(code, in entry),
        };
        var answer = new InboundConfirmAnswer(code, "announced", false, Shares(view, terms.Rows));
        var outcome = await inbound.PostAsync(plane.Ledger, now, cancel).ConfigureAwait(false);
        var state = await ShipmentAnswers.StateOfAsync(plane, outcome, code, cancel).ConfigureAwait(false);
        return ShipmentAnswers.ToldOf(plane, outcome, answer, () => answer with { State = state, IsRepeated = true });
    }

    public void Dispose() => Turns.Dispose();

    private async Task<IReadOnlyList<InboundOption>> ComputeAsync(
        PlaneView view, VendorId vendor, ShipmentAnswers.InboundLine[] lines, DateOnly day, CancellationToken cancel)
    {
        var facts = view.Parts.Facts!;
        var arriving = await ArrivingAsync(facts, vendor, lines, cancel).ConfigureAwait(false);
        var inputs = InboundGather.Inputs(
            facts, view.Parts.Company!.Gather, view.Parts.Board ?? PriceBoard.Empty, arriving, day);
        return inputs.Check() is [var finding, ..]
            ? throw RequestReader.Bad($"/items/{finding.Row / facts.Centers.Length}", finding.Rule,
                "Correct the product's tables, or announce it to a center: POST /v1/inbound.")
            : new InboundOptions(view.Parts.Placement).Of(
                inputs, InboundGather.Rates(facts, arriving), MostSingle, cancel);
    }

    private PlaneView Ready() => plane.View is { TakesOrders: true } view ? view
        : throw new ProblemException(Problem.Of(503, "no-orders", "Only promises are served here.", null));

    private static VendorId VendorOf(PlaneView view, string? code) => code is null ? default
        : view.Catalog.Find<VendorId>(code) is { Value: > 0 } vendor ? vendor
        : throw RequestReader.Bad("/from", $"There is no vendor '{RequestReader.Short(code)}'.",
            "Import it, correct the code, or leave it out.");

    private static DateOnly DayOf(string? text, DateOnly today) => text is null ? today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= today && day.DayNumber - today.DayNumber <= MostDaysAhead ? day
        : throw RequestReader.Bad("/arrives", $"'{RequestReader.Short(text)}' is no day from today to two years ahead.",
            FormattableString.Invariant($"Write for example {today:yyyy-MM-dd}, or leave it out for today."));

    // What centers have of each product, or have on its way.
    private async Task<ArrivingLine[]> ArrivingAsync(
        CompanyFacts facts, VendorId vendor, ShipmentAnswers.InboundLine[] lines, CancellationToken cancel)
    {
        var map = plane.Ledger.Map;
        var there = new long[lines.Length][];
        await plane.Ledger.EachAsync((shard, ledger) =>
        {
            for (var i = 0; i < lines.Length; i++)
            {
                if (map.ShardOf(lines[i].Product) == shard)
                {
                    there[i] = Array.ConvertAll(facts.Centers, center => UnitsAt(ledger, lines[i].Product, center));
                }
            }

            return true;
        }, cancel).ConfigureAwait(false);
        return [.. lines.Select((line, i) => (Line: line, Row: facts.RowOf(line.Product), There: there[i])).Select(of =>
            new ArrivingLine(of.Row, of.Line.Units, InboundGather.CaseOf(facts, of.Row, vendor), of.There))];
    }

    private static long UnitsAt(GoodsLedger ledger, ProductId product, FacilityId center) =>
        ledger.Available(product, center) + ledger.Balance(product, default, center, GoodsState.Ordered)
            + ledger.Balance(product, default, center, GoodsState.InTransit);

    private static InboundOptionAnswer Answer(PlaneView view, InboundOption option, string text) => new(
        text, option.IsRecommended ? "recommended" : "one_center", Paid(option.Fee),
        [.. option.Costs.Select(cost =>
            new FeePart(PromiseAnswers.NameOf(cost.Because), Paid(cost.Amount), WordsOf(cost.Because)))],
        Shares(view, option.Rows));

    private static CenterShare[] Shares(PlaneView view, IReadOnlyList<PlacementRow> rows) =>
        [.. rows.GroupBy(row => row.Facility).OrderBy(of => of.Key.Value).Select(of => new CenterShare(
            view.Catalog.CodeOf(of.Key),
            [.. of.Select(row => new ShippedItem(view.Catalog.CodeOf(row.Product), row.Units))]))];

    private static decimal Paid(MoneySum sum) => (decimal)sum.Micros / 1_000_000m;

    private static string WordsOf(InboundReason because) => because switch
    {
        InboundReason.Receiving => "Receiving the units.",
        InboundReason.Lines => "Receiving a line: each product at each center that gets some of it.",
        InboundReason.Storage => "Room at the stated rate, over the days that a placement looks ahead.",
        InboundReason.Picking => "Picking the units for customers.",
        InboundReason.Freight => "Freight to customers, beyond what it would be without the shipment.",
        InboundReason.SlowerPromises => "Sales lost where customers are served later than from their fastest center.",
        InboundReason.RoomPrice => "Room where the last plan found it scarce.",
        _ => "Hands that receive where the last plan found them scarce.",
    };
}
