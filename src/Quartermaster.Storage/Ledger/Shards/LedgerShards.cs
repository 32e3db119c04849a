using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>A workspace's ledger, open to write: one shard, or several that share the products between them.</summary>
/// <remarks>With one shard everything goes straight to it. With several, orders go by <see cref="ShardedLedger"/>, and
/// promises read one view of all of them (<see cref="LiveBoard"/>).</remarks>
public sealed partial class LedgerShards : IAsyncDisposable
{
    private readonly ILedgerShard[] _shards;
    private readonly DurableLedger[] _durable;
    private readonly LedgerTurns _turns;
    private readonly SemaphoreSlim _together = new(1);

    private LedgerShards(
        ILedgerShard[] shards, ShardMap map, LedgerTurns turns, LiveBoard? board, bool isInline = false)
    {
        (_shards, Map, _turns) = (shards, map, turns);
        _durable = [.. shards.OfType<DurableLedger>()];
        Many = shards.Length == 1 ? null : new(shards, map, isInline: isInline);
        Availability = board?.View ?? shards[0].Availability;
    }

    /// <summary>Which shard keeps what.</summary>
    public ShardMap Map { get; }

    /// <summary>What can be promised, readable by any thread.</summary>
    public Availability Availability { get; }

    /// <summary>The one shard; null where there are several.</summary>
    public DurableLedger? Only => Many is null ? _durable[0] : null;

    /// <summary>The shards as one ledger; null where there is only one.</summary>
    public ShardedLedger? Many { get; }

    /// <summary>Why a writer has stopped, as a sentence; null while all work.</summary>
    public string? Fault => Array.Find(_shards, shard => shard.Fault is not null)?.Fault;

    /// <summary>Why the state of a shard could not be kept the last time it was tried, as a sentence; null if all
    /// could.</summary>
    public string? KeepingFault =>
        Array.Find(_durable, shard => shard.KeepingFault is not null)?.KeepingFault?.Message;

    /// <summary>Batches that are safe on disk, of all shards.</summary>
    public long Batches => _durable.Sum(shard => shard.LastBatch);

    /// <summary>Up to where events come from the past: after it, whoever watches is told. With one shard the number of
    /// the last batch that is safe, whether or not it tells of orders; with several the last turn that was taken.
    /// </summary>
    /// <remarks>For when the ledger has just been opened and nobody uses it: the batch of a turn that is taken while
    /// somebody does may not be safe yet, nor those before it, nor ever be.</remarks>
    public long LastTurn => Many is null ? _durable[0].LastBatch : _turns.Last;

    /// <summary>How many operations wait for a writer.</summary>
    public int Waiting => _durable.Sum(shard => shard.Waiting);

    /// <summary>What was cut off when the ledger was opened, a sentence each.</summary>
    public IEnumerable<string> Notices => _durable.Select(shard => shard.Notice).OfType<string>();

    /// <summary>A ledger of one shard that is open already, and from now on belongs to this.</summary>
    public static LedgerShards Of(DurableLedger only) => new([only], new(1), new(), null);

    /// <summary>Opens the shards in a folder, made where there are none, and brings orders in line that lie in several
    /// of them.</summary>
    /// <param name="folder">The ledger's.</param>
    /// <param name="map">Which shard keeps what; as many as the ledger has.</param>
    /// <param name="now">When.</param>
    /// <param name="policy">How they batch.</param>
    /// <param name="limits">How large each may grow.</param>
    /// <param name="watcher">Who is told what each batch did to orders: see <see cref="LedgerWriter.Watcher"/>.</param>
    public static async Task<LedgerShards> OpenAsync(
        string folder, ShardMap map, Instant now, DurableLedgerPolicy? policy = null, LedgerLimits? limits = null,
        Action<LedgerBatch>? watcher = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Shards == 1)
        {
            return Of(DurableLedger.Open(folder, policy, limits, watcher));
        }

        if (ShardFolders.CountOf(folder) is null)
        {
            ShardFolders.Create(folder, map.Shards);
        }

