using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>What customers, warehouses and vendors want of a simulated ledger of several shards: they ask at once, some
/// of them twice, and again until they have an answer.</summary>
/// <param name="seed">The keys of the orders.</param>
/// <param name="below">Draws a number below another one.</param>
internal sealed partial class ShardClients(ulong seed, Func<int, int> below)
{
    internal const int Orders = 24;
    internal const int Products = 6;
    internal const int Facilities = 2;
    internal const int UnitsPerPlace = 9;
    internal const int PickUnits = 30;
    internal const int UnitsOnTheWay = 6;

    internal static readonly Instant Start = Instant.Of(new(2026, 1, 1));

    /// <summary>The center's hands, and room on a departure.</summary>
    internal static readonly Slot[] Slots =
    [
        .. Enumerable.Range(1, Facilities).Select(facility => Slot.Pick(new(facility), Start.UtcDay)),
        Slot.Parcels(new(3), 100),
    ];

    /// <summary>What is on its way to the second center, and may be claimed before it is there.</summary>
    internal static readonly Slot[] Arrivals =
        [.. Enumerable.Range(1, Products).Select(product => Slot.Arrival(new(product), new(Facilities)))];

    private readonly OrderRequest[] _orders =
        [.. Enumerable.Range(0, Orders + 1).Select(number => OrderOf(seed, number, below))];

    private readonly OrderOutcome[] _told = new OrderOutcome[Orders + 1];
    private readonly bool[] _isHeldFirst = [.. Enumerable.Range(0, Orders + 1).Select(_ => below(3) == 0)];
    private readonly HashSet<(int Order, string What)> _asked = [];
    private readonly List<Waiting> _waiting = [];
    private ulong _count = 1_000;

    internal List<string> Broken { get; } = [];

    internal int Units { get; private set; }

    internal int Came { get; private set; }

    internal int Failed { get; private set; }

    internal bool IsIdle => _waiting.Count == 0;

    internal OrderRequest this[int order] => _orders[order];

    internal OrderOutcome ToldOf(int order) => _told[order];

    /// <summary>Whether its customer says what he asks for: it is told with what becomes of the order.</summary>
    internal static bool HasCode(int order) => order % 2 == 1;

    internal static string CodeOf(int order) => $"o{order}";

    internal bool HasAsked(int order, string what) => _asked.Contains((order, what));

    /// <summary>Asks for some things.</summary>
    internal void Ask(LedgerShards shards, Instant now, bool isLast)
    {
        var ledger = shards.Many!;
        for (var i = 1; i <= Orders; i++)
        {
            if (_block.Contains(i))
            {
                continue;
            }

            for (var times = isLast ? 1 : below(3); times > 0 && _told[i] == default; times--)
            {
                _waiting.Add(new(i, ledger.PlaceAsync(Wanted(i, now)).AsTask()));
            }

            if (_told[i] is OrderOutcome.Held && below(2) == 0)
            {
                Later(i, "decide", ledger.DecideAsync(_orders[i].Order, now).AsTask());
            }

            if (_told[i] != OrderOutcome.Decided)
            {
                continue;
            }

            switch (below(10))
            {
                case 0:
                    Later(i, "release", ledger.ReleaseAsync(_orders[i].Order, now).AsTask());
                    break;
                case 1 or 2:
                    Ship(ledger, i, new(below(Facilities + 1)), now);
                    break;
                case 3:
                    Later(i, "find", ReadAsync(ledger, i, now));
                    break;
                case 4:
                    Later(i, "pick", ledger.PickAsync(_orders[i].Order, new(below(Facilities + 1)), now).AsTask());
                    break;
                case 5 or 6 or 7 when !IsChanging(i):
                    Later(i, "change", ChangeAsync(shards, i, below(3) == 0, now));
                    break;
                case 8 when !IsChanging(i):
                    var other = 1 + below(Orders);
                    other = _told[other] == OrderOutcome.Decided && !IsChanging(other) ? other : i;
                    var moving = MoveAsync(shards, i, other, now);
                    Later(i, "change", moving);
                    Later(other, "change", moving);
                    break;
                default:
                    break;
            }
        }

        for (var left = isLast ? 0 : below(4); left > 0; left--)
        {
            CountLess(ledger, now);
        }

        for (var left = isLast ? 0 : below(3); left > 0; left--)
        {
            Arrive(ledger, now);
        }

        if (!IsTogether && (isLast || below(2) == 0))
        {
            AskTogether(shards, now, isLast);
        }
    }

    /// <summary>Takes the answers that there are. Of answers of one turn nobody knows which came first.</summary>
    internal void Hear(Action<int> onPlaced)
    {
        foreach (var one in _waiting.Where(one => one.Answer.IsCompleted).ToArray()
            .OrderBy(one => one.Placed?.GetAwaiter().GetResult().Outcome == OrderOutcome.Decided))
        {
            _waiting.Remove(one);
            one.Answer.GetAwaiter().GetResult();
            if (one.Placed is { } placed)
            {
                HearPlaced(one.Order, placed.Result.Outcome, onPlaced);
            }
        }
    }

    /// <summary>The machine has stopped: who has no answer asks again, whatever he was told to another question.
    /// </summary>
    internal void Forget()
    {
        foreach (var one in _waiting.Where(one => one.Placed is not null && _told[one.Order] != OrderOutcome.Decided))
        {
            _told[one.Order] = default;
        }

        _waiting.Clear();
        (_together, _block) = (Task.CompletedTask, []);
    }

