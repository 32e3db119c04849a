using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Does again what a tape says: the same operations on the same state give the same state.</summary>
public static class LedgerReplay
{
    /// <summary>Applies a batch.</summary>
    /// <param name="ledger">The state after the batch before; unusable if this throws.</param>
    /// <param name="blob">What <see cref="LedgerTape.Bytes"/> was.</param>
    /// <exception cref="LedgerBlobException">The bytes are broken, or an operation is refused that was accepted when it
    /// was written.</exception>
    public static void Apply(GoodsLedger ledger, ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            return;
        }

        var reader = new BlobReader(blob);
        var version = reader.Byte();
        LedgerBlobException.CheckVersion(version, LedgerTape.Version, LedgerTape.OldestVersion);
        var (last, tape) = (0L, ledger.Tape);
        (ledger.Tape, ledger.IsReplaying, ledger.CutsWhole) = (null, true, version == LedgerTape.OldestVersion);
        while (!reader.IsAtEnd)
        {
            var start = reader.At;
            if (!Next(ledger, ref reader, ref last))
            {
                throw new LedgerBlobException(
                    $"byte {start} of {blob.Length}: the operation there does not follow from the batches before it.");
            }
        }

        (ledger.Tape, ledger.IsReplaying, ledger.CutsWhole) = (tape, false, false);
    }

    private static bool Next(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        switch ((LedgerStep)blob.Byte())
        {
            case LedgerStep.Post:
                return Post(ledger, ref blob, ref last);
            case LedgerStep.Once:
                return ledger.Once(Key(ref blob), At(ref blob, ref last)) == Outcome.Posted;
            case LedgerStep.Remember:
                return ledger.Remember(Key(ref blob), At(ref blob, ref last));
            case LedgerStep.Forget:
                ledger.Forget(DateOnly.FromDayNumber(blob.Number()));
                return true;
            case LedgerStep.Hold:
                return Order(ledger, ref blob, ref last, isPlaced: false) == OrderOutcome.Held;
            case LedgerStep.Place:
                return Order(ledger, ref blob, ref last, isPlaced: true) == OrderOutcome.Decided;
            case LedgerStep.Decide:
                return ledger.Decide(Order(ref blob), At(ref blob, ref last))
                    is OrderOutcome.Decided or OrderOutcome.Expired;
            case LedgerStep.Release:
                return ledger.Release(Order(ref blob), At(ref blob, ref last)) == OrderOutcome.Released;
            case LedgerStep.Ship:
                return Ship(ledger, ref blob, ref last);
            case LedgerStep.Expire:
                return ledger.Expire(At(ref blob, ref last)) > 0;
            case LedgerStep.Count:
                var (key, at, stock) = (Key(ref blob), At(ref blob, ref last), blob.Claim());
                var count = new StockCount(stock.Product, stock.Facility, stock.Units, stock.Owner);
                return ledger.Count(key, at, count) == Outcome.Posted;
            case LedgerStep.OpenSlot:
                var opened = At(ref blob, ref last);
                ledger.OpenSlot(blob.Slot(), blob.Whole(), opened);
                return true;
            case LedgerStep.SettleArrival:
                var settled = At(ref blob, ref last);
                return ledger.SettleArrival(blob.Slot(), blob.Whole(), settled);
            case LedgerStep.CloseSlots:
                return ledger.CloseSlots((SlotKind)blob.Byte(), checked((int)blob.Signed())) > 0;
            case LedgerStep.Ask:
                var (order, ask) = OrderAskBlob.Read(ref blob);
                return ledger.Ask(order, ask) is not (OrderOutcome.Unknown or OrderOutcome.OtherContent);
            case LedgerStep.AskInFull:
                (order, ask) = OrderAskBlob.Read(ref blob);
                return ledger.Ask(order, OrderAskBlob.ReadMore(ref blob, ask))
                    is not (OrderOutcome.Unknown or OrderOutcome.OtherContent);
            case LedgerStep.HoldPart:
                return ledger.HoldPart(Part(ref blob, ref last)) == OrderOutcome.Held;
            case LedgerStep.PlacePart:
                return ledger.PlacePart(Part(ref blob, ref last)) == OrderOutcome.Decided;
            case LedgerStep.WithdrawPart:
                return ledger.WithdrawPart(Order(ref blob), At(ref blob, ref last)) == OrderOutcome.Unknown;
            case LedgerStep.Feed:
                return Feed(ledger, ref blob, ref last);
            case LedgerStep.MoveOrders:
                return Moves(ledger, ref blob, ref last) == MoveOutcome.Moved;
            case LedgerStep.AmendOrder:
                return Amend(ledger, ref blob, ref last) == MoveOutcome.Moved;
            case LedgerStep.HearPart:
                (order, var heardAt) = (Order(ref blob), At(ref blob, ref last));
                var (news, marks) = (blob.News(), blob.Byte());
                return ledger.HearAgain(order, heardAt, new(news, (marks & 1) != 0, IsWhole: true), (marks & 2) != 0,
                    new(blob.Number()));
            case LedgerStep.FollowPart:
                (order, var toldAt) = (Order(ref blob), At(ref blob, ref last));
                return ledger.FollowTo(order, (OrderOutcome)blob.Byte(), blob.Byte() == 1, toldAt);
            case LedgerStep.ShipPart:
                (order, var leftAt) = (Order(ref blob), At(ref blob, ref last));
                return ledger.ShipPart(order, new(blob.Number()), leftAt) > 0;
            case LedgerStep.Pick:
                (order, var pickedAt) = (Order(ref blob), At(ref blob, ref last));
                return ledger.Pick(order, new(blob.Number()), pickedAt, isElsewhere: true) == OrderOutcome.Decided;
            case LedgerStep.HoldChange:
                return HoldChange(ledger, ref blob, ref last) == MoveOutcome.Moved;
            case LedgerStep.WithdrawChange:
                return ledger.WithdrawChange(Key(ref blob), At(ref blob, ref last));
            case LedgerStep.DecideChange:
                return ledger.DecideChange(Key(ref blob), At(ref blob, ref last)) == MoveOutcome.Moved;
            case LedgerStep.FollowChange:
                return ledger.FollowChange(Key(ref blob), At(ref blob, ref last));
            case LedgerStep.Turn:
                ledger.TakeTurn(blob.Whole());
                return true;
            default:
                return false;
        }
    }

    private static bool Post(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var entry = new Entry(
            Key(ref blob), At(ref blob, ref last), new(blob.Number()), new(blob.Number()), blob.Number(),
            blob.Account(), blob.Account(), blob.Number());
        var outcome = default(Outcome);
        ledger.Post(new(in entry), new(ref outcome));
        return outcome == Outcome.Posted;
    }

    private static bool Feed(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var (feed, at) = (new FeedKey(blob.Fixed()), At(ref blob, ref last));
        var (updates, sequence) = (new FeedUpdate[blob.Number()], 0L);
        for (var i = 0; i < updates.Length; i++)
        {
            var (product, facility) = (new ProductId(blob.Number()), new FacilityId(blob.Number()));
            sequence = unchecked(sequence + blob.Signed());
            updates[i] = new(product, facility, sequence, (FeedKind)blob.Byte(), checked((int)blob.Signed()));
        }

        var outcomes = new FeedOutcome[updates.Length];
        ledger.Feed(feed, at, updates, outcomes);
        return Array.TrueForAll(outcomes, outcome => outcome == FeedOutcome.Applied);
    }

    private static OrderOutcome Order(GoodsLedger ledger, ref BlobReader blob, ref long last, bool isPlaced)
    {
        var (order, at) = (Order(ref blob), At(ref blob, ref last));
        var (expires, lines, slots) = Claims(ref blob, at);
        return isPlaced ? ledger.Place(order, at, lines, slots) : ledger.Hold(order, at, expires, lines, slots);
    }

    private static OrderPart Part(ref BlobReader blob, ref long last)
    {
        var (order, at) = (Order(ref blob), At(ref blob, ref last));
        var (ledgers, isHome, content) = (unchecked((ulong)blob.Whole()), blob.Byte() == 1, blob.Fixed());
        var (expires, lines, slots) = Claims(ref blob, at);
        return new(order, at, expires, lines, slots, ledgers, isHome, content);
    }

    private static (Instant Expires, StockClaim[] Lines, SlotClaim[] Slots) Claims(ref BlobReader blob, Instant at)
    {
        var holdFor = blob.Whole();
        var (lines, slots) = Claims(ref blob);
        return (holdFor == 0 ? default : new(at.UnixMilliseconds + holdFor), lines, slots);
    }

    private static MoveOutcome Moves(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var (key, at) = (Key(ref blob), At(ref blob, ref last));
        var moves = new OrderMove[blob.Number()];
        for (var i = 0; i < moves.Length; i++)
        {
            var (order, seen) = (Order(ref blob), blob.Fixed());
            var (lines, slots) = Claims(ref blob);
            moves[i] = new(order, seen, lines, slots);
        }

        return ledger.MoveOrders(key, at, moves);
    }

    private static MoveOutcome HoldChange(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var (key, at) = (Key(ref blob), At(ref blob, ref last));
        var (expires, parts) = (at.UnixMilliseconds + blob.Whole(), new OrderChangePart[blob.Number()]);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = ChangeBlob.Read(ref blob);
        }

        return ledger.HoldChange(key, at, new(expires), parts);
    }

    private static MoveOutcome Amend(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var (key, at, order, seen) = (Key(ref blob), At(ref blob, ref last), Order(ref blob), blob.Fixed());
        var (lines, slots) = Claims(ref blob);
        var amendment = new OrderAmendment(order, seen, lines, slots)
        {
            Missing = Claims(ref blob).Lines, MissingTo = (GoodsState)blob.Byte(),
        };
        return ledger.AmendOrder(key, at, blob.Byte() == 0 ? amendment
            : amendment with { Ask = OrderAskBlob.ReadMore(ref blob, OrderAskBlob.Read(ref blob).Ask) });
    }

    private static (StockClaim[] Lines, SlotClaim[] Slots) Claims(ref BlobReader blob) => ClaimsBlob.Read(ref blob);

    private static bool Ship(GoodsLedger ledger, ref BlobReader blob, ref long last)
    {
        var (order, at) = (Order(ref blob), At(ref blob, ref last));
        return ledger.Ship(order, new(blob.Number()), at) is OrderOutcome.Shipped or OrderOutcome.Decided;
    }

    private static EntryKey Key(ref BlobReader blob) => new(blob.Fixed(), unchecked((ulong)blob.Whole()));

    private static OrderKey Order(ref BlobReader blob) => new(blob.Fixed(), blob.Fixed());

    private static Instant At(ref BlobReader blob, ref long last)
    {
        last = unchecked(last + blob.Signed());
        return new(last);
    }
}
