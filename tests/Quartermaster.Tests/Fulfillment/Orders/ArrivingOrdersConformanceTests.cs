using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>The engine's contract, where goods arrive.</summary>
public sealed class ArrivingOrdersConformanceTests : EngineConformance<OrderInputs, ShipmentRow, OrderReason>
{
    protected override IRowEngine<OrderInputs, ShipmentRow, OrderReason> Engine { get; } =
        new OrdersEngine(OrderWorlds.Policy);

    protected override IPlanAudit<OrderInputs, ShipmentRow, OrderReason> Audit { get; } = new OrdersAudit();

    protected override Gen<OrderInputs> AnyInputs =>
        from world in OrderWorlds.Any
        from arrivals in ArrivalWorlds.Around(Instant.Of(RouteWorlds.FirstDay, 1_440).UnixMinutes)
        select ArrivalWorlds.With((world, arrivals));

    protected override long Quantity(ShipmentRow row) => row.CostMicros;
}
