using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>An order that a plan moves.</summary>
/// <param name="Order">What becomes of it.</param>
/// <param name="Before">As the ledger has it.</param>
/// <param name="Unit">The number of those that share parcels with it, or did, directly or through others.</param>
internal sealed record PlannedMove(MovedOrder Order, UnpickedOrder Before, int Unit);
