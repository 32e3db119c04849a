namespace Quartermaster.Domain.Goods;

/// <summary>What of an order's claims is goods: on a shelf, or on their way.</summary>
public static class GoodsClaims
{
    /// <summary>Whether an order claims any goods: without them there is nothing to ship.</summary>
    public static bool Any(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots) =>
        lines.Length > 0 || AnyArriving(slots);

    /// <summary>Whether any of the claims is on goods on their way. O(claims).</summary>
    public static bool AnyArriving(ReadOnlySpan<SlotClaim> slots)
    {
        foreach (ref readonly var claim in slots)
        {
            if (claim.Slot.Kind == SlotKind.Arrival)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What claims on goods on their way become when they have come.</summary>
    public static StockClaim[] AsStock(SlotClaim[] waits) => Array.ConvertAll(waits, claim =>
        new StockClaim(new(claim.Slot.Place), new(claim.Slot.Window), claim.Units));

    /// <summary>All goods that are claimed: those on a shelf, then those on their way.</summary>
    public static StockClaim[] All(StockClaim[] lines, SlotClaim[] slots) => [.. lines, .. AsStock(Arriving(slots))];

    /// <summary>The claims on goods on their way.</summary>
    public static SlotClaim[] Arriving(SlotClaim[] slots) =>
        Array.FindAll(slots, claim => claim.Slot.Kind == SlotKind.Arrival);
}
