using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Notes in the ledger what has left for customers.</summary>
/// <remarks>What left before the day of the last count was not on the shelf any more when it was counted, while the
/// ledger, not yet told, took the count to include it: those units are given back to the shelf, so that they are not
/// deducted twice.</remarks>
/// <param name="ledger">The ledger; nobody else writes it meanwhile.</param>
public sealed class ShippingDesk(GoodsLedger ledger)
{
    private readonly DateOnly _counted = StockStatements.Last(ledger, StockState.OnHand) ?? DateOnly.MinValue;

    /// <summary>Ships what a decided order claims at a facility; again, it changes nothing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where; none for all its facilities.</param>
    /// <param name="at">When it left.</param>
    /// <returns>The units that left; 0 where the order claims nothing there or is not decided.</returns>
    public long Ship(OrderKey order, FacilityId facility, Instant at)
    {
        StockClaim[] claims = [.. ledger.ClaimsOf(order)
            .Where(claim => facility == default || claim.Facility == facility)];
        if (claims.Length == 0 || ledger.StateOf(order) != OrderOutcome.Decided)
        {
            return 0;
        }

        ledger.Ship(order, facility, at);
        if (at.UtcDay < _counted)
        {
            GiveBack(order, at, claims);
        }

        return claims.Sum(claim => (long)claim.Units);
    }

    private void GiveBack(OrderKey order, Instant at, StockClaim[] claims)
    {
        var cause = EntryKey.Of($"counted without {order.High:x16}{order.Low:x16}", 0).Cause;
        var entries = Array.ConvertAll(claims, claim => new Entry(
            new(cause, ((ulong)(uint)claim.Product.Value << 32) | (uint)claim.Facility.Value), at, claim.Product,
            claim.Owner, 0, Account.Outside(GoodsState.Adjusted), new(claim.Facility, GoodsState.OnHand),
            claim.Units));
        ledger.Post(entries, new Outcome[entries.Length]);
    }
}
