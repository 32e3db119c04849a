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

    /// <summary>Whether it claims goods, there or on their way.</summary>
    public bool HasClaims => Claims.Length > 0 || Waits.Length > 0;

    /// <summary>What several ledgers have of one order, in their turn.</summary>
    public static OrderHoldings Together(IEnumerable<OrderHoldings> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        OrderHoldings[] all = [.. parts];
        return new(
            [.. all.SelectMany(part => part.Claims)], [.. all.SelectMany(part => part.Waits)],
            [.. all.SelectMany(part => part.Picked).Distinct()], [.. all.SelectMany(part => part.Shipped)]);
    }
}
