using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>The steps of an order after it was placed, and what there is of it.</content>
public sealed partial class ShardedLedger
{
    /// <summary>Commits a held order: from now on it does not expire.</summary>
    /// <inheritdoc cref="GoodsLedger.Decide"/>
    public ValueTask<OrderOutcome> DecideAsync(OrderKey order, Instant at, CancellationToken cancel = default) =>
        InsideAsync(order, place => DecideAsync(order, place, at, cancel), OrderOutcome.Unknown);

    /// <summary>Gives an order up: what it still claims is free again, wherever it lies.</summary>
    /// <returns>Released; else what had become of it before.</returns>
    public ValueTask<OrderOutcome> ReleaseAsync(OrderKey order, Instant at, CancellationToken cancel = default) =>
        InsideAsync(order, async place =>
        {
            await HearFirstAsync(order, place, at).ConfigureAwait(false);
            var (outcome, word) = await _shards[place.Home].DoAsync(
                ledger => (ledger.Release(order, at), ledger.WordOf(order)), cancel).ConfigureAwait(false);
            await TellAsync(word, place, at).ConfigureAwait(false);
            return outcome;
        }, OrderOutcome.Unknown);

    /// <summary>Ships what a decided order claims at a facility. Repeating it changes nothing.</summary>
    /// <remarks>The other shards ship first, each saying itself what left; the home hears of it, and tells it, in the
    /// step in which its own part leaves.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where; none for all facilities.</param>
    /// <param name="at">When.</param>
    /// <param name="counted">By shard, the day before which what leaves was not counted any more: see
    /// <see cref="ShippingDesk"/>; null for never.</param>
    /// <param name="cancel">Gives up waiting to get into the first queue.</param>
    public ValueTask<ShippedUnits> ShipAsync(
        OrderKey order, FacilityId facility, Instant at, IReadOnlyList<DateOnly>? counted = null,
        CancellationToken cancel = default) =>
        InsideAsync(order, place => ShipAsync(order, place, facility, at, counted, cancel), default);

    /// <summary>Notes that somebody picks what a decided order claims. Repeating it changes nothing.</summary>
    /// <remarks>The other shards are told first, then the home, which tells it. Whoever is stopped in between may find
    /// that it is picked and was not told. Where the other shards have something picked there, the home need have
    /// nothing.</remarks>
    /// <inheritdoc cref="GoodsLedger.Pick"/>
    public ValueTask<OrderOutcome> PickAsync(
        OrderKey order, FacilityId facility, Instant at, CancellationToken cancel = default) =>
        InsideAsync(order, async place =>
        {
            await HearFirstAsync(order, place, at).ConfigureAwait(false);
            var word = await _shards[place.Home].DoAsync(ledger => ledger.WordOf(order), cancel).ConfigureAwait(false);
            var begun = word.State != OrderOutcome.Decided ? [] : await Task.WhenAll(place.Others.Select(shard =>
                _shards[shard].DoAsync(
                    ledger =>
                    {
                        ledger.Follow(word, at);
                        var isNew = ledger.IsToPick(order, facility);
                        ledger.Pick(order, facility, at);
                        return (IsNew: isNew, IsPicked: Array.Exists(ledger.PickedAt(order),
                            place => facility.Value == 0 || place == facility));
                    }, CancellationToken.None).AsTask())).ConfigureAwait(false);
            var (isNew, isPicked) = (
                Array.Exists(begun, part => part.IsNew), Array.Exists(begun, part => part.IsPicked));
            return await _shards[place.Home].DoAsync(
                ledger => isPicked && !isNew && !ledger.IsToPick(order, facility) ? ledger.StateOf(order)
                    : ledger.Pick(order, facility, at, isNew),
                CancellationToken.None).ConfigureAwait(false);
        }, OrderOutcome.Unknown);

    /// <summary>What there is of an order.</summary>
    public ValueTask<FoundOrder> FindAsync(OrderKey order, Instant now, CancellationToken cancel = default) =>
        InsideAsync(order, place => FindAsync(order, place, now, cancel),
            new FoundOrder(default, null, OrderHoldings.Nothing));

    /// <summary>What has become of an order: the word of its home.</summary>
    public ValueTask<OrderOutcome> StateOfAsync(OrderKey order, CancellationToken cancel = default) =>
        InsideAsync(order, place => _shards[place.Home].DoAsync(ledger => ledger.StateOf(order), cancel),
            OrderOutcome.Unknown);

    private async ValueTask<OrderOutcome> DecideAsync(
        OrderKey order, OrderPlace place, Instant at, CancellationToken cancel)
    {
        await HearFirstAsync(order, place, at).ConfigureAwait(false);
        var (outcome, word) = await _shards[place.Home].DoAsync(
            ledger => (ledger.Decide(order, at), ledger.WordOf(order)), cancel).ConfigureAwait(false);
        await TellAsync(word, place, at).ConfigureAwait(false);
        return outcome;
    }

