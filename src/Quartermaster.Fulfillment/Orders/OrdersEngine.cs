using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Decides which FCs ship an order's units by which ways: the exact cheapest set within the promise, the
/// future cost of stock and the prices of slots included.</summary>
/// <remarks>Every set of FCs is looked at unless a bound rules it out. See README.md in this
/// folder.</remarks>
public sealed class OrdersEngine(OrdersPolicy policy) : IOrdersEngine
{
    /// <inheritdoc/>
    public void Decide(OrderInputs inputs, Span<ShipmentRow> decisions, ReasonWriter<OrderReason>? why) =>
        OrderDecision.DecideAll(SourcingRule.CheapestSet, policy, inputs, decisions, why);

    /// <summary>What no plan that ships every line which the FCs together have in time costs less than, however many
    /// FCs ship it: how far a search that was cut may be from the best.</summary>
    /// <param name="inputs">Everything but the order.</param>
    /// <param name="request">Where to and by when.</param>
    /// <param name="lines">The order.</param>
    /// <returns>Micros; 0 for an order that cannot be decided on, or of which nothing can be shipped.</returns>
    public long BoundOf(OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines) =>
        OrderDecision.BoundOf(policy, inputs, in request, lines);

    /// <inheritdoc/>
    public void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null) =>
        OrderDecision.DecideOne(SourcingRule.CheapestSet, policy, inputs, in request, lines, rows, why);
}
