using System.IO.Hashing;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>A ledger's whole life from a seed: clients, batches, states kept, and a machine that stops anywhere, on a
/// disk that loses, tears and reorders whatever was not synced, fills up, loses what it was asked to make safe and says
/// so once, and at last fails.</summary>
/// <remarks>After every stop the ledger must be, byte for byte, the one after its last acknowledged batch, or the one
/// after the batch that nobody had an answer for. In the end every receipt counts once.</remarks>
public sealed class LedgerSimulation
{
    private const int MostLives = 8;
    private const int MostBatches = 24;

    private readonly ulong _seed;
    private readonly SimulatedFiles _files;
    private readonly SimulatedClients _clients;
    private readonly SegmentLogPolicy _log;
    private readonly List<ulong> _states = [];
    private readonly List<string> _broken = [];
    private long _acknowledged;
    private ulong _draws;

    /// <summary>A life.</summary>
    /// <param name="seed">Decides everything.</param>
    public LedgerSimulation(ulong seed)
    {
        (_seed, _files, _clients) = (seed, new(seed), new(seed));
        _log = new() { SegmentBytes = 200 + Below(3_000), SnapshotPartBytes = 64 + Below(1_000) };
        _states.Add(HashOf(new()));
    }

    /// <summary>Times that the machine stopped.</summary>
    public int Stops { get; private set; }

    /// <summary>Times that the disk was full.</summary>
    public int FullDisks { get; private set; }

    /// <summary>Times that the disk said that it could not make safe what it was asked to.</summary>
    public int FailedSyncs => _files.FailedSyncs;

    /// <summary>Times that something was cut off when the ledger was opened.</summary>
    public int Cuts { get; private set; }

    /// <summary>Batches that were acknowledged.</summary>
    public long Batches => _acknowledged;

    /// <summary>Requests that were answered.</summary>
    public long Answered => _clients.Answered;

    /// <summary>Requests among them that let orders leave from elsewhere.</summary>
    public long Moved => _clients.Moved;

    /// <summary>Requests among them that took units off the shelf that an order claimed.</summary>
    public long Shorted => _clients.Shorted;

    /// <summary>Requests among them that ended a change that was held beside an order.</summary>
    public long Changed => _clients.Changed;

    /// <summary>Requests among them that picked an order.</summary>
    public long Picked => _clients.Picked;

    /// <summary>Requests among them that placed an order which waits for goods on their way.</summary>
    public long Waited => _clients.Waited;

    /// <summary>Requests among them that had the ledger forget days.</summary>
    public long Forgotten => _clients.Forgotten;

    /// <summary>Receipts that were given again after their day was forgotten, and refused.</summary>
    public long TooOld => _clients.TooOld;

    /// <summary>Times that a byte that was safe was changed, and the damage was refused or cut off and said.</summary>
    public int Damages { get; private set; }

    /// <summary>Lives the life.</summary>
    /// <returns>What was wrong, a sentence each; empty if nothing was.</returns>
    public IReadOnlyList<string> Run()
    {
        for (var (life, lives) = (0, 2 + Below(MostLives - 1)); life < lives && _broken.Count == 0; life++)
        {
            Live(isLast: life == lives - 1);
        }

        if (_broken.Count == 0)
        {
            Damage();
        }

        return _broken;
    }

    private void Live(bool isLast)
    {
        _files.MostBytes = !isLast && Below(4) == 0 ? 500 + Below(16_000) : long.MaxValue;
        _files.SyncFaults = !isLast && Below(3) == 0 ? 0.1 : 0;
        _files.StepsLeft = isLast ? int.MaxValue : Below(80);
        var failed = _files.FailedSyncs;
        try
        {
            using var writer = Open();
            if (writer is null)
            {
                return;
            }

            for (var left = Below(MostBatches); left > 0; left--)
            {
                RunBatch(writer, _clients.Batch());
            }

            if (isLast)
            {
                RunBatch(writer, _clients.Rest());
                CheckReceipts(writer.Goods);
            }

            writer.KeepStateAtEnd();
        }
        catch (MachineStoppedException)
        {
            Stops++;
            if (Below(3) == 0)
            {
                _files.StepsLeft = int.MaxValue; // The process ended, and the machine goes on.
                return;
            }
        }
        catch (LedgerLogException full) when (full.InnerException is IOException)
        {
            // The process ends, and the machine goes on, or not.
            FullDisks += failed == _files.FailedSyncs ? 1 : 0;
            if (Below(2) == 0)
            {
                return;
            }
        }
        catch (LedgerLogException refused)
        {
            Require(false, refused.Message);
        }

        _files.Crash();
    }

