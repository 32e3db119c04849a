using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Orders;

/// <summary>A line on order of which nothing can be promised.</summary>
/// <param name="Line">The line.</param>
/// <param name="Units">Units that are still to come; 1 or more.</param>
/// <param name="Doubt">Why.</param>
public readonly record struct DoubtfulLine(PurchaseOrderLine Line, long Units, ArrivalDoubt Doubt);
