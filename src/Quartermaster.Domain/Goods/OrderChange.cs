namespace Quartermaster.Domain.Goods;

/// <summary>A step that an order took in the ledger.</summary>
/// <param name="Order">The order.</param>
/// <param name="State">What it is since then.</param>
/// <param name="At">When.</param>
/// <param name="Facility">From where goods left, or where they are picked; none for other steps, and for everywhere.
/// </param>
public readonly record struct OrderChange(
    OrderKey Order, OrderOutcome State, Instant At, FacilityId Facility = default)
{
    /// <summary>Whether a count, or a lower limit, took away a part of what a decided order claimed: the order stays
    /// decided, and the customer needs a new offer for that part.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether it leaves from elsewhere than was decided before. What was promised stays so.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether units were not where it claimed them: they are off the shelf, and what could be had elsewhere
    /// in time is claimed there. Where that is less, a step that is cut says so next.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether it goes to another address than before, or was promised anew for it.</summary>
    public bool IsReaddressed { get; init; }

    /// <summary>Whether somebody picks it, at the facility that is named, or everywhere.</summary>
    public bool IsPicked { get; init; }

    /// <summary>Which goods left, were taken away, or were not where they were claimed; a facility of none where it
    /// does not matter. Null where it is about the order as a whole, or lies in another shard.</summary>
    public Table<StockClaim>? Lines { get; init; }

    /// <summary>Whether it waits for nothing any more: what it waited for has come, or was cut. It can leave as a
    /// whole, or what is left of it can.</summary>
    /// <remarks>Not said of orders that were only held until then, nor of orders that lie in several ledgers: none of
    /// them knows whether the others wait.</remarks>
    public bool IsThere { get; init; }

    /// <summary>What was asked for, where the ledger no longer knows the order; null where it does, or nobody said.
    /// </summary>
    public OrderAsk? Ask { get; init; }
}
