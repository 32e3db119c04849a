using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What other systems say of their stock. Their own numbers make repetitions harmless, not keys.</content>
public sealed partial class GoodsLedger
{
    private readonly FeedBook _feeds = new();

    /// <summary>Takes in a feed's updates one by one; each stands alone.</summary>
    /// <remarks>As a count: where less is there than orders claim, the newest claims are released. About 0.2 µs per
    /// update, and 16 bytes for the first one of a product at a place.</remarks>
    /// <param name="feed">Who says so.</param>
    /// <param name="at">When it came.</param>
    /// <param name="updates">In the order in which they came.</param>
    /// <param name="outcomes">One per update, all overwritten.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    public void Feed(
        FeedKey feed, Instant at, ReadOnlySpan<FeedUpdate> updates, Span<FeedOutcome> outcomes,
        ICollection<ClaimCut>? cuts = null)
    {
        IsMidway = true;
        var number = _feeds.NumberOf(feed);
        var (applied, repeated, late) = (0, 0, 0);
        for (var i = 0; i < updates.Length; i++)
        {
            outcomes[i] = IsInstant(at) ? Feed(feed, ref number, at, in updates[i], cuts) : FeedOutcome.Refused;
            applied += outcomes[i] == FeedOutcome.Applied ? 1 : 0;
            repeated += outcomes[i] == FeedOutcome.Repeated ? 1 : 0;
            late += outcomes[i] == FeedOutcome.Late ? 1 : 0;
        }

        _feeds.Note(feed, new(applied, repeated, late, updates.Length - applied - repeated - late));
        Tape?.Feed(feed, at, updates, outcomes, applied);
        Finish(at, cuts);
    }

    /// <summary>How many updates of a feed there were since the ledger was opened.</summary>
    public FeedCounts CountsOf(FeedKey feed) => _feeds.CountsOf(feed);

    private FeedOutcome Feed(
        FeedKey feed, ref int number, Instant at, in FeedUpdate update, ICollection<ClaimCut>? cuts)
    {
        if (!IsProduct(update.Product) || !IsFacility(update.Facility) || update.Sequence < 1
            || !(update.Kind == FeedKind.Level ? update.Units >= 0
                : update.Kind == FeedKind.Change && update.Units != 0))
        {
            return FeedOutcome.Refused;
        }

        if (_feeds.Last(number, update.Product.Value, update.Facility.Value) is var last && update.Sequence <= last)
        {
            return update.Sequence == last ? FeedOutcome.Repeated : FeedOutcome.Late;
        }

        var stock = new StockClaim(update.Product, update.Facility, 1);
        var before = Cell(stock, GoodsState.OnHand) + Cell(stock, GoodsState.Held);
        var level = update.Kind == FeedKind.Level ? update.Units : before + update.Units;
        if (level is < 0 or > int.MaxValue)
        {
            return level < 0 ? FeedOutcome.NotEnough : FeedOutcome.TooMany;
        }

        number = number == 0 ? _feeds.Add(feed) : number;
        if (number == 0)
        {
            return FeedOutcome.Refused;
        }

        _feeds.Set(number, update.Product.Value, update.Facility.Value, update.Sequence);
        CutStock(at, new(update.Product, update.Facility, (int)level), cuts);
        Adjust(new(feed.Value, unchecked((ulong)update.Sequence)), at, stock, level - before);
        if (update.Kind == FeedKind.Level)
        {
            Levels?.Add(new(at, update.Product, update.Facility));
        }

        return FeedOutcome.Applied;
    }
}
