using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Orders over several shards from a seed: placed, held, committed, shipped from one place or all, cancelled,
/// read, while counts and limits cut into them. Writers take turns by chance, the machine stops at any write of any of
/// them, and starts again.</summary>
/// <remarks>What a customer was told stays so: an order that was acknowledged is whole, in every shard, but for what
/// was told to be cut or has left; one that was not is whole or not there. Nothing is sold twice. Nothing stays held in
/// the end that no order claims, and no order stays open of which nothing is left.</remarks>
public sealed class ShardSimulation
{
    private const int MostShards = 4;
    private const int MostLives = 6;

    /// <summary>Ledgers are made by the thousand.</summary>
    internal static readonly LedgerLimits Small = new() { ExpectedProducts = 10, ExpectedFacilities = 3 };

    private readonly ulong _seed;
    private readonly SimulatedFiles[] _files;
    private readonly ShardClients _clients;
    private readonly List<string> _broken = [];
    private readonly HashSet<int> _placed = [];
    private SimulatedShard[] _shards = [];
    private ulong _draws;
    private int _minute;

    /// <summary>A life.</summary>
    /// <param name="seed">Decides everything.</param>
    public ShardSimulation(ulong seed)
    {
        _seed = seed;
        _files =
        [
            .. Enumerable.Range(0, 2 + Below(MostShards - 1)).Select(i => new SimulatedFiles((seed * 64) + (ulong)i)),
        ];
        _clients = new(seed, Below);
        Map = new(_files.Length);
    }

    /// <summary>Which shard keeps what.</summary>
    public ShardMap Map { get; }

    /// <summary>Times that the machine stopped.</summary>
    public int Stops { get; private set; }

    /// <summary>Orders that a customer was told are placed.</summary>
    public int Placed => _placed.Count;

    /// <summary>Orders of more than one shard among them.</summary>
    public int PlacedAcross => _placed.Count(order => IsAcross(order));

    /// <summary>Of those, the orders of which something was asked to be shipped, and those that were asked to be given
    /// up.</summary>
    public (int Shipped, int Released) Across => (
        _placed.Count(order => IsAcross(order) && _clients.HasAsked(order, "ship")),
        _placed.Count(order => IsAcross(order) && _clients.HasAsked(order, "release")));

    /// <summary>Open orders of several shards that were looked at after a stop.</summary>
    public int Followed { get; private set; }

    /// <summary>Units that were told to have left.</summary>
    public int UnitsShipped => _clients.Units;

    /// <summary>Lives the life.</summary>
    /// <returns>What was wrong, a sentence each; empty if nothing was.</returns>
    public IReadOnlyList<string> Run()
    {
        for (var (life, lives) = (0, 2 + Below(MostLives)); life < lives && _broken.Count == 0; life++)
        {
            Live(isLast: life == lives - 1);
            _broken.AddRange(_clients.Broken.Select(Named));
        }

        return _broken;
    }

    private void Live(bool isLast)
    {
        foreach (var files in _files)
        {
            files.StepsLeft = isLast ? int.MaxValue : Below(120);
        }

        try
        {
            _shards = Array.ConvertAll(_files, files => new SimulatedShard(
                new(new SegmentLog(files, isWriter: true), new() { SnapshotEveryBytes = 300 }, Small)
                {
                    Watcher = _ => { },
                }));
            var ledger = new ShardedLedger(_shards, Map, holdMinutes: 5, isInline: true);
            Await(SupplyAsync(ledger));
            Followed += Await(ledger.StartAsync(Now).AsTask());
            for (var rounds = isLast ? 1 : 1 + Below(4); rounds > 0; rounds--)
            {
                Shop(ledger, isLast);
            }

            if (isLast)
            {
                _minute += 1_000;
                Await(ledger.SettleAsync(Now).AsTask());
                _broken.AddRange(ShardJudge.Check(_shards, _files, Map, _clients).Select(Named));
            }
        }
        catch (MachineStoppedException)
        {
            Stops++;
        }

        _clients.Forget();
        if (Below(3) == 0)
        {
            Array.ForEach(_files, files => files.StepsLeft = int.MaxValue); // Only the process ended.
            return;
        }

        Array.ForEach(_files, files => files.Crash());
    }

    private void Shop(ShardedLedger ledger, bool isLast)
    {
        _clients.Ask(ledger, Now, isLast);
        while (!_clients.IsIdle)
        {
            Turn();
            _clients.Hear(order => _placed.Add(order));
        }

        if (Below(2) == 0)
        {
            _minute += Below(6);
            Await(ledger.SettleAsync(Now).AsTask());
        }
    }

    private void Turn()
    {
        var at = Below(_shards.Length);
        for (var tries = 0; _shards[at].IsIdle && tries < _shards.Length; tries++)
        {
            at = (at + 1) % _shards.Length;
        }

        _shards[at].Run(1 + Below(6));
        if (_shards[at].Writer.WantsToKeepState && Below(3) == 0)
        {
            _shards[at].Writer.BeginToKeepState()();
        }

        _minute += Below(20) == 0 ? Below(4) : 0;
    }

    private T Await<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Turn();
        }

        return task.GetAwaiter().GetResult();
    }

    private async Task<int> SupplyAsync(ShardedLedger ledger)
    {
        foreach (var facility in Enumerable.Range(1, ShardClients.Facilities))
        {
            var slot = Slot.Pick(new(facility), ShardClients.Start.UtcDay);
            await ledger.InShardAsync(Map.ShardOf(slot), goods =>
            {
                if (goods.Use(slot) == default)
                {
                    goods.OpenSlot(slot, ShardClients.PickUnits, ShardClients.Start);
                }

                return 0;
            }).ConfigureAwait(false);
            for (var product = 1; product <= ShardClients.Products; product++)
            {
                var (number, id) = ((ulong)((product * 10) + facility), new ProductId(product));
                await ledger.InShardAsync(Map.ShardOf(id), goods => goods.Count(new(number, 1), ShardClients.Start,
                    new(id, new(facility), ShardClients.UnitsPerPlace))).ConfigureAwait(false);
            }
        }

        return ShardClients.Products;
    }

    private bool IsAcross(int order) =>
        ulong.PopCount(Map.ShardsOf(_clients[order].Lines, _clients[order].Slots)) > 1;

    private Instant Now => ShardClients.Start.PlusMinutes(_minute);

    private string Named(string rule) => $"seed {_seed}, after {Stops} stops: {rule}.";

    private int Below(int end) => (int)(KeyedRandom.Uniform(_seed, 5, _draws++, 0) * end);
}
