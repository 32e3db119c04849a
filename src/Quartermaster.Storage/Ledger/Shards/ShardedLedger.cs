using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Several ledgers as one: every product and every slot lies in one of them, and orders that need more than
/// one are committed in two phases.</summary>
/// <remarks>
/// An order is held part by part, shards in order. Then its home, the first of them, decides: that entry, once safe, is
/// the commit. The others are told afterwards, and ask for themselves (<see cref="SettleAsync"/>) if nobody told them.
/// Before the commit a crash leaves holds that end with their home's; after it, holds that the home's word makes firm.
/// An order whose claims all lie in one shard is one step there.
/// </remarks>
public sealed class ShardedLedger
{
    private readonly IReadOnlyList<ILedgerShard> _shards;
    private readonly ShardMap _map;
    private readonly OrderGate _gate;
    private readonly int _holdMinutes;

    /// <summary>Ledgers that share the products between them.</summary>
    /// <param name="shards">By number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="holdMinutes">How long parts are held for a decision; 1 or more.</param>
    /// <param name="isInline">Whether everything goes on in the caller's thread: for simulations.</param>
    public ShardedLedger(
        IReadOnlyList<ILedgerShard> shards, ShardMap map, int holdMinutes = 5, bool isInline = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(holdMinutes, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shards.Count, map.Shards);
        (_shards, _map, _holdMinutes) = (shards, map, holdMinutes);
        _gate = new(isInline);
    }

    /// <summary>Which shard keeps what.</summary>
    public ShardMap Map => _map;

    /// <summary>Places an order: stock and slots of all shards, or nothing.</summary>
    /// <inheritdoc cref="GoodsLedger.Place"/>
    /// <remarks>Whether the order was given before is asked of the shards that it needs now: the same key with other
    /// products in other shards is another order.</remarks>
    /// <param name="request">The order.</param>
    /// <param name="cancel">Gives up waiting to get into a queue. What was held by then ends by itself.</param>
    public async ValueTask<OrderOutcome> PlaceAsync(OrderRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Lines.Length == 0)
        {
            return OrderOutcome.Refused;
        }

        var parts = _map.Split(request, request.At.PlusMinutes(_holdMinutes));
        if (parts.Length == 1)
        {
            return await _shards[parts[0].Shard].DoAsync(
                ledger => ledger.Place(request.Order, request.At, request.Lines, request.Slots), cancel)
                .ConfigureAwait(false);
        }

