using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What a ledger has of an order's goods.</summary>
/// <param name="Claims">What it claims, in the order of its lines.</param>
/// <param name="Waits">What it waits for, by where that comes to.</param>
/// <param name="Picked">Where it is being picked, by number.</param>
/// <param name="Shipped">What has left, in turn; of an order that is closed too, while it is remembered.</param>
public sealed record OrderHoldings(
    StockClaim[] Claims, SlotClaim[] Waits, FacilityId[] Picked, StockClaim[] Shipped)
{
    /// <summary>What nobody has anything of.</summary>
    public static OrderHoldings Nothing { get; } = new([], [], [], []);

    /// <summary>The hands that it claims, by center and day.</summary>
    public SlotClaim[] Hands { get; init; } = [];

    /// <summary>Until when it is held; not known where it is not only held, or does not expire.</summary>
    public Instant HeldUntil { get; init; }

    /// <summary>The day on which it is to leave a center, by its claim on hands there; null where it has none.
    /// </summary>
    public DateOnly? LeavesOn(FacilityId center)
    {
        foreach (var hands in Hands)
        {
            if (hands.Slot.Place == center.Value)
            {
                return DateOnly.FromDayNumber(hands.Slot.Window);
            }
        }

        return null;
    }

    /// <summary>Whether it claims goods, there or on their way.</summary>
    public bool HasClaims => Claims.Length > 0 || Waits.Length > 0;

    /// <summary>What several ledgers have of one order, in their turn.</summary>
    public static OrderHoldings Together(IEnumerable<OrderHoldings> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        OrderHoldings[] all = [.. parts];
        return new(
            [.. all.SelectMany(part => part.Claims)], [.. all.SelectMany(part => part.Waits)],
            [.. all.SelectMany(part => part.Picked).Distinct()], [.. all.SelectMany(part => part.Shipped)])
        {
            Hands = [.. all.SelectMany(part => part.Hands)],
            HeldUntil = new(all.Max(part => part.HeldUntil.UnixMilliseconds)),
        };
    }
}
