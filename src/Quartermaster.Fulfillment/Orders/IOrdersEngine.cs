using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Decides which FCs ship an order; also one order at a time, without making tables.</summary>
public interface IOrdersEngine : IRowEngine<OrderInputs, ShipmentRow, OrderReason>
{
    /// <summary>Decides one order that need not stand in the inputs: the same answer as <c>Decide</c> gives.</summary>
    /// <param name="inputs">Everything but the order.</param>
    /// <param name="request">Where to and by when.</param>
    /// <param name="lines">The order.</param>
    /// <param name="rows">Overwritten: <see cref="OrderInputs.FacilitiesPerLine"/> rows per line.</param>
    /// <param name="why">Where the reasons go; null on the hot path.</param>
    void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null);
}
