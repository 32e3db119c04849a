using Quartermaster.Fulfillment.Orders.Backlog;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>An order that a plan moves.</summary>
/// <param name="Order">What becomes of it.</param>
/// <param name="Before">As the ledger has it.</param>
/// <param name="Bill">What it costs before and after, and with whom it is shipped.</param>
internal sealed record PlannedMove(MovedOrder Order, UnpickedOrder Before, OrderBill Bill);
