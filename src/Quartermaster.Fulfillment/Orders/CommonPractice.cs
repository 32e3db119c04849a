using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Common practice, to compare with: each line from the nearest FC that has it, split where none has
/// all.</summary>
/// <remarks>Looks at no cost but the way's from each FC, and at no future cost.</remarks>
public sealed class CommonPractice(OrdersPolicy policy) : IOrdersEngine
{
    /// <inheritdoc/>
    public void Decide(OrderInputs inputs, Span<ShipmentRow> decisions, ReasonWriter<OrderReason>? why) =>
        OrderDecision.DecideAll(SourcingRule.Nearest, policy, inputs, decisions, why);

    /// <inheritdoc/>
    public void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null) =>
        OrderDecision.DecideOne(SourcingRule.Nearest, policy, inputs, in request, lines, rows, why);
}
