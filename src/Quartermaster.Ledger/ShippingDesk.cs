using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Notes in the ledger what has left for customers.</summary>
/// <remarks>What left before the day of the last count was not on the shelf any more when it was counted, while the
/// ledger, not yet told, took the count to include it: those units are given back to the shelf, so that they are not
/// deducted twice.</remarks>
/// <param name="ledger">The ledger; nobody else writes it meanwhile.</param>
/// <param name="counted">The day of the last count: <see cref="Counted"/>.</param>
public sealed class ShippingDesk(GoodsLedger ledger, DateOnly counted)
{
    /// <summary>A desk that looks up the day of the last count itself. O(keys).</summary>
    /// <param name="ledger">The ledger; nobody else writes it meanwhile.</param>
    public ShippingDesk(GoodsLedger ledger) : this(ledger, Counted(ledger))
    {
    }

    /// <summary>The day of a ledger's last count; the first of all days where there was none. O(keys).</summary>
    public static DateOnly Counted(GoodsLedger ledger) => StockStatements.Last(ledger, StockState.OnHand) ?? default;

    /// <summary>Ships what a decided order claims at a facility; again, it changes nothing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where; none for all its facilities.</param>
    /// <param name="at">When it left.</param>
    /// <returns>The units that left; 0 where the order claims nothing there or is not decided.</returns>
    public long Ship(OrderKey order, FacilityId facility, Instant at)
    {
        var claims = ClaimsAt(order, facility);
        if (claims.Length == 0 || ledger.StateOf(order) != OrderOutcome.Decided)
        {
            return 0;
        }

        ledger.Ship(order, facility, at);
        return GivenBack(order, at, claims);
    }

    /// <summary>Ships the part of an order that this ledger holds, told to do so by its home: see
    /// <see cref="GoodsLedger.ShipPart"/>.</summary>
    /// <inheritdoc cref="Ship"/>
    public long ShipPart(OrderKey order, FacilityId facility, Instant at)
    {
        var claims = ClaimsAt(order, facility);
        return ledger.ShipPart(order, facility, at) == 0 ? 0 : GivenBack(order, at, claims);
    }

    /// <summary>Ships an order in its home, after its other parts: see <see cref="GoodsLedger.ShipHome"/>.</summary>
    /// <inheritdoc cref="Ship"/>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where; none for all its facilities.</param>
    /// <param name="at">When it left.</param>
    /// <param name="parts">How the other parts stand since then.</param>
    /// <param name="outcome">What the order is since then.</param>
    public long ShipHome(
        OrderKey order, FacilityId facility, Instant at, in PartTotals parts, out OrderOutcome outcome)
    {
        var claims = ClaimsAt(order, facility);
        outcome = ledger.ShipHome(order, facility, at, in parts, out var units);
        return units == 0 ? 0 : GivenBack(order, at, claims);
    }

    private StockClaim[] ClaimsAt(OrderKey order, FacilityId facility) =>
    [
        .. ledger.ClaimsOf(order).Where(claim => facility == default || claim.Facility == facility),
    ];

    private long GivenBack(OrderKey order, Instant at, StockClaim[] claims)
    {
        if (at.UtcDay < counted)
        {
            GiveBack(order, at, claims);
        }

        return claims.Sum(claim => (long)claim.Units);
    }

    private void GiveBack(OrderKey order, Instant at, StockClaim[] claims)
    {
        // The claims have just left, so this is once; an order may ship the same goods more than once, as they come.
        var cause = EntryKey.Of($"counted without {order.High:x16}{order.Low:x16} {ledger.Sequence}", 0).Cause;
        // What left before the days that are remembered is given back all the same: the order says that it is once.
        at = at.UtcDay < ledger.RemembersFrom ? Instant.Of(ledger.RemembersFrom) : at;
        var entries = Array.ConvertAll(claims, claim => new Entry(
            new(cause, ((ulong)(uint)claim.Product.Value << 32) | (uint)claim.Facility.Value), at, claim.Product,
            claim.Owner, 0, Account.Outside(GoodsState.Adjusted), new(claim.Facility, GoodsState.OnHand),
            claim.Units));
        ledger.Post(entries, new Outcome[entries.Length]);
    }
}
