using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Fulfillment.Orders;

public sealed class OrdersConformanceTests : OrdersConformance
{
    protected override IRowEngine<OrderInputs, ShipmentRow, OrderReason> Engine { get; } =
        new OrdersEngine(OrderWorlds.Policy);
}

public sealed class CommonPracticeConformanceTests : OrdersConformance
{
    protected override IRowEngine<OrderInputs, ShipmentRow, OrderReason> Engine { get; } =
        new CommonPractice(OrderWorlds.Policy);
}

public sealed class GoodPracticeConformanceTests : OrdersConformance
{
    protected override IRowEngine<OrderInputs, ShipmentRow, OrderReason> Engine { get; } =
        new GoodPractice(OrderWorlds.Policy);
}

public abstract class OrdersConformance : EngineConformance<OrderInputs, ShipmentRow, OrderReason>
{
    protected override IPlanAudit<OrderInputs, ShipmentRow, OrderReason> Audit { get; } = new OrdersAudit();

    protected override Gen<OrderInputs> AnyInputs => OrderWorlds.Any;

    protected override long Quantity(ShipmentRow row) => row.CostMicros;
}
