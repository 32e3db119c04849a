using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>A shard whose writer does a batch when the simulation says so.</summary>
/// <param name="writer">Its writer.</param>
public sealed class SimulatedShard(LedgerWriter writer) : ILedgerShard
{
    private readonly Queue<LedgerWork> _queue = [];

    /// <inheritdoc/>
    public Availability Availability => writer.Goods.Availability;

    /// <summary>Its writer.</summary>
    public LedgerWriter Writer => writer;

    /// <summary>Whether nothing waits.</summary>
    public bool IsIdle => _queue.Count == 0;

    /// <summary>Lets other shards go on while this one stands still; null where it never does.</summary>
    internal Action<SimulatedShard, Task>? OthersGoOn { get; init; }

    /// <inheritdoc/>
    public ValueTask<TAnswer> DoAsync<TAnswer>(Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default)
    {
        var work = new CallWork<TAnswer>(act, isInline: true);
        _queue.Enqueue(work);
        return new(work.Answer);
    }

    /// <inheritdoc/>
    public void StandStill(Task until) => OthersGoOn!(this, until);

    /// <summary>Does up to so many of what waits as one batch.</summary>
    public void Run(int most)
    {
        var batch = new List<LedgerWork>();
        while (batch.Count < most && _queue.TryDequeue(out var work))
        {
            batch.Add(work);
        }

        writer.Run(batch);
    }
}