    private LedgerWriter? Open()
    {
        var log = new SegmentLog(_files, isWriter: true, _log);
        Cuts += log.Notice is null ? 0 : 1;
        var writer = new LedgerWriter(log, new()
        {
            SnapshotEveryBytes = 100 + Below(2_000), MostBytesPerBatch = 1 + Below(400),
        }, null);
        var state = HashOf(writer.Goods);
        Require(log.LastBatch >= _acknowledged && log.LastBatch < _states.Count,
            $"batch {log.LastBatch} is the last one there, but {_acknowledged} was acknowledged");
        if (_broken.Count > 0)
        {
            return null;
        }

        Require(state == _states[(int)log.LastBatch], $"after batch {log.LastBatch} the ledger is another one");
        foreach (var rule in LedgerAudit.Check(writer.Goods))
        {
            Require(false, rule);
        }

        // What came after it never was.
        _states.RemoveRange((int)log.LastBatch + 1, _states.Count - (int)log.LastBatch - 1);
        _acknowledged = log.LastBatch;
        return writer;
    }

    private void RunBatch(LedgerWriter writer, List<LedgerWork> batch)
    {
        try
        {
            for (var done = 0; done < batch.Count;)
            {
                done = RunSome(writer, batch, done);
            }
        }
        finally
        {
            _clients.Hear();
        }

        if (writer.WantsToKeepState && Below(2) == 0)
        {
            writer.BeginToKeepState()();
        }
    }

    private int RunSome(LedgerWriter writer, List<LedgerWork> batch, int done)
    {
        try
        {
            done = writer.RunSome(batch, done);
        }
        catch
        {
            // Perhaps it is there, though nobody knows.
            _states.Add(HashOf(writer.Goods));
            throw;
        }

        var last = (int)writer.LastBatch;
        if (last == _states.Count)
        {
            _states.Add(HashOf(writer.Goods));
        }

        Require(_states.Count == last + 1 && _states[last] == HashOf(writer.Goods),
            "a batch changed something and wrote nothing");
        _acknowledged = last;
        return done;
    }

    private void CheckReceipts(GoodsLedger goods)
    {
        for (var product = 1; product <= SimulatedClients.Products; product++)
        {
            var received = -goods.Balance(new(product), default, default, Domain.Goods.GoodsState.Vendor);
            Require(received == _clients.ReceivedOf(product),
                $"product {product}: {received} units came from vendors, not {_clients.ReceivedOf(product)}");
        }
    }

    // A byte of what is safe changes: the ledger is refused. Only in the last batch it cannot be told from a write that
    // was cut short; then it is cut off, and that is said.
    private void Damage()
    {
        var segments = _files.Names().Where(name => name.EndsWith(".log", StringComparison.Ordinal)).ToArray();
        if (segments.Length == 0)
        {
            return;
        }

        var name = segments[Below(segments.Length)];
        using (var file = _files.Open(name, isWriter: false))
        {
            _files.Damage(name, Below((int)file.Length));
        }

        Damages++;
        try
        {
            var log = new SegmentLog(_files, isWriter: true, _log);
            var goods = LedgerRecovery.Load(log);
            var isCut = log.Notice is not null;
            Require(log.LastBatch >= _acknowledged - (isCut ? 1 : 0) && log.LastBatch < _states.Count
                && HashOf(goods) == _states[(int)log.LastBatch],
                $"{name} was damaged, and the ledger that opened after batch {log.LastBatch} is another one");
            if (!isCut)
            {
                // A state that was kept spares reading what came before it; whoever reads all must find it.
                LedgerRecovery.Load(log, fromFirst: true);
                Require(false, $"{name} was damaged, and nobody noticed");
            }
        }
        catch (LedgerLogException)
        {
            // As it should be.
        }
    }

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            _broken.Add($"seed {_seed}, life {Stops + FullDisks + 1}: {rule}.");
        }
    }

    private int Below(int end) => (int)(KeyedRandom.Uniform(_seed, 3, _draws++, 0) * end);

    private static ulong HashOf(GoodsLedger goods) => XxHash3.HashToUInt64(LedgerSnapshot.Of(goods));
}
