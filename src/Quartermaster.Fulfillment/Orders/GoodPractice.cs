using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Good practice, to compare with: the cheapest FC that has the whole order, else greedy splits.</summary>
/// <remarks>Knows stock and today's cost; knows no future cost.</remarks>
public sealed class GoodPractice(OrdersPolicy policy) : IOrdersEngine
{
    /// <inheritdoc/>
    public void Decide(OrderInputs inputs, Span<ShipmentRow> decisions, ReasonWriter<OrderReason>? why) =>
        OrderDecision.DecideAll(SourcingRule.CheapestWhole, policy, inputs, decisions, why);

    /// <inheritdoc/>
    public void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null) =>
        OrderDecision.DecideOne(SourcingRule.CheapestWhole, policy, inputs, in request, lines, rows, why);
}
