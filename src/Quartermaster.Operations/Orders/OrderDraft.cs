using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>How an order would be fulfilled by the figures of a moment. Nothing is claimed yet.</summary>
/// <param name="Order">The order.</param>
public sealed record OrderDraft(CustomerOrder Order)
{
    /// <summary>What the customer is told; null where nothing can be promised.</summary>
    public DeliveryOffer? Offer { get; init; }

    /// <summary>What ships from where.</summary>
    public IReadOnlyList<ShippedGoods> Shipments { get; init; } = [];

    /// <summary>What does not ship.</summary>
    public IReadOnlyList<RefusedLine> Refused { get; init; } = [];

    /// <summary>Lines that were promised and have no center in time.</summary>
    public CartLine[] Left { get; init; } = [];

    /// <summary>What it takes from which center, of what is there.</summary>
    public StockClaim[] Claims { get; init; } = [];

    /// <summary>The hands and the room that it needs, and the goods on their way that it waits for.</summary>
    public SlotClaim[] Slots { get; init; } = [];

    /// <summary>Whether it claims goods: there, or on their way.</summary>
    public bool ClaimsGoods => GoodsClaims.Any(Claims, Slots);

    /// <summary>Whether every line ships.</summary>
    public bool IsWhole => ClaimsGoods && Refused.Count == 0;
}