        await _gate.EnterAsync(request.Order).ConfigureAwait(false);
        try
        {
            return await HoldAllAsync(parts, cancel).ConfigureAwait(false) is var refusal
                && refusal != OrderOutcome.Held
                ? refusal : await CommitAsync(parts, request.At, cancel).ConfigureAwait(false);
        }
        finally
        {
            _gate.Leave(request.Order);
        }
    }

    /// <summary>Gives an order up: what it still claims is free again.</summary>
    /// <returns>Released; else what had become of it before.</returns>
    public async ValueTask<OrderOutcome> ReleaseAsync(OrderKey order, Instant at)
    {
        await _gate.EnterAsync(order).ConfigureAwait(false);
        try
        {
            // The home is the first that knows it: its word counts, and the others follow.
            var home = OrderOutcome.Unknown;
            foreach (var shard in _shards)
            {
                var outcome = await shard.DoAsync(ledger => ledger.Release(order, at)).ConfigureAwait(false);
                home = home == OrderOutcome.Unknown ? outcome : home;
            }

            return home;
        }
        finally
        {
            _gate.Leave(order);
        }
    }

    /// <summary>What has become of an order: the word of its home.</summary>
    public async ValueTask<OrderOutcome> StateOfAsync(OrderKey order, CancellationToken cancel = default)
    {
        foreach (var shard in _shards)
        {
            var outcome = await shard.DoAsync(ledger => ledger.StateOf(order), cancel).ConfigureAwait(false);
            if (outcome != OrderOutcome.Unknown)
            {
                return outcome;
            }
        }

        return OrderOutcome.Unknown;
    }

    /// <summary>Takes in a feed's updates, each in its shard.</summary>
    /// <returns>One outcome per update.</returns>
    public async ValueTask<FeedOutcome[]> FeedAsync(
        FeedKey feed, Instant at, FeedUpdate[] updates, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var outcomes = new FeedOutcome[updates.Length];
        foreach (var of in Enumerable.Range(0, updates.Length).GroupBy(i => _map.ShardOf(updates[i].Product)))
        {
            int[] rows = [.. of];
            var some = Array.ConvertAll(rows, row => updates[row]);
            var found = await _shards[of.Key].DoAsync(
                ledger =>
                {
                    var answers = new FeedOutcome[some.Length];
                    ledger.Feed(feed, at, some, answers);
                    return answers;
                }, cancel).ConfigureAwait(false);
            for (var i = 0; i < rows.Length; i++)
            {
                outcomes[rows[i]] = found[i];
            }
        }

        return outcomes;
    }

    /// <summary>Ends the holds whose time is over, and brings every part in line with its home.</summary>
    /// <param name="now">Holds that end at or before this.</param>
    /// <param name="isStart">Whether the ledgers were just opened: then every open part asks.</param>
    /// <param name="cancel">Ends it; the next one goes on.</param>
    /// <returns>How many orders ended, and how many parts followed their home.</returns>
    public async ValueTask<(int Expired, int Followed)> SettleAsync(
        Instant now, bool isStart = false, CancellationToken cancel = default)
    {
        var (expired, followed) = (0, 0);
        foreach (var shard in _shards)
        {
            expired += await shard.DoAsync(ledger => ledger.Expire(now), cancel).ConfigureAwait(false);
        }

        foreach (var shard in _shards)
        {
            var parts = await shard.DoAsync(
                ledger => isStart ? ledger.OpenParts() : ledger.Waiting(now), cancel).ConfigureAwait(false);
            foreach (var part in parts)
            {
                followed += await FollowAsync(shard, part, now, cancel).ConfigureAwait(false) ? 1 : 0;
            }
        }

        return (expired, followed);
    }

    private async ValueTask<OrderOutcome> HoldAllAsync((int Shard, OrderPart Part)[] parts, CancellationToken cancel)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].Part;
            var outcome = await _shards[parts[i].Shard].DoAsync(ledger => ledger.HoldPart(part), cancel)
                .ConfigureAwait(false);
            if (!outcome.IsAccepted())
            {
                return await WithdrawAsync(parts.AsMemory(0, i), outcome).ConfigureAwait(false);
            }
        }

        return OrderOutcome.Held;
    }

    // Home first: once it is gone, nobody can decide.
    private async ValueTask<OrderOutcome> WithdrawAsync(
        ReadOnlyMemory<(int Shard, OrderPart Part)> held, OrderOutcome because)
    {
        for (var i = 0; i < held.Length; i++)
        {
            var (shard, part) = held.Span[i];
            var left = await _shards[shard].DoAsync(ledger => ledger.WithdrawPart(part.Order, part.At))
                .ConfigureAwait(false);
            if (i == 0 && left != OrderOutcome.Unknown)
            {
                return left;
            }
        }

        return because;
    }

    private async ValueTask<OrderOutcome> CommitAsync(
        (int Shard, OrderPart Part)[] parts, Instant at, CancellationToken cancel)
    {
        var order = parts[0].Part.Order;
        var word = await _shards[parts[0].Shard].DoAsync(ledger => ledger.Decide(order, at), cancel)
            .ConfigureAwait(false);
        foreach (var (shard, part) in parts.AsMemory(1).ToArray())
        {
            await TellAsync(_shards[shard], part.Order, at, word).ConfigureAwait(false);
        }

        return word;
    }

    private async ValueTask<bool> FollowAsync(
        ILedgerShard shard, WaitingPart part, Instant now, CancellationToken cancel)
    {
        await _gate.EnterAsync(part.Order).ConfigureAwait(false);
        try
        {
            var home = _shards[(int)ulong.TrailingZeroCount(part.Ledgers)];
            var word = await home.DoAsync(ledger => ledger.StateOf(part.Order), cancel).ConfigureAwait(false);
            return await TellAsync(shard, part.Order, now, word).ConfigureAwait(false);
        }
        finally
        {
            _gate.Leave(part.Order);
        }
    }

    private static async ValueTask<bool> TellAsync(ILedgerShard shard, OrderKey order, Instant at, OrderOutcome word)
    {
        switch (word)
        {
            case OrderOutcome.Held:
                return false;
            case OrderOutcome.Decided or OrderOutcome.Shipped:
                await shard.DoAsync(ledger => ledger.Decide(order, at)).ConfigureAwait(false);
                return true;
            case OrderOutcome.Unknown:
                await shard.DoAsync(ledger => ledger.WithdrawPart(order, at)).ConfigureAwait(false);
                return true;
            default:
                await shard.DoAsync(ledger => ledger.Release(order, at)).ConfigureAwait(false);
                return true;
        }
    }
}
