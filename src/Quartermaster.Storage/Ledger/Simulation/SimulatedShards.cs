using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>The shards of a simulated life, from opening to the stop: whose writer does the next batch is drawn.
/// </summary>
/// <remarks>In a moment of all shards who has come stands still in the middle of his batch while the others finish what
/// waits before it; and before a batch is written others may do theirs. So what was done later may be safe first, and a
/// stop finds any of them in between.</remarks>
internal sealed class SimulatedShards
{
    private readonly SimulatedFiles[] _files;
    private readonly Func<int, int> _below;
    private readonly SimulatedShard[] _shards;
    private readonly HashSet<SimulatedShard> _standing = [];
    private readonly ShardMap _map;
    private readonly LedgerTurns _turns = new();
    private readonly TurnOrder _order;
    private readonly LiveBoard _board;
    private MachineStoppedException? _stop;

    /// <summary>Recovers them from their logs.</summary>
    /// <param name="files">By shard.</param>
    /// <param name="map">Which shard keeps what.</param>
    /// <param name="watcher">Who is told what became of orders, in turn.</param>
    /// <param name="below">Draws a number below another one.</param>
    internal SimulatedShards(
        SimulatedFiles[] files, ShardMap map, Action<LedgerBatch> watcher, Func<int, int> below)
    {
        (_files, _map, _below, _order) = (files, map, below, new(watcher));
        _shards = Array.ConvertAll(files, Recovered);

        // Too small: it grows while they write.
        _board = new([.. _shards.Select(shard => shard.Availability)], products: 1, facilities: 1);
    }

    /// <summary>Their ledgers.</summary>
    internal GoodsLedger[] Goods => Array.ConvertAll(_shards, shard => shard.Writer.Goods);

    /// <summary>What readers see.</summary>
    internal Availability View => _board.View;

    /// <summary>Called after each step, when every writer is done with its batch; null (the default) for never.
    /// </summary>
    internal Action? AfterStep { get; set; }

    /// <summary>Whether disks take their time now. Not while somebody wants all shards for himself: a writer whose
    /// batch is being written cannot come.</summary>
    internal Func<bool> IsSlow { get; set; } = () => false;

    /// <summary>Opens them as one ledger.</summary>
    internal Task<LedgerShards> StartAsync(Instant now) =>
        LedgerShards.StartAsync([.. _shards], _map, _turns, _order, now, _board, isInline: true);

    /// <summary>One of those for which something waits does a batch.</summary>
    /// <exception cref="MachineStoppedException">The machine has stopped.</exception>
    internal void Turn()
    {
        Run(_shards);
        if (_stop is { } stop)
        {
            throw stop;
        }

        AfterStep?.Invoke();
    }

    /// <summary>Goes on until something has come.</summary>
    internal T Await<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Turn();
        }

        return task.GetAwaiter().GetResult();
    }

    private SimulatedShard Recovered(SimulatedFiles files)
    {
        var shard = default(SimulatedShard);
        var log = new SlowLog(new SegmentLog(files, isWriter: true), () =>
        {
            var rounds = IsSlow() && _below(3) == 0 ? 1 + _below(3) : 0;
            GoOn(shard!, () => rounds-- <= 0);
        });
        return shard = new(new(log, new() { SnapshotEveryBytes = 300 }, ShardSimulation.Small)
        {
            Watcher = _order.Add, Turns = _turns,
        })
        {
            OthersGoOn = (standing, until) => GoOn(standing, () => until.IsCompleted),
        };
    }

    private void Run(SimulatedShard[] some)
    {
        var at = _below(some.Length);
        for (var tries = 0; some[at].IsIdle && tries < some.Length; tries++)
        {
            at = (at + 1) % some.Length;
        }

        try
        {
            some[at].Run(1 + _below(6));
            if (some[at].Writer.WantsToKeepState && _below(3) == 0)
            {
                some[at].Writer.BeginToKeepState()();
            }
        }
        catch (MachineStoppedException stop)
        {
            // It stops for all of them, whoever stands still in the middle of his batch.
            _stop = stop;
            Array.ForEach(_files, of => of.StepsLeft = 0);
        }
    }

    private void GoOn(SimulatedShard standing, Func<bool> isOver)
    {
        _standing.Add(standing);
        while (_stop is null && !isOver() && _standing.Count < _shards.Length)
        {
            Run([.. _shards.Where(shard => !_standing.Contains(shard))]);
        }

        _standing.Remove(standing);
        if (_stop is { } stop)
        {
            throw stop;
        }
    }
}
