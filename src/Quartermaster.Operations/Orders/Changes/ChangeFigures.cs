using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>What changes of orders are decided by.</summary>
/// <param name="Routes">The ways there are.</param>
/// <param name="Available">What is free now, live.</param>
/// <param name="Now">Now.</param>
public sealed record ChangeFigures(RouteTable Routes, Availability Available, Instant Now)
{
    /// <summary>Goods on their way that orders may claim; null for none.</summary>
    public ArrivingGoods? Arrivals { get; init; }
}
