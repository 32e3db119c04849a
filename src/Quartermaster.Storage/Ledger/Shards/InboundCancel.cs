using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Takes off order what has not come of a shipment that was announced, once.</summary>
/// <remarks>Of each product and center as much as was announced and none of the shipment's receipts took, and never
/// more than is on order there: what came under another code is not known. Each shard writes its lines and that the
/// shipment is cancelled in one batch, so whoever was stopped in between asks again, and only what is missing is done
/// then.
/// O(keys), a few times, while all writers stand still.</remarks>
/// <param name="Shipment">The shipment's code.</param>
/// <param name="Name">The key of the code: see <see cref="LedgerInbound{TLine}"/>.</param>
/// <param name="Facilities">Where it may go.</param>
public sealed record InboundCancel(string Shipment, EntryKey Name, IReadOnlyList<FacilityId> Facilities)
{
    private readonly EntryKey _key = ShipmentKeys.Cancelled(Shipment);

    /// <summary>Cancels it.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Gives up waiting to get into a queue; once in, it is done.</param>
    public async ValueTask<CancelledShipment> PostAsync(LedgerShards ledger, Instant now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var done = ledger.Only is { } one
            ? await one.DoAsync(goods => Post([goods], now), cancel).ConfigureAwait(false)
            : await ledger.AllAsync(shards => Post(shards, now), cancel).ConfigureAwait(false);
        await ledger.SettleAsync(done.Cuts, now).ConfigureAwait(false);
        return done;
    }

    private CancelledShipment Post(GoodsLedger[] shards, Instant now)
    {
        var missing = Array.FindAll(shards, ledger => !ledger.Has(_key));
        var isAnnounced = missing.Length < shards.Length || Array.Exists(shards, ledger => ledger.Has(Name));
        var announced = ByCause(ShipmentKeys.AnnouncedAt);

        // A build of before announced it and noted no units.
        if (missing.Length == shards.Length
            && (!isAnnounced || !Array.Exists(shards, ledger => ledger.KeysOf(announced.Keys.ToHashSet()).Any())))
        {
            return new(Outcome.Refused, isAnnounced, [], []);
        }

        // By a clock that lies before the days that are remembered nothing can be written.
        if (Array.Exists(missing, ledger => now.UtcDay < ledger.RemembersFrom))
        {
            return new(Outcome.TooOld, isAnnounced, [], []);
        }

        var cuts = new List<ClaimCut>();
        foreach (var ledger in missing)
        {
            TakeOff(ledger, announced, now, cuts);
            if (ledger.Once(_key, now) != Outcome.Posted)
            {
                throw new InvalidOperationException($"Shipment '{Shipment}' cannot be noted as cancelled at {now}.");
            }
        }

        var cancelled = ByCause(ShipmentKeys.CancelledAt);
        return new(missing.Length == 0 ? Outcome.AlreadyPosted : Outcome.Posted, true,
            [.. shards.SelectMany(ledger => ClaimsIn(ledger, cancelled))
                .OrderBy(line => (line.Facility.Value, line.Product.Value))],
            cuts);
    }

    private void TakeOff(
        GoodsLedger ledger, Dictionary<ulong, FacilityId> announced, Instant now, ICollection<ClaimCut> cuts)
    {
        var open = new Dictionary<ulong, StockClaim>();
        foreach (var line in ClaimsIn(ledger, announced))
        {
            var cell = ShipmentKeys.TakenOf(Shipment, line.Product, line.Facility);
            open[cell] = line with { Units = checked(open.GetValueOrDefault(cell).Units + line.Units) };
        }

        var taken = ledger.KeysOf(open.Keys.ToHashSet()).GroupBy(key => key.Cause)
            .ToDictionary(of => of.Key, of => of.Sum(key => (long)ShipmentKeys.UnitsOf(key)));
        var entries = open.Select(of => (Line: of.Value, Left: Math.Min(
                of.Value.Units - taken.GetValueOrDefault(of.Key), ledger.LotBalance(
                    of.Value.Product, default, 0, new(of.Value.Facility, GoodsState.Ordered)))))
            .Where(of => of.Left > 0).OrderBy(of => (of.Line.Facility.Value, of.Line.Product.Value))
            .Select(of => Movements.CancelOrder(
                new(ShipmentKeys.CancelledAt(Shipment, of.Line.Facility),
                    ShipmentKeys.RowOf(of.Line.Product, (int)of.Left)),
                now, of.Line.Product, of.Line.Facility, (int)of.Left)).ToArray();
        ledger.PostAll(entries, new Outcome[entries.Length], cuts, now);
    }

    private Dictionary<ulong, FacilityId> ByCause(Func<string, FacilityId, ulong> causeOf) =>
        Facilities.ToDictionary(facility => causeOf(Shipment, facility));

    private static IEnumerable<StockClaim> ClaimsIn(GoodsLedger ledger, Dictionary<ulong, FacilityId> byCause) =>
        ledger.KeysOf(byCause.Keys.ToHashSet()).Select(key => ShipmentKeys.GoodsOf(key) is var (product, units)
            ? new StockClaim(product, byCause[key.Cause], units) : default);
}
