using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Brings a workspace's ledger to what its stock table says, once per content of the table.</summary>
/// <remarks>A stock table states all stock of the states it names: on hand, on order, unfulfillable; a place that it
/// leaves out has none. A state without any row stays as the ledger has it. What is known to have moved since the day
/// is on top; without a stated day and without sales the day is only assumed to be the clock's. The table is committed
/// before the ledger: whoever was stopped in between imports again.</remarks>
internal static class LedgerOpening
{
    /// <summary>Posts the stock table; the same table again changes nothing.</summary>
    /// <param name="workspace">Nobody else may write it meanwhile: the lock is taken here.</param>
    /// <param name="at">When the stock was so.</param>
    /// <param name="isCount">Whether it goes by its day: the same rows on another day are a new count.</param>
    /// <param name="now">When this is done, for what purchase orders and receipts do besides; not known for when the
    /// stock was so.</param>
    internal static PostedStock Post(Workspace workspace, Instant at, bool isCount = false, Instant now = default)
    {
        using var held = workspace.LockForWriting();
        var tables = workspace.Tables;
        var stock = tables.Read<Stock>();
        var cause = NameOf(tables.Fingerprint("stock"), at, isCount);
        var isAssumed = !isCount && tables.Count("sales") == 0;
        var named = stock.Rows.ToArray().Select(goods => goods.State).ToHashSet();
        var (orders, receipts) = (tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>());
        now = now > at ? now : at;
        return WorkspaceLedger.Do(workspace, at, async ledger =>
        {
            // Of the ledger as it is when it is open: what a stop had left undone moves when it opens.
            var moved = ShardFolders.MovedSince(workspace.LedgerPath, at);
            var shards = (Stock: ShardRows.Of(stock, ledger.Map, goods => goods.Product),
                Orders: ShardRows.Of(orders, ledger.Map, line => line.Product),
                Receipts: ShardRows.Of(receipts, ledger.Map, receipt => receipt.Product));
            var cuts = Array.ConvertAll(shards.Stock, _ => new List<ClaimCut>());
            var posted = await ledger.EachAsync((shard, goods) =>
            {
                // A state that the whole table does not name stays; a shard may be one that has no row of one it names.
                var result = OpeningStock.Post(goods, shards.Stock[shard], cause, at, cuts[shard], named,
                    moved.Count == 0 ? null : moved[shard]);
                if (result.Outcome == Outcome.Posted)
                {
                    NoteStatements(goods, named, cause, at, isAssumed);
                }

                return new PostedStock(result, cuts[shard].Count,
                    PurchaseFeed.Post(goods, shards.Orders[shard], shards.Receipts[shard], now));
            }).ConfigureAwait(false);
            var all = posted.Aggregate((sum, one) => sum.And(one));
            ClaimCut[] released = [.. cuts.SelectMany(some => some), .. all.Purchases.Cuts ?? []];
            await ledger.SettleAsync(released, now).ConfigureAwait(false);
            return all with
            {
                Cut = await CutOrders.OfAsync(ledger, tables.Catalog, released, now).ConfigureAwait(false),
            };
        });
    }

    /// <summary>When stock is taken to be so, unless a person says: at the start of the day that is planned next.
    /// </summary>
    internal static Instant When(Workspace workspace, TimeProvider clock) =>
        Instant.Of(Workspaces.Today(workspace, clock));

    /// <summary>What a content of the stock table is known by: with its day where that makes it another
    /// count (<see cref="StockCount"/>).</summary>
    internal static string NameOf(string fingerprint, Instant at, bool isCount) =>
        fingerprint + (isCount ? $" at {at}" : "");

    // Whoever opens the ledger says what the shelves hold, be it nothing.
    private static void NoteStatements(
        GoodsLedger ledger, HashSet<StockState> named, string name, Instant at, bool isAssumed)
    {
        var states = named.ToHashSet();
        if (StockStatements.Last(ledger, StockState.OnHand) is null)
        {
            states.Add(StockState.OnHand);
        }

        foreach (var state in states.Order())
        {
            StockStatements.Note(ledger, state, at, isAssumed);
            StockFiles.Note(ledger, state, name, at);
        }
    }
}

/// <summary>What posting stock did.</summary>
/// <param name="Result">Places raised, lowered, refused.</param>
/// <param name="Cuts">Claims of orders that were released, because there is less than they hold.</param>
/// <param name="Purchases">What the tables of purchase orders and receipts changed besides.</param>
internal readonly record struct PostedStock(OpeningResult Result, int Cuts, PurchaseFeedResult Purchases)
{
    /// <summary>The orders that lost goods, by either.</summary>
    internal CutOrders? Cut { get; init; }

    /// <summary>What two shards did: the file counts as posted where one of them had not seen it.</summary>
    internal PostedStock And(PostedStock other) => new(Result.And(other.Result), Cuts + other.Cuts,
        Purchases.And(other.Purchases));
}
