using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>Brings the parts of orders in line with their homes, many orders at a time.</content>
public sealed partial class ShardedLedger
{
    private const int OrdersPerBatch = 4_096;

    /// <summary>Learns where orders are and brings all parts in line: once, after the ledgers were opened and before
    /// anything else. O(orders in memory).</summary>
    /// <param name="now">When.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many orders were looked at that lie in several shards and are open.</returns>
    public async ValueTask<int> StartAsync(Instant now, CancellationToken cancel = default)
    {
        var changing = await EachAsync(
            (shard, ledger) =>
            {
                _homes.Add(shard, ledger.HomeOrders());
                return ledger.HeldChanges();
            }, cancel).ConfigureAwait(false);

        // Changes first: what is held for one that is decided is the order's own.
        await ResolveAsync(changing.SelectMany(some => some), now).ConfigureAwait(false);
        var open = await EachAsync((_, ledger) => ledger.OpenAcross(), cancel).ConfigureAwait(false);
        return await SettleAsync(Gathered(open), now, cancel).ConfigureAwait(false);
    }

    /// <summary>Ends the holds whose time is over, wherever parts of them lie, and tells homes what was cut since.
    /// </summary>
    /// <param name="now">Holds that end at or before this.</param>
    /// <param name="cancel">Ends it; the next one goes on.</param>
    /// <returns>How many orders ended, and how many had parts elsewhere, or were never placed.</returns>
    public async ValueTask<(int Expired, int Followed)> SettleAsync(Instant now, CancellationToken cancel = default)
    {
        var expired = await EachAsync(
            (_, ledger) =>
            {
                var ended = new List<OrderKey>();
                ledger.Expire(now, ended);
                return (Ended: ended, Unheard: ledger.TakeUnheard());
            }, cancel).ConfigureAwait(false);
        var touched = Gathered(await EachAsync((_, ledger) => ledger.Waiting(now), cancel).ConfigureAwait(false));
        foreach (var order in expired.SelectMany(some => some.Ended.Concat(some.Unheard)))
        {
            // A part that took its home for decided does not wait any more: it must be told.
            if (_homes.Of(order) is { IsAcross: true } place)
            {
                touched[order] = touched.GetValueOrDefault(order) | place.Ledgers;
            }
        }

        return (expired.Sum(some => some.Ended.Count), await SettleAsync(touched, now, cancel).ConfigureAwait(false));
    }

    /// <summary>Settles orders of which claims were released because what they claimed is not there: a held order goes
    /// whole, wherever its parts lie, and a decided one is told of what it lost.</summary>
    /// <param name="cuts">What was released.</param>
    /// <param name="now">When.</param>
    public async ValueTask SettleAsync(IEnumerable<ClaimCut> cuts, Instant now)
    {
        try
        {
            await SettleAsync(cuts.Select(cut => cut.Order), now).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // What was counted is so; a shard that has stopped hears of it when it is opened again.
        }
    }

