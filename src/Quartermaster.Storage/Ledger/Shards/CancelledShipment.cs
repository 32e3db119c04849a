using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>What became of a shipment that somebody cancelled.</summary>
/// <param name="State">Posted; AlreadyPosted where it was cancelled before; Refused where nobody announced it, or what
/// is open of it is not known; TooOld where the clock lies before the days that are remembered.</param>
/// <param name="IsAnnounced">Whether the ledger knows its code.</param>
/// <param name="Lines">What of it is no longer on order, now or since it was cancelled, by center and product.</param>
/// <param name="Cuts">Claims of orders that were released now: they wait for goods that will not come.</param>
public sealed record CancelledShipment(
    Outcome State, bool IsAnnounced, IReadOnlyList<StockClaim> Lines, IReadOnlyList<ClaimCut> Cuts);
