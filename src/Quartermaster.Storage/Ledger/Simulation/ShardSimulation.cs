using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Orders over several shards from a seed: writers take turns by chance, the machine stops at any write of any
/// of them, and starts again.</summary>
/// <remarks>What a customer was told stays so: an order that was acknowledged is whole, in every shard; one that was
/// not is whole or not there. Nothing is sold twice. Nothing stays held in the end that no order claims.</remarks>
public sealed class ShardSimulation
{
    private const int MostShards = 4;
    private const int MostLives = 6;
    private const int Products = 6;
    private const int Orders = 24;
    private const int UnitsPerProduct = 12;
    private const int PickUnits = 40;

    private static readonly Instant s_start = Instant.Of(new(2026, 1, 1));

    private readonly ulong _seed;
    private readonly SimulatedFiles[] _files;
    private readonly OrderRequest[] _orders;
    private readonly OrderOutcome[] _told = new OrderOutcome[Orders + 1];
    private readonly bool[] _isReleased = new bool[Orders + 1];
    private readonly List<string> _broken = [];
    private readonly List<(int Order, Task<OrderOutcome> Answer)> _waiting = [];
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
        _orders = [.. Enumerable.Range(0, Orders + 1).Select(OrderOf)];
    }

    /// <summary>Times that the machine stopped.</summary>
    public int Stops { get; private set; }

    /// <summary>Orders that a customer was told are placed.</summary>
    public int Placed => _told.Count(told => told == OrderOutcome.Decided);

    /// <summary>Orders of more than one shard among them.</summary>
    public int PlacedAcross { get; private set; }

    /// <summary>Parts that asked their home after a stop.</summary>
    public int Followed { get; private set; }

    /// <summary>Lives the life.</summary>
    /// <returns>What was wrong, a sentence each; empty if nothing was.</returns>
    public IReadOnlyList<string> Run()
    {
        for (var (life, lives) = (0, 2 + Below(MostLives)); life < lives && _broken.Count == 0; life++)
        {
            Live(isLast: life == lives - 1);
        }

        return _broken;
    }

    private void Live(bool isLast)
    {
        foreach (var files in _files)
        {
            files.StepsLeft = isLast ? int.MaxValue : Below(90);
        }

        try
        {
            _shards = Array.ConvertAll(_files, files => new SimulatedShard(
                new(new SegmentLog(files, isWriter: true), new() { SnapshotEveryBytes = 300 }, null)));
            var ledger = new ShardedLedger(_shards, new(_shards.Length, blockBits: 0), holdMinutes: 5, isInline: true);
            Await(SupplyAsync(ledger.Map));
            Followed += Await(ledger.SettleAsync(Now, isStart: true).AsTask()).Followed;
            Shop(ledger, isLast);
            if (isLast)
            {
                _minute += 1_000;
                Await(ledger.SettleAsync(Now).AsTask());
                Check(ledger);
            }
        }
        catch (MachineStoppedException)
        {
            // Who has no answer to one of his requests asks again, whatever he was told to another.
            Stops++;
            foreach (var order in _waiting.Select(one => one.Order).Where(order => order > 0))
            {
                _told[order] = _told[order] == OrderOutcome.Decided ? OrderOutcome.Decided : default;
            }
        }

        _waiting.Clear();
        if (Below(3) == 0)
        {
            Array.ForEach(_files, files => files.StepsLeft = int.MaxValue); // Only the process ended.
            return;
        }

        Array.ForEach(_files, files => files.Crash());
    }

    // Customers order at once, some of them twice, and again until they have an answer.
    private void Shop(ShardedLedger ledger, bool isLast)
    {
        for (var i = 1; i <= Orders; i++)
        {
            for (var times = isLast ? 1 : Below(3); times > 0 && _told[i] == default; times--)
            {
                _waiting.Add((i, ledger.PlaceAsync(_orders[i]).AsTask()));
            }

            if (_told[i] == OrderOutcome.Decided && Below(4) == 0)
            {
                _isReleased[i] = true;
                _waiting.Add((-i, ledger.ReleaseAsync(_orders[i].Order, Now).AsTask()));
            }
        }

        while (_waiting.Count > 0)
        {
            Turn();

            // Of answers of one turn nobody knows which came first.
            foreach (var one in _waiting.Where(one => one.Answer.IsCompleted).ToArray()
                .OrderBy(one => one.Answer.GetAwaiter().GetResult() == OrderOutcome.Decided))
            {
                _waiting.Remove(one);
                if (one.Order > 0)
                {
                    Hear(ledger.Map, one.Order, one.Answer.Result);
                }
            }
        }
    }

    private void Hear(ShardMap map, int order, OrderOutcome answer)
    {
        if (_told[order] == default && answer == OrderOutcome.Decided)
        {
            PlacedAcross += map.Split(_orders[order], Now).Length > 1 ? 1 : 0;
        }

        Require(_told[order] != OrderOutcome.Decided || answer == OrderOutcome.Decided,
            $"order {order} was placed, and later {answer}");
        _told[order] = _told[order] == OrderOutcome.Decided ? _told[order] : answer;
    }

    private void Turn()
    {
        var at = Below(_shards.Length);
        while (_shards[at].IsIdle)
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

    private async Task<int> SupplyAsync(ShardMap map)
    {
        var slot = Slot.Pick(new(1), s_start.UtcDay);
        await _shards[map.ShardOf(slot)].DoAsync(goods =>
        {
            goods.OpenSlot(slot, PickUnits, s_start);
            return 0;
        }).ConfigureAwait(false);
        for (var product = 1; product <= Products; product++)
        {
            var number = (ulong)product;
            var (id, shard) = (ProductOf(product), _shards[map.ShardOf(ProductOf(product))]);
            await shard.DoAsync(goods => goods.Count(
                new(number, 1), s_start, new(id, new(1), UnitsPerProduct))).ConfigureAwait(false);
        }

        return Products;
    }

    private void Check(ShardedLedger ledger)
    {
        var (held, picks) = (new long[Products + 1], 0L);
        for (var i = 1; i <= Orders; i++)
        {
            var parts = ledger.Map.Split(_orders[i], Now);
            var states = parts.Select(part => _shards[part.Shard].Writer.Goods.StateOf(_orders[i].Order)).ToArray();
            var isPlaced = states[0] == OrderOutcome.Decided;
            Require(states.All(state => (state == OrderOutcome.Decided) == isPlaced),
                $"order {i} is {string.Join(", ", states)} in its shards");
            Require(isPlaced || _told[i] != OrderOutcome.Decided || _isReleased[i],
                $"order {i} was placed and is {states[0]}");
            Require(!isPlaced || _told[i] == OrderOutcome.Decided,
                $"order {i} is placed, but its customer was told {_told[i]}");
            foreach (var line in isPlaced ? _orders[i].Lines : [])
            {
                held[line.Product.Value] += line.Units;
            }

            picks += isPlaced ? _orders[i].Slots.Sum(slot => slot.Units) : 0;
        }

        for (var product = 1; product <= Products; product++)
        {
            var goods = _shards[ledger.Map.ShardOf(ProductOf(product))].Writer.Goods;
            var units = goods.Held(ProductOf(product), new(1));
            Require(units == held[product],
                $"product {product} has {units} units held, but orders claim {held[product]}");
            Require(goods.OnHand(ProductOf(product), new(1)) == UnitsPerProduct, $"product {product} lost units");
        }

        var slot = Slot.Pick(new(1), s_start.UtcDay);
        var claimed = _shards[ledger.Map.ShardOf(slot)].Writer.Goods.Use(slot).Claimed;
        Require(claimed == picks, $"the slot has {claimed} units claimed, but orders claim {picks}");
        foreach (var shard in _shards)
        {
            LedgerAudit.Check(shard.Writer.Goods).ToList().ForEach(rule => Require(false, rule));
        }
    }

    private OrderRequest OrderOf(int number)
    {
        var lines = Enumerable.Range(1, Products).Where(_ => Below(3) == 0)
            .Select(product => new StockClaim(ProductOf(product), new(1), 1 + Below(3))).ToArray();
        lines = lines.Length > 0 ? lines : [new(ProductOf(1), new(1), 1)];
        return new(new(_seed, (ulong)number), s_start, lines, Below(2) == 0 ? []
            : [new(Slot.Pick(new(1), s_start.UtcDay), 1 + Below(3))]);
    }

    private Instant Now => s_start.PlusMinutes(_minute);

    private static ProductId ProductOf(int product) => new(product);

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            _broken.Add($"seed {_seed}, after {Stops} stops: {rule}.");
        }
    }

    private int Below(int end) => (int)(KeyedRandom.Uniform(_seed, 5, _draws++, 0) * end);
}