    private void HearPlaced(int order, OrderOutcome answer, Action<int> onPlaced)
    {
        if (_told[order] == OrderOutcome.Decided)
        {
            var isExplained = answer switch
            {
                OrderOutcome.Decided or OrderOutcome.Cut => true,
                OrderOutcome.Released => HasAsked(order, "release"),
                OrderOutcome.Shipped => HasAsked(order, "ship"),
                _ => false,
            };
            Require(isExplained, $"order {order} was placed, and later {answer}");
            return;
        }

        if (answer == OrderOutcome.Decided)
        {
            onPlaced(order);
        }

        _told[order] = answer is OrderOutcome.NotEnoughStock or OrderOutcome.SlotFull && below(2) == 0
            ? default : answer;
    }

    private void Ship(ShardedLedger ledger, int order, FacilityId from, Instant now)
    {
        Later(order, "ship", ShipAsync());

        async Task ShipAsync()
        {
            var shipped = await ledger.ShipAsync(_orders[order].Order, from, now).ConfigureAwait(false);
            Units += (int)shipped.Units;
        }
    }

    // What is read of a decided order is whole: it claims something, or it is closed.
    private async Task ReadAsync(ShardedLedger ledger, int order, Instant now)
    {
        var found = await ledger.FindAsync(_orders[order].Order, now).ConfigureAwait(false);
        Require(found.State != OrderOutcome.Decided || GoodsClaims.Any(found.Claims, found.Waits),
            $"order {order} is {found.State} and claims {found.Claims.Length} lines");
    }

    // Goods come, more or fewer than somebody waits for, or their vendor says that they will not.
    private void Arrive(ShardedLedger ledger, Instant now)
    {
        var (product, units, isComing) = (new ProductId(1 + below(Products)), 1 + below(3), below(3) > 0);
        var (key, place) = (new EntryKey((ulong)++_count, 5), new FacilityId(Facilities));
        Later(0, "arrive", ledger.InShardAsync(ledger.Map.ShardOf(product), goods =>
        {
            var outcome = default(Outcome);
            var entry = isComing ? Movements.Receive(key, now, product, place, units)
                : Movements.CancelOrder(key, now, product, place, units);
            goods.Post(new(in entry), new(ref outcome));
            (Came, Failed) = outcome != Outcome.Posted ? (Came, Failed)
                : isComing ? (Came + units, Failed) : (Came, Failed + units);
            return outcome;
        }).AsTask());
    }

    private void CountLess(ShardedLedger ledger, Instant now)
    {
        var (product, facility, units) = (new ProductId(1 + below(Products)), new FacilityId(1 + below(Facilities)),
            below(UnitsPerPlace + 1));
        if (below(4) > 0)
        {
            var update = new FeedUpdate(product, facility, (long)++_count, FeedKind.Level, units);
            Later(0, "feed", ledger.FeedAsync(FeedKey.Of("shelf"), now, [update]).AsTask());
        }
        else
        {
            Later(0, "limit", LimitAsync(Slots[below(Slots.Length)], PickUnits - below(20)));
        }

        async Task LimitAsync(Slot slot, int limit)
        {
            var cuts = new List<ClaimCut>();
            var shard = ledger.Map.ShardOf(slot);
            await ledger.InShardAsync(shard, goods =>
            {
                goods.OpenSlot(slot, limit, now, cuts);
                return true;
            }).ConfigureAwait(false);
            await ledger.SettleAsync(cuts, now).ConfigureAwait(false);
        }
    }

    private void Later(int order, string what, Task answer)
    {
        _asked.Add((order, what));
        _waiting.Add(new(order, answer) { IsChange = what == "change" });
    }

    private NewOrder Wanted(int order, Instant now) =>
        new(_orders[order], _isHeldFirst[order] ? now.PlusMinutes(3) : default,
            HasCode(order) ? AskOf(order, now) : null);

    private OrderAsk AskOf(int order, Instant now) => new(new(1), now, null, new([.. _orders[order].Lines.Select(line =>
        new CartLine(line.Product, line.Units))])) { Code = CodeOf(order), Customer = new((ulong)order % 3) };

    private static OrderRequest OrderOf(ulong seed, int number, Func<int, int> below)
    {
        var lines = Enumerable.Range(1, Products).Where(_ => below(3) == 0).Select(product =>
            new StockClaim(new(product), new(1 + below(Facilities)), 1 + below(3))).ToArray();
        // One unit of a product it wants no other of: so claims can be counted, whatever they become.
        SlotClaim[] waits = below(3) > 0 ? [] : [.. Arrivals.Where(slot =>
            below(3) == 0 && Array.TrueForAll(lines, line => line.Product.Value != slot.Place))
            .Select(slot => new SlotClaim(slot, 1))];
        lines = lines.Length > 0 && (waits.Length == 0 || below(3) > 0) ? lines
            : waits.Length > 0 ? [] : [new(new(1), new(1), 1)];
        var place = lines.Length > 0 ? lines[0].Facility.Value : Facilities;
        SlotClaim[] slots = below(2) == 0 ? [] : [.. Slots.Where(slot => slot.Kind != SlotKind.PickUnits
            ? below(3) == 0 : slot.Place == place).Select(slot => new SlotClaim(slot, 1 + below(3)))];
        return new(new(seed, (ulong)number), Start, lines, [.. waits, .. slots]);
    }

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            Broken.Add(rule);
        }
    }

    private sealed record Waiting(int Order, Task Answer)
    {
        internal Task<PlacedOrder>? Placed => Answer as Task<PlacedOrder>;

        internal bool IsChange { get; init; }
    }
}
