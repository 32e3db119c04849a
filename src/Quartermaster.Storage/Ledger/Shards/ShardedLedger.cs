using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Several ledgers as one: every product and every slot lies in one of them, and orders that need more than
/// one are committed in two phases.</summary>
/// <remarks>
/// An order is held part by part, shards in the order of their numbers, so that of orders that want the same last units
/// one gets them. Its home, the last of them, decides while it holds its own part: that entry, once safe, is the
/// commit. The others are told afterwards, and ask for themselves (<see cref="StartAsync"/>) if nobody told them.
/// Before the commit a crash leaves holds that end; after it, holds that the home's word makes firm. An order whose
/// claims all lie in one shard is one step there.
/// </remarks>
public sealed partial class ShardedLedger
{
    private static readonly int s_mostClaims = new LedgerLimits().MostClaimsPerOrder;

    private readonly IReadOnlyList<ILedgerShard> _shards;
    private readonly ShardMap _map;
    private readonly OrderGate _gate;
    private readonly OrderHomes _homes = new();
    private readonly int _holdMinutes;

    /// <summary>Ledgers that share the products between them. Before anything else: <see cref="StartAsync"/>.</summary>
    /// <param name="shards">By number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="holdMinutes">How long parts are held for a decision; 1 or more.</param>
    /// <param name="isInline">Whether everything goes on in the caller's thread: for simulations.</param>
    public ShardedLedger(
        IReadOnlyList<ILedgerShard> shards, ShardMap map, int holdMinutes = 5, bool isInline = false)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(holdMinutes, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shards.Count, map.Shards);
        (_shards, _map, _holdMinutes) = (shards, map, holdMinutes);
        _gate = new(isInline);
    }

    /// <summary>Which shard keeps what.</summary>
    public ShardMap Map => _map;

    /// <summary>The number of orders of which it is known where they are, open and closed: about 60 bytes each besides
    /// what the shards remember of them.</summary>
    public int RememberedOrders => _homes.Count;

    internal OrderHomes Homes => _homes;

    /// <summary>Places an order: stock and slots of all shards, or nothing.</summary>
    /// <inheritdoc cref="GoodsLedger.Place"/>
    /// <param name="request">The order.</param>
    /// <param name="cancel">Gives up waiting to get into a queue; what was held by then is free again.</param>
    public async ValueTask<OrderOutcome> PlaceAsync(OrderRequest request, CancellationToken cancel = default) =>
        (await PlaceAsync(new NewOrder(request), cancel).ConfigureAwait(false)).Outcome;

    /// <summary>Places an order, or holds it, and remembers what was asked for.</summary>
    /// <remarks>A repetition is told by what was asked for, where that is given, else by what is claimed.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="cancel">Gives up waiting to get into a queue; what was held by then is free again.</param>
    public async ValueTask<PlacedOrder> PlaceAsync(NewOrder order, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        RequireAll();
        var key = order.Request.Order;
        await _gate.EnterAsync(key).ConfigureAwait(false);
        try
        {
            if (_homes.Of(key) is { IsKnown: true } place)
            {
                var known = await KnownAsync(order, place, cancel).ConfigureAwait(false);
                if (known.Outcome != OrderOutcome.Unknown)
                {
                    return known;
                }

                // It was forgotten since.
                _homes.Remove(key);
            }

            return new(await PlaceNewAsync(order, cancel).ConfigureAwait(false), IsKnown: false, null);
        }
        finally
        {
            _gate.Leave(key);
        }
    }

    /// <summary>What there is of an order under which something was asked for; the default where there is none.
    /// </summary>
    public ValueTask<PlacedOrder> KnownAsync(OrderKey order, OrderAsk ask, CancellationToken cancel = default) =>
        InsideAsync(order, place => KnownAsync(new(new(order, default, [], []), default, ask), place, cancel),
            default);

    private async ValueTask<PlacedOrder> KnownAsync(NewOrder order, OrderPlace place, CancellationToken cancel)
    {
        var request = order.Request;
        var (word, ask) = await _shards[place.Home].DoAsync(
            ledger => (ledger.WordOf(request.Order), ledger.AskOf(request.Order)), cancel).ConfigureAwait(false);
        if (word.State == OrderOutcome.Unknown)
        {
            return default;
        }

        var isSame = order.Ask is { } wanted ? ask is null || ask.IsLike(wanted)
            : word.Content == OrderPart.ContentOf(request.Lines, request.Slots);
        return new(!isSame ? OrderOutcome.OtherContent
            : word.State == OrderOutcome.Held && order is { Ask: null, HoldUntil.IsKnown: false }
            ? await DecideAsync(request.Order, place, request.At, cancel).ConfigureAwait(false)
            : word.State, IsKnown: true, ask);
    }

    private async ValueTask<OrderOutcome> PlaceNewAsync(NewOrder order, CancellationToken cancel)
    {
        var (request, until) = (order.Request, order.HoldUntil);
        if (!GoodsClaims.Any(request.Lines, request.Slots) || request.Lines.Length > s_mostClaims
            || request.Slots.Length > s_mostClaims)
        {
            return OrderOutcome.Refused;
        }

        // Where it is, others must know before the first part is held: a count that cuts into one settles the order,
        // and waits for us.
        var parts = _map.Split(request, until.IsKnown ? until : request.At.PlusMinutes(_holdMinutes));
        var (shard, home) = parts[^1];
        var place = OrderPlace.OfNew(home.Ledgers);
        _homes.Set(request.Order, place);
        var outcome = OrderOutcome.Unknown;
        try
        {
            outcome = await HoldForeignAsync(parts, cancel).ConfigureAwait(false);
        }
        catch
        {
            _homes.Remove(request.Order);
            throw;
        }

        if (outcome != OrderOutcome.Held)
        {
            _homes.Remove(request.Order);
            return outcome;
        }

        // From here on the order may be placed, whoever does or does not say so.
        try
        {
            outcome = await _shards[shard].DoAsync(
                ledger => ClaimAtHome(ledger, order, parts.Length > 1 ? home : null), cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await WithdrawAsync(parts.AsMemory(..^1)).ConfigureAwait(false);
            _homes.Remove(request.Order);
            throw;
        }

        if (!outcome.IsAccepted())
        {
            await WithdrawAsync(parts.AsMemory(..^1)).ConfigureAwait(false);
            _homes.Remove(request.Order);
        }
        else if (outcome == OrderOutcome.Decided && parts.Length > 1)
        {
            await TellAsync(new(request.Order, outcome, home.Content, false), place, request.At)
                .ConfigureAwait(false);
        }

        return outcome;
    }

    private static OrderOutcome ClaimAtHome(GoodsLedger ledger, NewOrder order, OrderPart? part)
    {
        var (request, until) = (order.Request, order.HoldUntil);
        ClearLeftover(ledger, request.Order, request.At);
        var outcome = (part, until.IsKnown) switch
        {
            (null, true) => ledger.Hold(request.Order, request.At, until, request.Lines, request.Slots),
            (null, false) => ledger.Place(request.Order, request.At, request.Lines, request.Slots),
            ({ } held, true) => ledger.HoldPart(held),
            ({ } placed, false) => ledger.PlacePart(placed),
        };
        if (order.Ask is { } ask && outcome.IsAccepted())
        {
            ledger.Ask(request.Order, ask);
        }

        return outcome;
    }

    private async ValueTask<OrderOutcome> HoldForeignAsync(
        (int Shard, OrderPart Part)[] parts, CancellationToken cancel)
    {
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var part = parts[i].Part;
            OrderOutcome outcome;
            try
            {
                outcome = await _shards[parts[i].Shard].DoAsync(
                    ledger =>
                    {
                        ClearLeftover(ledger, part.Order, part.At);
                        return ledger.HoldPart(part);
                    }, cancel).ConfigureAwait(false);
            }
            catch
            {
                // A shard that has stopped, or a caller who has gone: the others keep nothing for it.
                await WithdrawAsync(parts.AsMemory(0, i)).ConfigureAwait(false);
                throw;
            }

            if (!outcome.IsAccepted())
            {
                await WithdrawAsync(parts.AsMemory(0, i)).ConfigureAwait(false);
                return outcome;
            }
        }

        return OrderOutcome.Held;
    }

    // No home knows the order, so whatever a shard still holds of it was left behind by somebody who was stopped.
    private static void ClearLeftover(GoodsLedger ledger, OrderKey order, Instant at)
    {
        if (ledger.ReportOf(order).State == OrderOutcome.Held)
        {
            ledger.WithdrawPart(order, at);
        }
    }

    private async ValueTask WithdrawAsync(ReadOnlyMemory<(int Shard, OrderPart Part)> held)
    {
        for (var i = 0; i < held.Length; i++)
        {
            var (shard, part) = held.Span[i];
            try
            {
                await _shards[shard].DoAsync(ledger => ledger.WithdrawPart(part.Order, part.At)).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // It asks the home when it is opened again.
            }
        }
    }

    // Where one shard has stopped, holds of others would not end and events would not come in turn: as with one shard,
    // the whole ledger stops until it is opened again.
    private void RequireAll()
    {
        foreach (var shard in _shards)
        {
            if (shard.Fault is { } fault)
            {
                throw new LedgerLogException($"The ledger has stopped. {fault}");
            }
        }
    }
}
