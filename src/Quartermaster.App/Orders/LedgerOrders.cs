using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>Fulfills orders in the workspace's durable ledger, in two phases per block of orders.</summary>
/// <remarks>A block is held in one durable batch and committed in the next. Whoever is stopped in between gives the
/// same orders again: what was held is committed then, if its hold has not ended, and what was not is held.</remarks>
internal static class LedgerOrders
{
    private const int OrdersPerBlock = 512;

    /// <returns>What became of them, and the first day that the ledger remembers.</returns>
    internal static async Task<(FulfilledOrder[] Orders, DateOnly RemembersFrom)> FulfillAsync(
        OpenedWorkspace opened, OrderFulfillment fulfillment, IReadOnlyList<CustomerOrder> orders,
        Func<Instant> now, Action<double> onProgress, CancellationToken cancel)
    {
        using var held = opened.Workspace.LockForWriting();
        var ledger = WorkspaceLedger.OpenToWrite(opened.Workspace, now());
        await using (ledger.ConfigureAwait(false))
        {
            var from = await WorkspaceLedger.ForgetAsync(ledger, opened.Workspace, now()).ConfigureAwait(false);
            return (await FulfillAsync(ledger, fulfillment, orders, now, onProgress, cancel).ConfigureAwait(false),
                from);
        }
    }

    /// <summary>The same in a ledger that is open: nobody else may write it meanwhile.</summary>
    internal static async Task<FulfilledOrder[]> FulfillAsync(
        LedgerShards ledger, OrderFulfillment fulfillment, IReadOnlyList<CustomerOrder> orders,
        Func<Instant> now, Action<double> onProgress, CancellationToken cancel)
    {
        var results = new List<FulfilledOrder>(orders.Count);
        for (var start = 0; start < orders.Count; start += OrdersPerBlock)
        {
            cancel.ThrowIfCancellationRequested();
            var block = orders.Skip(start).Take(OrdersPerBlock).ToArray();
            var held = await ledger.DoAsync(goods => fulfillment.Hold(goods, block, now()), cancel)
                .ConfigureAwait(false);
            results.AddRange(await ledger.DoAsync(goods => fulfillment.Commit(goods, held, now()), cancel)
                .ConfigureAwait(false));
            onProgress((double)results.Count / orders.Count);
        }

        return [.. results];
    }
}

/// <summary>Stock values and prices of the last whole plan, or where it has none of the run made last that has, for
/// sourcing.</summary>
internal static class RunStockValues
{
    /// <summary>The values, the prices of what is scarce and the run's name; nothing where no run keeps them.</summary>
    internal static (StockValues? Values, PriceBoard? Board, string Run) Latest(OpenedWorkspace opened)
    {
        var runs = opened.Workspace.Runs;
        foreach (var name in runs.NewestFirst())
        {
            var run = runs.Open(name);
            if (run.Parts.Any(part => part.Name == StockValueRow.PartName))
            {
                return (StockValueRow.Read(run.Read<StockValueRow>(StockValueRow.PartName), opened.Facts),
                    StoredState.BoardOf(run), name);
            }
        }

        return (null, null, "");
    }
}
