using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Orders over several shards from a seed: placed, held, committed, shipped from one place or all, cancelled,
/// read, while counts and limits cut into them; some of them, and vendors' shipments, in moments of all shards. Writers
/// take turns by chance, the machine stops at any write of any of them, and starts again.</summary>
/// <remarks>What a customer was told stays so: an order that was acknowledged is whole, in every shard, but for what
/// was told to be cut or has left; one that was not is whole or not there. Nothing is sold twice. Nothing stays held in
/// the end that no order claims, and no order stays open of which nothing is left. What becomes of orders is told in
/// turn over all lives, nothing lost and nothing twice (<see cref="ShardWatch"/>). After every step readers see the sum
/// of what the shards have free.</remarks>
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
    private readonly ShardWatch _watch = new();
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

    /// <summary>Orders that were placed in moments of all shards.</summary>
    public int PlacedTogether => _clients.PlacedTogether;

    /// <summary>Units on their way that came, and those that did not, while orders could wait for them.</summary>
    public (int Came, int Failed) Arrivals => (_clients.Came, _clients.Failed);

    /// <summary>Orders that were placed and waited for goods on their way.</summary>
    public int PlacedWaiting => _placed.Count(order => GoodsClaims.AnyArriving(_clients[order].Slots));

    /// <summary>Times that an order was told to be picked.</summary>
    public int Picked => _watch.Told.Sum(batch => batch.Changes.Count(step => step.Change.IsPicked));

    /// <summary>Changes of orders that were made, as somebody was told, while they lay in several shards: units that
    /// were not found, and other addresses.</summary>
    public (int Short, int Address) ChangedAcross => (_clients.Changes.Count(change => IsMade(change, false)),
        _clients.Changes.Count(change => IsMade(change, true)));

    /// <summary>Orders that left from elsewhere, as somebody was told, while they lay in several shards; and those of
    /// them that did so with another one.</summary>
    public (int All, int Together) MovedAcross
    {
        get
        {
            var moved = _clients.Changes.Where(change => change is
                { IsMove: true, IsAcross: true, Outcome: MoveOutcome.Moved }).ToArray();
            return (moved.Length, moved.GroupBy(change => change.Key).Count(of => of.Count() > 1));
        }
    }

    /// <summary>Orders that came to lie in shards that they did not lie in before they were changed.</summary>
    public int Spread { get; private set; }

    /// <summary>Changes that a stop left held in some shard: those that were decided in another one, and those that
    /// were not.</summary>
    public (int Decided, int Undecided) Interrupted { get; private set; }

    /// <summary>Shipments from vendors that were taken.</summary>
    public int Announced => _clients.Shipments.Taken;

    /// <summary>Batches that tell of orders, and those among them of which a stop kept the news back.</summary>
    public (int All, int Read) Told => (_watch.Told.Count, _watch.Read);

    /// <summary>Steps after which all that readers see was looked at.</summary>
    public int Views { get; private set; }

    /// <summary>Units that were told to have left.</summary>
    public int UnitsShipped => _clients.Units;

    /// <summary>Lives the life.</summary>
    /// <returns>What was wrong, a sentence each; empty if nothing was.</returns>
    public IReadOnlyList<string> Run()
    {
        for (var (life, lives) = (0, 2 + Below(MostLives)); life < lives && _broken.Count == 0; life++)
        {
            Live(isLast: life == lives - 1);
            _broken.AddRange(_clients.Broken.Concat(_clients.Shipments.Broken).Concat(_watch.Broken).Select(Named));
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
            var shards = new SimulatedShards(_files, Map, _watch.Add, Below) { IsSlow = () => !_clients.IsTogether };
            _watch.ReadOn(_files);
            NoteInterrupted(shards.Goods);
            var ledger = shards.Await(shards.StartAsync(Now));
            Look(shards);
            shards.AfterStep = () => Look(shards);
            Followed += shards.Goods.Sum(goods => goods.OpenAcross().Length);
            shards.Await(SupplyAsync(ledger.Many!));
            for (var rounds = isLast ? 1 : 1 + Below(4); rounds > 0; rounds--)
            {
                Shop(shards, ledger, isLast);
            }

            if (isLast)
            {
                End(shards, ledger);
            }

            _watch.Check(_files, Below);
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

    private void Shop(SimulatedShards shards, LedgerShards ledger, bool isLast)
    {
        _clients.Ask(ledger, Now, isLast);
        while (!_clients.IsIdle)
        {
            shards.Turn();
            _minute += Below(20) == 0 ? Below(4) : 0;
            _clients.Hear(order => _placed.Add(order));
        }

        if (Below(2) == 0)
        {
            _minute += Below(6);
            shards.Await(ledger.Many!.SettleAsync(Now).AsTask());
        }
    }

    private void End(SimulatedShards shards, LedgerShards ledger)
    {
        _minute += 1_000;
        shards.Await(ledger.Many!.SettleAsync(Now).AsTask());
        _broken.AddRange(ShardJudge.Check(shards, _files, Map, _clients, _watch).Select(Named));
        Spread = shards.Goods.Sum(goods => goods.HomeOrders().Count(home => home.Ledgers != 0 && IsSpread(home)));

        // All that is closed is forgotten, and where it was.
        shards.Await(DoneAsync(ledger.ForgetAsync(Now.UtcDay.AddDays(1))));
        var (known, kept) = (ledger.Many.RememberedOrders,
            shards.Goods.Sum(goods => goods.HomeOrders().Count(home => goods.WordOf(home.Order).IsOpen)));
        if (known != kept)
        {
            _broken.Add(Named($"{known} orders are remembered, and {kept} are open"));
        }
    }

    private static async Task<bool> DoneAsync(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private void Look(SimulatedShards shards)
    {
        Views++;
        if (_broken.Count == 0 && ShardJudge.CheckView(shards.Goods, Map, shards.View) is { } rule)
        {
            _broken.Add(Named(rule));
        }
    }

    private async Task<int> SupplyAsync(ShardedLedger ledger)
    {
        foreach (var slot in ShardClients.Slots)
        {
            await ledger.InShardAsync(Map.ShardOf(slot), goods =>
            {
                if (goods.Use(slot) == default)
                {
                    goods.OpenSlot(slot, ShardClients.PickUnits, ShardClients.Start);
                }

                return 0;
            }).ConfigureAwait(false);
        }

        foreach (var facility in Enumerable.Range(1, ShardClients.Facilities))
        {
            for (var product = 1; product <= ShardClients.Products; product++)
            {
                var (number, id) = ((ulong)((product * 10) + facility), new ProductId(product));
                await ledger.InShardAsync(Map.ShardOf(id), goods => goods.Count(new(number, 1), ShardClients.Start,
                    new(id, new(facility), ShardClients.UnitsPerPlace))).ConfigureAwait(false);
            }
        }

        foreach (var slot in ShardClients.Arrivals)
        {
            await ledger.InShardAsync(Map.ShardOf(slot), goods => Announce(goods, slot)).ConfigureAwait(false);
        }

        return ShardClients.Products;
    }

    // As the day's plan says it again in every life: of what is on order, at most so much may be claimed.
    private static int Announce(GoodsLedger goods, Slot slot)
    {
        var (entry, outcome) = (Movements.Order(
            new((ulong)slot.Place, 2), ShardClients.Start, new(slot.Place), new(slot.Window),
            ShardClients.UnitsOnTheWay), default(Outcome));
        goods.Post(new(in entry), new(ref outcome));
        goods.OpenSlot(slot, ShardClients.UnitsOnTheWay - 1, ShardClients.Start);
        return 0;
    }

    private void NoteInterrupted(GoodsLedger[] ledgers)
    {
        var held = ledgers.SelectMany(ledger => ledger.HeldChanges()).Select(change => change.Key).ToHashSet();
        var decided = held.Count(key => Array.Exists(ledgers, ledger => ledger.Has(key)));
        Interrupted = (Interrupted.Decided + decided, Interrupted.Undecided + held.Count - decided);
    }

    private bool IsSpread(WaitingPart home) =>
        home.Ledgers != Map.ShardsOf(_clients[(int)home.Order.Low].Lines, _clients[(int)home.Order.Low].Slots);

    private static bool IsMade(SimulatedChange change, bool isAddress) =>
        change is { IsAcross: true, IsMove: false, Outcome: MoveOutcome.Moved } && change.IsAddress == isAddress;

    private bool IsAcross(int order) =>
        ulong.PopCount(Map.ShardsOf(_clients[order].Lines, _clients[order].Slots)) > 1;

    private Instant Now => ShardClients.Start.PlusMinutes(_minute);

    private string Named(string rule) => $"seed {_seed}, after {Stops} stops: {rule}.";

    private int Below(int end) => (int)(KeyedRandom.Uniform(_seed, 5, _draws++, 0) * end);
}
