using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>Orders that change before they leave, wherever they lie and come to lie.</content>
/// <remarks>As an order is placed: each shard holds what its part needs more, in order; the home of the first order
/// decides, in one entry, which is the commit once it is safe; the others follow it. What the orders claim stays as it
/// was until then. Before the commit a crash leaves holds that are given up when ledgers are opened; after it, holds
/// that become the orders' own then. Nobody else changes the orders meanwhile: requests for them wait at the gate. But
/// counts and limits may cut into them, and goods on their way may come to them: their home hears of that as always.
/// </remarks>
public sealed partial class ShardedLedger
{
    /// <summary>What an order claims in all shards, for who would amend it; null for one that is not known.</summary>
    /// <param name="order">The order.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    public ValueTask<OpenClaims?> ClaimsToAmendAsync(
        OrderKey order, Instant now, CancellationToken cancel = default) =>
        InsideAsync(order, async place =>
        {
            await HearFirstAsync(order, place, now).ConfigureAwait(false);
            return (await SeeAsync([order], default, cancel).ConfigureAwait(false)).Orders?[0].Whole;
        }, null);

    /// <summary>Lets an order claim something else than it does: see <see cref="GoodsLedger.AmendOrder"/>.</summary>
    /// <param name="key">An amendment whose key was used before changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="amendment">What changes; <see cref="OrderAmendment.Seen"/> as
    /// <see cref="ClaimsToAmendAsync"/> said.</param>
    /// <param name="note">A key that is noted with it in the home of the order; null for none.</param>
    /// <param name="cancel">Gives up waiting to get into the first queues.</param>
    /// <returns>What became of it, and of the order.</returns>
    public async ValueTask<(MoveOutcome Outcome, OrderOutcome State)> AmendAsync(
        EntryKey key, Instant at, OrderAmendment amendment, EntryKey? note = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        RequireAll();
        var (outcome, state) = (MoveOutcome.Changed, OrderOutcome.Unknown);
        await InsideAllAsync([amendment.Order], async () =>
        {
            outcome = await ChangeAsync(key, at, [amendment], isMove: false, note, cancel).ConfigureAwait(false);
            if (_homes.Of(amendment.Order) is { IsKnown: true } place)
            {
                state = await _shards[place.Home].DoAsync(ledger => ledger.StateOf(amendment.Order))
                    .ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return (outcome, state);
    }

    /// <summary>Lets orders leave from elsewhere, all of them or none, wherever that lies: see
    /// <see cref="GoodsLedger.MoveOrders"/>.</summary>
    /// <param name="key">A move whose key was used before changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="moves">The orders, each once; <see cref="OrderMove.Seen"/> of all their parts, by shard.</param>
    /// <param name="beside">Orders that stay, with what they were seen to claim: where one has changed, nothing is
    /// done.</param>
    /// <param name="cancel">Gives up waiting to get into the first queues.</param>
    public async ValueTask<MoveOutcome> MoveAsync(
        EntryKey key, Instant at, OrderMove[] moves, IReadOnlyList<(OrderKey Order, ulong Seen)> beside,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(beside);
        RequireAll();
        if (moves.Length == 0 || moves.DistinctBy(move => move.Order).Count() < moves.Length)
        {
            return MoveOutcome.Refused;
        }

        var outcome = MoveOutcome.Changed;
        OrderKey[] orders = [.. moves.Select(move => move.Order).Concat(beside.Select(one => one.Order)).Distinct()
            .Order()];
        await InsideAllAsync(orders, async () =>
        {
            var (stay, _) = await SeeAsync([.. beside.Select(one => one.Order)], default, cancel).ConfigureAwait(false);
            if (stay is not null && stay.Zip(beside).All(pair => pair.First.Whole is { State: OrderOutcome.Decided,
                HasLeft: false, Picked: [] } && pair.First.Whole.Seen == pair.Second.Seen))
            {
                var wanted = Array.ConvertAll(moves, move =>
                    new OrderAmendment(move.Order, move.Seen, move.Lines, move.Slots));
                outcome = await ChangeAsync(key, at, wanted, isMove: true, note: null, cancel).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return outcome;
    }

    private async ValueTask<MoveOutcome> ChangeAsync(
        EntryKey key, Instant at, OrderAmendment[] wanted, bool isMove, EntryKey? note, CancellationToken cancel)
    {
        var orders = Array.ConvertAll(wanted, one => one.Order);
        await FollowAsync([.. orders.Select(order => (Order: order, Place: _homes.Of(order)))
            .Where(one => one.Place.IsAcross).Select(one => new WaitingPart(one.Order, one.Place.Ledgers))], at)
            .ConfigureAwait(false);
        var (known, isKnown) = await SeeAsync(orders, key, cancel).ConfigureAwait(false);
        if (isKnown)
        {
            return MoveOutcome.AlreadyMoved;
        }

        if (known is not { } seen || seen.Zip(wanted).Any(pair => pair.First.Whole.State != OrderOutcome.Decided
                || pair.First.Whole.Seen != pair.Second.Seen))
        {
            return MoveOutcome.Changed;
        }

        if (seen.Zip(wanted).Any(pair => !IsChange(pair.First, pair.Second, isMove)))
        {
            return MoveOutcome.Refused;
        }

        var parts = seen.Zip(wanted).SelectMany(pair => pair.First.Split(pair.Second, _map, isMove))
            .GroupBy(one => one.Shard).OrderBy(of => of.Key)
            .ToDictionary(of => of.Key, of => of.Select(one => one.Part).ToArray());
        return await HoldAndDecideAsync(key, at, parts, seen[0].Place.Home, note, cancel).ConfigureAwait(false);
    }

    private async ValueTask<MoveOutcome> HoldAndDecideAsync(
        EntryKey key, Instant at, Dictionary<int, OrderChangePart[]> parts, int decider, EntryKey? note,
        CancellationToken cancel)
    {
        var held = new List<int>();
        try
        {
            foreach (var shard in parts.Keys.Order().Where(shard => shard != parts.Keys.Max() || shard != decider))
            {
                var outcome = await _shards[shard].DoAsync(
                    ledger => ledger.HoldChange(key, at, at.PlusMinutes(_holdMinutes), parts[shard]),
                    held.Count == 0 ? cancel : CancellationToken.None).ConfigureAwait(false);
                if (outcome != MoveOutcome.Moved)
                {
                    await WithdrawAsync(key, at, held).ConfigureAwait(false);
                    return outcome;
                }

                held.Add(shard);
            }
        }
        catch
        {
            // A shard that has stopped, or a caller who has gone: the others keep nothing for it.
            await WithdrawAsync(key, at, held).ConfigureAwait(false);
            throw;
        }

        // From here on it may be decided, whoever does or does not say so.
        var decided = await _shards[decider].DoAsync(
            ledger =>
            {
                var done = held.Contains(decider) ? MoveOutcome.Moved
                    : ledger.HoldChange(key, at, at.PlusMinutes(_holdMinutes), parts[decider]);
                done = done == MoveOutcome.Moved ? ledger.DecideChange(key, at) : done;
                if (done != MoveOutcome.Moved)
                {
                    ledger.WithdrawChange(key, at);
                }
                else if (note is { } also)
                {
                    ledger.Once(also, at);
                }

                FindHomes(decider, ledger, parts[decider]);
                return done;
            }, CancellationToken.None).ConfigureAwait(false);
        if (decided != MoveOutcome.Moved)
        {
            held.Remove(decider);
            await WithdrawAsync(key, at, held).ConfigureAwait(false);
        }
        else
        {
            await TellAsync(key, at, parts, decider).ConfigureAwait(false);
        }

        return decided;
    }

    // The others do it too. What a shard that has stopped cannot be told it asks when it is opened again: it is
    // decided, and that counts.
    private async ValueTask TellAsync(
        EntryKey key, Instant at, Dictionary<int, OrderChangePart[]> parts, int decider)
    {
        try
        {
            await Task.WhenAll(parts.Where(of => of.Key != decider).Select(of => _shards[of.Key].DoAsync(ledger =>
            {
                ledger.FollowChange(key, at);
                FindHomes(of.Key, ledger, of.Value);
                return true;
            }).AsTask())).ConfigureAwait(false);
            var orders = parts.Values.SelectMany(some => some).Select(part => part.Order).Distinct()
                .Select(order => new WaitingPart(order, _homes.Of(order).Ledgers)).ToArray();
            await FollowAsync(Array.FindAll(orders, order => ulong.PopCount(order.Ledgers) > 1), at)
                .ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Its ledger says why.
        }
    }

    private async ValueTask WithdrawAsync(EntryKey key, Instant at, List<int> held)
    {
        foreach (var shard in held)
        {
            try
            {
                await _shards[shard].DoAsync(ledger => ledger.WithdrawChange(key, at)).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // It gives it up when it is opened again.
            }
        }
    }

    // The orders as their shards have them, null where one of them is not known, and whether one of these shards has a
    // change by its key. Inside their gates.
    private async ValueTask<(SeenOrder[]? Orders, bool IsKnown)> SeeAsync(
        OrderKey[] orders, EntryKey change, CancellationToken cancel)
    {
        var places = Array.ConvertAll(orders, _homes.Of);
        if (!Array.TrueForAll(places, place => place.IsKnown))
        {
            return (null, false);
        }

        var shards = Enumerable.Range(0, _shards.Count).Where(shard =>
            Array.Exists(places, place => (place.Ledgers >> shard & 1) != 0));
        var found = await Task.WhenAll(shards.Select(shard => _shards[shard].DoAsync(
            ledger => (IsKnown: ledger.Has(change),
                Parts: Array.ConvertAll(orders, order => SeenPart.Of(shard, ledger, order))), cancel).AsTask()))
            .ConfigureAwait(false);
        var parts = found.SelectMany(some => some.Parts).ToLookup(part => part.Order);
        var isThere = places.Zip(orders).All(pair =>
            parts[pair.Second].Any(part => part.Shard == pair.First.Home && part.Claims is not null));
        return (!isThere ? null : [.. places.Zip(orders, (place, order) => SeenOrder.Of(place,
            parts[order].Where(part => (place.Ledgers >> part.Shard & 1) != 0)))],
            Array.Exists(found, some => some.IsKnown));
    }

    // What no shard can tell by itself: each looks after its own goods and slots.
    private static bool IsChange(SeenOrder seen, OrderAmendment wanted, bool isMove)
    {
        var isToStay = seen.Whole.HasLeft || seen.Whole.Picked.Length > 0;
        return wanted.Lines.Length <= s_mostClaims && wanted.Slots.Length <= s_mostClaims
            && (!isToStay || (wanted.Ask is null && !isMove))
            && (!isMove || (wanted is { Ask: null, Missing: [] } && !GoodsClaims.AnyArriving(wanted.Slots)
                && !GoodsClaims.AnyArriving(seen.Whole.Slots)
                && wanted.LostOf(GoodsClaims.All(seen.Whole.Lines, seen.Whole.Slots)).Length == 0));
    }
}
