using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>An order to be placed, and what the customer asked for.</summary>
/// <param name="Request">What it claims.</param>
/// <param name="HoldUntil">Until when it is only held; the default to decide it at once.</param>
/// <param name="Ask">What was asked for and told, kept beside it; null where nobody said.</param>
public sealed record NewOrder(OrderRequest Request, Instant HoldUntil = default, OrderAsk? Ask = null);

/// <summary>What became of it.</summary>
/// <param name="Outcome">What the ledger answered.</param>
/// <param name="IsKnown">Whether the ledger had the order before: nothing was claimed.</param>
/// <param name="Earlier">What was asked for then; null for a new order, or where nobody said.</param>
public readonly record struct PlacedOrder(OrderOutcome Outcome, bool IsKnown, OrderAsk? Earlier);

/// <summary>What the ledger has of an order.</summary>
/// <param name="State">What has become of it.</param>
/// <param name="Ask">What was asked for under it; null where nobody said.</param>
/// <param name="Holdings">What it still claims and waits for, and what has left, wherever that lies.</param>
public sealed record FoundOrder(OrderOutcome State, OrderAsk? Ask, OrderHoldings Holdings)
{
    /// <summary>What it still claims.</summary>
    public StockClaim[] Claims => Holdings.Claims;

    /// <summary>The units that it waits for, by where they come to.</summary>
    public SlotClaim[] Waits => Holdings.Waits;

    /// <summary>Where it is being picked.</summary>
    public FacilityId[] Picked => Holdings.Picked;

    /// <summary>What has left.</summary>
    public StockClaim[] Shipped => Holdings.Shipped;
}

/// <summary>What leaving did to an order.</summary>
/// <param name="Outcome">What it is since then.</param>
/// <param name="Units">The units that left now.</param>
public readonly record struct ShippedUnits(OrderOutcome Outcome, long Units);
