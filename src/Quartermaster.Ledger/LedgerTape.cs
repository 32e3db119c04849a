using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The operations that a ledger accepted since the last <see cref="Clear"/>, as bytes for a log.</summary>
/// <remarks>Refusals and repetitions leave no trace. Starts with a version byte; an order of two lines takes about 40
/// bytes. Instants are written as the difference from the one before.</remarks>
public sealed partial class LedgerTape
{
    /// <summary>The version of the bytes that this build writes. It reads those of version 1 too, whose cuts took
    /// claims of decided orders whole.</summary>
    public const byte Version = 2;

    internal const byte OldestVersion = 1;

    private readonly BlobWriter _blob = new();
    private long _lastInstant;

    /// <summary>The number of operations.</summary>
    public int Count { get; private set; }

    /// <summary>The operations; valid until the next one.</summary>
    public ReadOnlySpan<byte> Bytes => _blob.Bytes;

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _blob.Clear();
        (Count, _lastInstant) = (0, 0);
    }

    internal void Post(in Entry entry)
    {
        Start(LedgerStep.Post);
        Key(entry.Key, entry.At);
        _blob.Whole(entry.Product.Value);
        _blob.Whole(entry.Owner.Value);
        _blob.Whole(entry.Lot);
        _blob.Account(entry.From);
        _blob.Account(entry.To);
        _blob.Whole(entry.Units);
    }

    internal void Once(EntryKey key, Instant at)
    {
        Start(LedgerStep.Once);
        Key(key, at);
    }

    internal void Remember(EntryKey key, Instant at)
    {
        Start(LedgerStep.Remember);
        Key(key, at);
    }

    internal void Forget(DateOnly before)
    {
        Start(LedgerStep.Forget);
        _blob.Whole(before.DayNumber);
    }

    internal void Order(
        in OrderRecord order, Instant at, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        Start(order.Ledgers != 0
            ? order.State == OrderOutcome.Held ? LedgerStep.HoldPart : LedgerStep.PlacePart
            : order.State == OrderOutcome.Held ? LedgerStep.Hold : LedgerStep.Place);
        Order(order.Key, at);
        if (order.Ledgers != 0)
        {
            _blob.Whole(unchecked((long)order.Ledgers));
            _blob.Byte(order.IsForeign ? (byte)0 : (byte)1);
            _blob.Fixed(order.Content);
        }

        _blob.Whole(order.Expires == 0 ? 0 : order.Expires - at.UnixMilliseconds);
        Claims(lines, slots);
    }

    internal void MoveOrders(EntryKey key, Instant at, ReadOnlySpan<OrderMove> moves)
    {
        Start(LedgerStep.MoveOrders);
        Key(key, at);
        _blob.Whole(moves.Length);
        foreach (var move in moves)
        {
            _blob.Fixed(move.Order.High);
            _blob.Fixed(move.Order.Low);
            _blob.Fixed(move.Seen);
            Claims(move.Lines, move.Slots);
        }
    }

    internal void AmendOrder(EntryKey key, Instant at, OrderAmendment amendment)
    {
        Start(LedgerStep.AmendOrder);
        Key(key, at);
        _blob.Fixed(amendment.Order.High);
        _blob.Fixed(amendment.Order.Low);
        _blob.Fixed(amendment.Seen);
        Claims(amendment.Lines, amendment.Slots);
        Claims(amendment.Missing, []);
        _blob.Byte((byte)amendment.MissingTo);
        _blob.Byte(amendment.Ask is null ? (byte)0 : (byte)1);
        if (amendment.Ask is { } ask)
        {
            OrderAskBlob.Write(_blob, amendment.Order, ask);
            OrderAskBlob.WriteMore(_blob, ask);
        }
    }

    internal void Ask(OrderKey order, OrderAsk ask)
    {
        Start(LedgerStep.AskInFull);
        OrderAskBlob.Write(_blob, order, ask);
        OrderAskBlob.WriteMore(_blob, ask);
    }

    internal void Step(LedgerStep step, OrderKey order, Instant at)
    {
        Start(step);
        Order(order, at);
    }

    internal void Ship(OrderKey order, FacilityId facility, Instant at) =>
        Ship(LedgerStep.Ship, order, facility, at);

    internal void Pick(OrderKey order, FacilityId facility, Instant at) =>
        Ship(LedgerStep.Pick, order, facility, at);

    internal void ShipPart(OrderKey order, FacilityId facility, Instant at) =>
        Ship(LedgerStep.ShipPart, order, facility, at);

    internal void FollowPart(OrderKey order, Instant at, OrderOutcome state, bool hasShipped)
    {
        Start(LedgerStep.FollowPart);
        Order(order, at);
        _blob.Byte((byte)state);
        _blob.Byte(hasShipped ? (byte)1 : (byte)0);
    }

    internal void HearPart(OrderKey order, Instant at, in PartTotals parts, bool isShipping, FacilityId facility)
    {
        Start(LedgerStep.HearPart);
        Order(order, at);
        _blob.News(parts.News);
        _blob.Byte((byte)((parts.HasClaims ? 1 : 0) | (isShipping ? 2 : 0)));
        _blob.Whole(facility.Value);
    }

    internal void Turn(long turn)
    {
        Start(LedgerStep.Turn);
        _blob.Whole(turn);
    }

    internal void Expire(Instant now)
    {
        Start(LedgerStep.Expire);
        At(now);
    }

    internal void StockCount(EntryKey key, Instant at, in StockCount count)
    {
        Start(LedgerStep.Count);
        Key(key, at);
        _blob.Claim(new(count.Product, count.Facility, count.Units, count.Owner));
    }

    internal void Feed(
        FeedKey feed, Instant at, ReadOnlySpan<FeedUpdate> updates, ReadOnlySpan<FeedOutcome> outcomes, int applied)
    {
        if (applied == 0)
        {
            return;
        }

        Start(LedgerStep.Feed);
        _blob.Fixed(feed.Value);
        At(at);
        _blob.Whole(applied);
        var sequence = 0L;
        for (var i = 0; i < updates.Length; i++)
        {
            if (outcomes[i] == FeedOutcome.Applied)
            {
                ref readonly var update = ref updates[i];
                _blob.Whole(update.Product.Value);
                _blob.Whole(update.Facility.Value);
                _blob.Signed(unchecked(update.Sequence - sequence));
                _blob.Byte((byte)update.Kind);
                _blob.Signed(update.Units);
                sequence = update.Sequence;
            }
        }
    }

    internal void OpenSlot(Slot slot, long limit, Instant at) => Limit(LedgerStep.OpenSlot, slot, limit, at);

    internal void SettleArrival(Slot slot, long limit, Instant at) => Limit(LedgerStep.SettleArrival, slot, limit, at);

    internal void CloseSlots(SlotKind kind, int beforeWindow)
    {
        Start(LedgerStep.CloseSlots);
        _blob.Byte((byte)kind);
        _blob.Signed(beforeWindow);
    }

    private void Limit(LedgerStep step, Slot slot, long limit, Instant at)
    {
        Start(step);
        At(at);
        _blob.Slot(slot);
        _blob.Whole(limit);
    }

    private void Ship(LedgerStep step, OrderKey order, FacilityId facility, Instant at)
    {
        Start(step);
        Order(order, at);
        _blob.Whole(facility.Value);
    }

    private void Claims(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots) =>
        ClaimsBlob.Write(_blob, lines, slots);

    private void Start(LedgerStep step)
    {
        if (Count++ == 0)
        {
            _blob.Byte(Version);
        }

        _blob.Byte((byte)step);
    }

    private void Key(EntryKey key, Instant at)
    {
        _blob.Fixed(key.Cause);
        _blob.Whole(unchecked((long)key.Row));
        At(at);
    }

    private void Order(OrderKey order, Instant at)
    {
        _blob.Fixed(order.High);
        _blob.Fixed(order.Low);
        At(at);
    }

    private void At(Instant at)
    {
        _blob.Signed(unchecked(at.UnixMilliseconds - _lastInstant));
        _lastInstant = at.UnixMilliseconds;
    }
}