    // What was cut, or left, elsewhere counts before anything is decided of the order.
    private ValueTask HearFirstAsync(OrderKey order, OrderPlace place, Instant at) =>
        !place.IsAcross ? ValueTask.CompletedTask : FollowAsync([new(order, place.Ledgers)], at);

    private async ValueTask<ShippedUnits> ShipAsync(
        OrderKey order, OrderPlace place, FacilityId facility, Instant at, IReadOnlyList<DateOnly>? counted,
        CancellationToken cancel)
    {
        var (home, homeCounted) = (_shards[place.Home], counted?[place.Home] ?? default);
        if (!place.IsAcross)
        {
            return await home.DoAsync(
                ledger =>
                {
                    var units = new ShippingDesk(ledger, homeCounted).Ship(order, facility, at);
                    return new ShippedUnits(StateOrOutOfTurn(ledger.StateOf(order)), units);
                }, cancel).ConfigureAwait(false);
        }

        var word = await home.DoAsync(ledger => ledger.WordOf(order), cancel).ConfigureAwait(false);
        if (word.State != OrderOutcome.Decided)
        {
            return new(StateOrOutOfTurn(word.State), 0);
        }

        var left = await Task.WhenAll(place.Others.Select(shard => _shards[shard].DoAsync(
            ledger =>
            {
                ledger.Follow(word, at);
                var units = new ShippingDesk(ledger, counted?[shard] ?? default).ShipPart(order, facility, at);
                return (Units: units, Report: ledger.ReportOf(order));
            }, CancellationToken.None).AsTask())).ConfigureAwait(false);
        var totals = left.Aggregate(PartTotals.None, (sum, one) => sum.With(one.Report, word.Content));
        var (units, state, since) = await home.DoAsync(
            ledger =>
            {
                var units = new ShippingDesk(ledger, homeCounted).ShipHome(order, facility, at, totals, out var state);
                return (units, state, ledger.WordOf(order));
            }, CancellationToken.None).ConfigureAwait(false);
        await TellAsync(since, place, at).ConfigureAwait(false);
        return new(state, units + left.Sum(one => one.Units));
    }

    // All parts are asked at once; where they are not in line with their home, they are brought in line first.
    private async ValueTask<FoundOrder> FindAsync(
        OrderKey order, OrderPlace place, Instant now, CancellationToken cancel)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var asking = _shards[place.Home].DoAsync(
                ledger => (Word: ledger.WordOf(order), Heard: ledger.HeardOf(order), Ask: ledger.AskOf(order),
                    Holdings: ledger.HoldingsOf(order)), cancel).AsTask();
            var parts = await Task.WhenAll(place.Others.Select(shard => _shards[shard].DoAsync(
                ledger => (Report: ledger.ReportOf(order), Holdings: ledger.HoldingsOf(order)), cancel).AsTask()))
                .ConfigureAwait(false);
            var home = await asking.ConfigureAwait(false);
            var all = OrderHoldings.Together(parts.Select(part => part.Holdings).Append(home.Holdings));
            if (!home.Word.IsOpen)
            {
                return new(home.Word.State, home.Ask, OrderHoldings.Nothing with { Shipped = all.Shipped });
            }

            if (parts.Length == 0 || !isFirst || IsInLine(home.Word, home.Heard, all.HasClaims,
                Array.ConvertAll(parts, part => part.Report)))
            {
                return new(home.Word.State, home.Ask, all);
            }

            await FollowAsync([new(order, place.Ledgers)], now).ConfigureAwait(false);
        }
    }

    private static bool IsInLine(OrderWord word, PartNews heard, bool hasClaims, PartReport[] parts)
    {
        var totals = parts.Aggregate(PartTotals.None, (sum, part) => sum.With(part, word.Content));
        return totals.IsWhole && Array.TrueForAll(parts, part => part.IsInLine(in word))
            && totals.News.Ships <= heard.Ships && totals.News.Cuts <= heard.Cuts
            && (hasClaims || word.State != OrderOutcome.Decided);
    }

    private static OrderOutcome StateOrOutOfTurn(OrderOutcome state) =>
        state == OrderOutcome.Held ? OrderOutcome.OutOfTurn : state;

    private async ValueTask<TAnswer> InsideAsync<TAnswer>(
        OrderKey order, Func<OrderPlace, ValueTask<TAnswer>> act, TAnswer unknown)
    {
        RequireAll();
        await _gate.EnterAsync(order).ConfigureAwait(false);
        try
        {
            return _homes.Of(order) is { IsKnown: true } place ? await act(place).ConfigureAwait(false) : unknown;
        }
        finally
        {
            _gate.Leave(order);
        }
    }
}