        var (turns, order) = (new LedgerTurns(), watcher is null ? null : new TurnOrder(watcher));
        var shards = new List<DurableLedger>();
        try
        {
            for (var shard = 0; shard < map.Shards; shard++)
            {
                shards.Add(DurableLedger.Open(ShardFolders.FolderOf(folder, map.Shards, shard), policy, limits,
                    order is null ? null : order.Add, turns));
            }

            return await StartAsync([.. shards], map, turns, order, now, BoardOf(shards, limits ?? new()))
                .ConfigureAwait(false);
        }
        catch
        {
            foreach (var shard in shards)
            {
                await shard.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Several shards that are open already, and from now on belong to this.</summary>
    /// <param name="shards">By number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="now">When.</param>
    public static Task<LedgerShards> OfAsync(DurableLedger[] shards, ShardMap map, Instant now) =>
        StartAsync([.. shards], map, new(), null, now, BoardOf(shards, new()));

    /// <summary>Several shards whose logs were read: from now on they have one view, their turns go on after the last
    /// of any of them, and orders that lie in several are in line.</summary>
    /// <param name="shards">By number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="turns">What numbers their batches.</param>
    /// <param name="order">Who hands their batches on in turn; null where nobody watches.</param>
    /// <param name="now">When.</param>
    /// <param name="board">An empty board for them.</param>
    /// <param name="isInline">Whether everything goes on in the caller's thread: for simulations.</param>
    internal static async Task<LedgerShards> StartAsync(
        ILedgerShard[] shards, ShardMap map, LedgerTurns turns, TurnOrder? order, Instant now, LiveBoard board,
        bool isInline = false)
    {
        var ledger = new LedgerShards(shards, map, turns, board, isInline);
        var last = await ledger.EachAsync((shard, goods) =>
        {
            goods.ShowOn(board.SeatOf(shard));
            return goods.Turn;
        }).ConfigureAwait(false);
        turns.StartAfter(last.Max());
        order?.StartAfter(last.Max());
        await ledger.Many!.StartAsync(now).ConfigureAwait(false);
        return ledger;
    }

    private static LiveBoard BoardOf(IEnumerable<DurableLedger> shards, LedgerLimits limits) => new(
        [.. shards.Select(shard => shard.Availability)], limits.ExpectedProducts, limits.ExpectedFacilities);

    /// <summary>Does anything with all shards as one ledger, while nobody else uses any of them: alone, between other
    /// operations. The answer comes when it is safe on disk.</summary>
    /// <remarks>With several shards all of them wait for one another: for commands that have the ledger to themselves,
    /// and for what is rare.</remarks>
    public async ValueTask<TAnswer> DoAsync<TAnswer>(
        Func<IOrderLedger, TAnswer> act, CancellationToken cancel = default)
    {
        if (Only is { } one)
        {
            return await one.DoAsync(act, cancel).ConfigureAwait(false);
        }

        var group = default(ShardGroup);
        try
        {
            return await TogetherAsync(
                shards => act(group = new(shards, Map, Many!.Homes, Availability)), cancel).ConfigureAwait(false);
        }
        finally
        {
            // What it did before it threw is done.
            if (group is { ToSettle.Count: > 0 } && Fault is null)
            {
                await Many!.SettleAsync(group.ToSettle, group.Latest).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does anything with the ledgers of all shards, while nobody else uses any of them. What they accept each
    /// writes by itself: a stop may find it in some and not in others.</summary>
    /// <param name="act">What, given the ledgers by number.</param>
    /// <param name="cancel">Gives up waiting for others who do the same.</param>
    public ValueTask<TAnswer> AllAsync<TAnswer>(
        Func<GoodsLedger[], TAnswer> act, CancellationToken cancel = default) => TogetherAsync(act, cancel);

    /// <summary>Does something in every shard at once.</summary>
    /// <param name="act">What, given the shard's number and its ledger.</param>
    /// <param name="cancel">Gives up waiting to get into the queues.</param>
    /// <returns>The answers, by shard.</returns>
    public async ValueTask<TAnswer[]> EachAsync<TAnswer>(
        Func<int, GoodsLedger, TAnswer> act, CancellationToken cancel = default) =>
        Many is null ? [await _durable[0].DoAsync(ledger => act(0, ledger), cancel).ConfigureAwait(false)]
            : await Many.EachAsync(act, cancel).ConfigureAwait(false);

    /// <summary>Does something in the shard of a product.</summary>
    public ValueTask<TAnswer> DoAsync<TAnswer>(
        ProductId product, Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default) =>
        _shards[Map.ShardOf(product)].DoAsync(act, cancel);

    /// <summary>Does something in one shard.</summary>
    public ValueTask<TAnswer> DoAsync<TAnswer>(
        int shard, Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default) =>
        _shards[shard].DoAsync(act, cancel);

    /// <summary>The rules of the ledger that are broken: see <see cref="ShardAudit"/>. O(state), while nobody else uses
    /// it.</summary>
    public ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancel = default) =>
        AllAsync(shards => ShardAudit.Check(shards, Map, Availability), cancel);

    /// <summary>Finishes what waits, and closes the shards.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_durable.Select(shard => shard.DisposeAsync().AsTask())).ConfigureAwait(false);
        _together.Dispose();
    }
}
