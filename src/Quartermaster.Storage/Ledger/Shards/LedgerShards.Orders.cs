using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>What single orders and feeds need: one step where there is one shard.</content>
public sealed partial class LedgerShards
{
    /// <summary>Commits a held order: from now on it does not expire.</summary>
    public ValueTask<OrderOutcome> DecideAsync(OrderKey order, Instant at, CancellationToken cancel = default) =>
        Many?.DecideAsync(order, at, cancel) ?? _durable[0].DoAsync(ledger => ledger.Decide(order, at), cancel);

    /// <summary>Gives an order up: what it still claims is free again.</summary>
    public ValueTask<OrderOutcome> ReleaseAsync(OrderKey order, Instant at, CancellationToken cancel = default) =>
        Many?.ReleaseAsync(order, at, cancel) ?? _durable[0].DoAsync(ledger => ledger.Release(order, at), cancel);

    /// <summary>Ships what a decided order claims at a facility; none for all facilities.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where.</param>
    /// <param name="at">When.</param>
    /// <param name="isOfEarlierDay">Whether it left on a day before today: what was counted since did not include it
    /// (<see cref="ShippingDesk"/>), which takes a look at all keys.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    public async ValueTask<OrderOutcome> ShipAsync(
        OrderKey order, FacilityId facility, Instant at, bool isOfEarlierDay = false,
        CancellationToken cancel = default)
    {
        if (Many is null)
        {
            return await _durable[0].DoAsync(
                ledger =>
                {
                    if (isOfEarlierDay)
                    {
                        new ShippingDesk(ledger).Ship(order, facility, at);
                    }

                    // What has left leaves no more: again, this only says what the order is.
                    return ledger.Ship(order, facility, at);
                }, cancel).ConfigureAwait(false);
        }

        var counted = isOfEarlierDay
            ? await EachAsync((_, goods) => ShippingDesk.Counted(goods), cancel).ConfigureAwait(false) : null;
        return (await Many.ShipAsync(order, facility, at, counted, cancel).ConfigureAwait(false)).Outcome;
    }

    /// <summary>Notes that somebody picks what a decided order claims at a facility; none for all facilities.</summary>
    public ValueTask<OrderOutcome> PickAsync(
        OrderKey order, FacilityId facility, Instant at, CancellationToken cancel = default) =>
        Many?.PickAsync(order, facility, at, cancel)
        ?? _durable[0].DoAsync(ledger => ledger.Pick(order, facility, at), cancel);

    /// <summary>What there is of an order.</summary>
    public ValueTask<FoundOrder> FindAsync(OrderKey order, Instant now, CancellationToken cancel = default) =>
        Many?.FindAsync(order, now, cancel) ?? _durable[0].DoAsync(
            ledger => new FoundOrder(ledger.StateOf(order), ledger.AskOf(order), ledger.HoldingsOf(order)), cancel);

    /// <summary>Takes in a feed's updates.</summary>
    /// <inheritdoc cref="DurableLedger.FeedAsync"/>
    public ValueTask<FeedOutcome[]> FeedAsync(
        FeedKey feed, Instant at, FeedUpdate[] updates, ICollection<ClaimCut>? cuts = null,
        CancellationToken cancel = default) =>
        Many?.FeedAsync(feed, at, updates, cuts, cancel) ?? Only!.FeedAsync(feed, at, updates, cuts, cancel);

    /// <summary>Posts entries in groups by cause, each all or none, each in the shard of its product.</summary>
    /// <param name="entries">Consecutive entries of one cause are of products of one shard.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    /// <returns>One outcome per entry; see <see cref="GoodsLedger.PostAll"/>.</returns>
    public async ValueTask<Outcome[]> PostAllAsync(Entry[] entries, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (Only is { } one)
        {
            return await one.PostAllAsync(entries, cancel).ConfigureAwait(false);
        }

        var outcomes = new Outcome[entries.Length];
        await Task.WhenAll(Enumerable.Range(0, entries.Length).GroupBy(row => Map.ShardOf(entries[row].Product))
            .Select(async of =>
            {
                int[] rows = [.. of];
                var posted = new Outcome[rows.Length];
                await _shards[of.Key].DoAsync(
                    ledger => ledger.PostAll(Array.ConvertAll(rows, row => entries[row]), posted), cancel)
                    .ConfigureAwait(false);
                for (var i = 0; i < rows.Length; i++)
                {
                    outcomes[rows[i]] = posted[i];
                }
            })).ConfigureAwait(false);
        return outcomes;
    }

    /// <summary>Whether an entry was posted in any shard, as far as keys are remembered.</summary>
    public async ValueTask<bool> HasAsync(EntryKey key, CancellationToken cancel = default) => Array.Exists(
        await EachAsync((_, ledger) => ledger.Has(key), cancel).ConfigureAwait(false), has => has);

    /// <summary>Ends the holds whose time is over.</summary>
    public async ValueTask ExpireAsync(Instant now, CancellationToken cancel = default)
    {
        if (Many is null)
        {
            await _durable[0].DoAsync(ledger => ledger.Expire(now), cancel).ConfigureAwait(false);
        }
        else
        {
            await Many.SettleAsync(now, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets keys and closed orders of days before one: see <see cref="GoodsLedger.Forget"/>. Whoever has a
    /// single shard of several forget leaves behind where its orders were.</summary>
    public async ValueTask ForgetAsync(DateOnly before, CancellationToken cancel = default)
    {
        if (Many is null)
        {
            await _durable[0].DoAsync(
                ledger =>
                {
                    ledger.Forget(before);
                    return true;
                }, cancel).ConfigureAwait(false);
        }
        else
        {
            await Many.ForgetAsync(before, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Settles orders of which claims were released: see
    /// <see cref="ShardedLedger.SettleAsync(IEnumerable{ClaimCut}, Instant)"/>. One shard has done so by itself.
    /// </summary>
    public ValueTask SettleAsync(IEnumerable<ClaimCut> cuts, Instant now) =>
        Many?.SettleAsync(cuts, now) ?? ValueTask.CompletedTask;
}
