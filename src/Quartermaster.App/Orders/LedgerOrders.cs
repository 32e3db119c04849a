using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Orders;

/// <summary>Fulfills orders in the workspace's durable ledger, in two phases per block of orders.</summary>
/// <remarks>A block is held in one durable batch and committed in the next. Whoever is stopped in between gives the
/// same
/// orders again: what was held is committed then, what was not is held.</remarks>
internal static class LedgerOrders
{
    private const int OrdersPerBlock = 512;

    internal static async Task<FulfilledOrder[]> FulfillAsync(
        OpenedWorkspace opened, OrderFulfillment fulfillment, IReadOnlyList<CustomerOrder> orders,
        Action<double> onProgress, CancellationToken cancel)
    {
        using var held = opened.Workspace.LockForWriting();
        var tables = opened.Workspace.Tables;
        var ledger = DurableLedger.Open(opened.Workspace.LedgerPath, limits: new()
        {
            ExpectedProducts = Math.Max(1, tables.Catalog.Of<ProductId>().Count),
            ExpectedFacilities = Math.Max(1, tables.Catalog.Of<FacilityId>().Count),
        });
        await using (ledger.ConfigureAwait(false))
        {
            return await FulfillAsync(ledger, fulfillment, orders, onProgress, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The same in a ledger that is open: nobody else may write it meanwhile.</summary>
    internal static async Task<FulfilledOrder[]> FulfillAsync(
        DurableLedger ledger, OrderFulfillment fulfillment, IReadOnlyList<CustomerOrder> orders,
        Action<double> onProgress, CancellationToken cancel)
    {
        var results = new List<FulfilledOrder>(orders.Count);
        for (var start = 0; start < orders.Count; start += OrdersPerBlock)
        {
            cancel.ThrowIfCancellationRequested();
            var block = orders.Skip(start).Take(OrdersPerBlock).ToArray();
            var done = await ledger.DoAsync(goods => Hold(goods, fulfillment, block), cancel).ConfigureAwait(false);
            results.AddRange(await ledger.DoAsync(goods => Commit(goods, done), cancel).ConfigureAwait(false));
            onProgress((double)results.Count / orders.Count);
        }

        return [.. results];
    }

    private static FulfilledOrder[] Hold(
        GoodsLedger goods, OrderFulfillment fulfillment, IEnumerable<CustomerOrder> block) =>
        [.. block.Select(order => fulfillment.Hold(goods, order))];

    private static FulfilledOrder[] Commit(GoodsLedger goods, FulfilledOrder[] block) =>
    [
        .. block.Select(order => order.Outcome != OrderOutcome.Held ? order
            : order with { Outcome = OrderFulfillment.Commit(goods, order.Order) }),
    ];
}

/// <summary>Stock values of the last run that has them, for sourcing.</summary>
internal static class RunStockValues
{
    /// <summary>The values and the run's name; nothing where no run keeps them.</summary>
    internal static (StockValues? Values, string Run) Latest(OpenedWorkspace opened)
    {
        var runs = opened.Workspace.Runs;
        foreach (var name in runs.List().Reverse())
        {
            var run = runs.Open(name);
            if (run.Parts.Any(part => part.Name == StockValueRow.PartName))
            {
                return (StockValueRow.Read(run.Read<StockValueRow>(StockValueRow.PartName), opened.Facts), name);
            }
        }

        return (null, "");
    }
}
