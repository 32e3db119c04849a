using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Decides which FCs ship an order's units by which ways: the exact cheapest set within the promise, the
/// future cost of stock and the prices of slots included.</summary>
/// <remarks>Every set of up to four FCs is looked at unless a bound rules it out. See README.md in this
/// folder.</remarks>
public sealed class OrdersEngine(OrdersPolicy policy) : IOrdersEngine
{
    /// <inheritdoc/>
    public void Decide(OrderInputs inputs, Span<ShipmentRow> decisions, ReasonWriter<OrderReason>? why) =>
        OrderDecision.DecideAll(SourcingRule.CheapestSet, policy, inputs, decisions, why);

    /// <inheritdoc/>
    public void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null) =>
        OrderDecision.DecideOne(SourcingRule.CheapestSet, policy, inputs, in request, lines, rows, why);
}
