using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>What one aisle's history leaves behind, each list in the order of its table's key.</summary>
internal sealed class AisleRows
{
    internal List<Sale> Sales { get; } = [];

    internal List<CustomerReturn> Returns { get; } = [];

    internal List<View> Views { get; } = [];

    internal List<PurchaseOrderLine> PurchaseOrders { get; } = [];

    internal List<Receipt> Receipts { get; } = [];

    internal List<Stock> Stock { get; } = [];

    internal List<TrueDemand> Truth { get; } = [];
}