    /// <summary>Settles those of some orders that lie in several shards.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="now">When.</param>
    public async ValueTask SettleAsync(IEnumerable<OrderKey> orders, Instant now)
    {
        var touched = new Dictionary<OrderKey, ulong>();
        foreach (var order in orders)
        {
            if (_homes.Of(order) is { IsAcross: true } place)
            {
                touched[order] = place.Ledgers;
            }
        }

        await SettleAsync(touched, now, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Does something in one shard.</summary>
    /// <param name="shard">Which.</param>
    /// <param name="act">What.</param>
    /// <param name="cancel">Gives up waiting to get into the queue.</param>
    public ValueTask<TAnswer> InShardAsync<TAnswer>(
        int shard, Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default) =>
        _shards[shard].DoAsync(act, cancel);

    /// <summary>Does something in every shard at once.</summary>
    /// <param name="act">What, given the shard's number and its ledger.</param>
    /// <param name="cancel">Gives up waiting to get into the queues.</param>
    /// <returns>The answers, by shard.</returns>
    public async ValueTask<TAnswer[]> EachAsync<TAnswer>(
        Func<int, GoodsLedger, TAnswer> act, CancellationToken cancel = default)
    {
        RequireAll();
        return await Task.WhenAll(_shards.Select((shard, number) =>
            shard.DoAsync(ledger => act(number, ledger), cancel).AsTask())).ConfigureAwait(false);
    }

    // By order, the shards that said something of it.
    private static Dictionary<OrderKey, ulong> Gathered(WaitingPart[][] byShard)
    {
        var touched = new Dictionary<OrderKey, ulong>();
        for (var shard = 0; shard < byShard.Length; shard++)
        {
            foreach (var part in byShard[shard])
            {
                touched[part.Order] = touched.GetValueOrDefault(part.Order) | (1UL << shard);
            }
        }

        return touched;
    }

    private async ValueTask<int> SettleAsync(
        Dictionary<OrderKey, ulong> touched, Instant now, CancellationToken cancel)
    {
        foreach (var some in touched.OrderBy(pair => pair.Key).Chunk(OrdersPerBatch))
        {
            cancel.ThrowIfCancellationRequested();

            // Where an order is, is known only inside.
            await InsideAllAsync(Array.ConvertAll(some, pair => pair.Key), () => FollowAsync(
                Array.ConvertAll(some, pair =>
                    new WaitingPart(pair.Key, pair.Value | _homes.Of(pair.Key).Ledgers)), now)).ConfigureAwait(false);
        }

        return touched.Count;
    }

    // Of many orders, in the order of their keys.
    private async ValueTask InsideAllAsync(OrderKey[] orders, Func<ValueTask> act)
    {
        var inside = 0;
        try
        {
            for (; inside < orders.Length; inside++)
            {
                await _gate.EnterAsync(orders[inside]).ConfigureAwait(false);
            }

            await act().ConfigureAwait(false);
        }
        finally
        {
            for (var i = 0; i < inside; i++)
            {
                _gate.Leave(orders[i]);
            }
        }
    }

    // Tells the others the word of an order's home, whose gate is passed. What a shard that has stopped cannot be told
    // it asks when it is opened again: the home has spoken, and that counts.
    private async ValueTask TellAsync(OrderWord word, OrderPlace place, Instant now)
    {
        if (!place.IsAcross)
        {
            return;
        }

        try
        {
            var reports = await Task.WhenAll(place.Others.Select(shard => _shards[shard].DoAsync(
                ledger =>
                {
                    ledger.Follow(word, now);
                    return ledger.ReportOf(word.Order);
                }).AsTask())).ConfigureAwait(false);

            // What was cut while the home had not decided yet, it hears now.
            if (word.State == OrderOutcome.Decided && Array.Exists(reports, report => report.News.Cuts > 0))
            {
                await FollowAsync([new(word.Order, place.Ledgers)], now).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Its ledger says why.
        }
    }

    // The others say how their parts stand, the homes hear it, and the others are told where they are not in line.
    private async ValueTask FollowAsync(WaitingPart[] orders, Instant now)
    {
        var round = new SettlingRound(_shards.Count, orders, _homes);
        var reports = await InShardsAsync(round.Foreign, (ledger, order) => ledger.ReportOf(order))
            .ConfigureAwait(false);
        round.Take(reports);
        round.Take(await InShardsAsync(round.Homes, (ledger, order) =>
        {
            var word = ledger.Hear(order, now, round.TotalsOf(order, ledger.WordOf(order).Content));
            if (word.State == OrderOutcome.Unknown)
            {
                // It never was, or is forgotten: nobody need ask for it here any more.
                _homes.Remove(order);
            }

            return word;
        }).ConfigureAwait(false));
        await InShardsAsync(round.ToTell(), (ledger, order) =>
        {
            ledger.Follow(round.WordOf(order), now);
            return true;
        }).ConfigureAwait(false);
    }

    private async ValueTask<(int Shard, OrderKey Order, TAnswer Answer)[]> InShardsAsync<TAnswer>(
        IReadOnlyList<OrderKey>[] byShard, Func<GoodsLedger, OrderKey, TAnswer> act)
    {
        var answers = await Task.WhenAll(byShard.Select((orders, shard) => orders.Count == 0
            ? Task.FromResult(Array.Empty<(int, OrderKey, TAnswer)>())
            : _shards[shard].DoAsync(ledger => orders.Select(order => (shard, order, act(ledger, order))).ToArray())
                .AsTask())).ConfigureAwait(false);
        return [.. answers.SelectMany(some => some)];
    }
}
