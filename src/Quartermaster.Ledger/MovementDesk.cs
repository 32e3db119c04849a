using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Notes in the ledger what somebody tells that has moved, each movement once per code.</summary>
/// <remarks>What happened before the day of the last count is in the count, as with <see cref="ShippingDesk"/>: units
/// that left a counted account come from Adjusted instead, and units that reached one go there, so that nothing counts
/// twice. A movement costs two keys, one more where goods change their owner. O(1), but for the first after
/// something was forgotten, which looks at all keys.</remarks>
/// <param name="ledger">The ledger; nobody else writes it meanwhile.</param>
/// <param name="now">Now: what is told of today came after every count that is here, also one dated ahead.</param>
public sealed class MovementDesk(GoodsLedger ledger, Instant now)
{
    /// <summary>Posts a movement; again, it changes nothing.</summary>
    /// <param name="told">The movement.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come; null if nobody asks.
    /// </param>
    public ToldOutcome Post(ToldMovement told, ICollection<ClaimCut>? cuts = null)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (ledger.Has(told.Name))
        {
            return ledger.Has(told.Content) ? new(Outcome.AlreadyPosted) : ToldOutcome.Other;
        }

        if (told.Entries.Any(entry => ledger.BrokenRule(in entry) is not null))
        {
            return new(Outcome.Refused);
        }

        Entry[] left = [.. told.Entries.Select(LeftOf)];
        var isCounted = !left.SequenceEqual(told.Entries);
        left = Array.FindAll(left, entry => entry.From != entry.To);
        var outcome = left.Length == 0 ? ledger.Once(told.Name, told.At) : Post(left, cuts);
        if (outcome == Outcome.Posted)
        {
            ledger.Once(told.Name, told.At);
            ledger.Once(told.Content, told.At);
        }

        return new(outcome)
        {
            IsCounted = isCounted && outcome == Outcome.Posted,
            Free = outcome == Outcome.NotEnough ? FreeAt(left[0]) : 0,
        };
    }

    private Outcome Post(Entry[] entries, ICollection<ClaimCut>? cuts)
    {
        var outcomes = new Outcome[entries.Length];
        return ledger.PostAll(entries, outcomes, cuts, now) ? Outcome.Posted
            : outcomes.First(outcome => outcome is not (Outcome.Posted or Outcome.GroupRefused));
    }

    private long FreeAt(Entry entry) => ledger.LotBalance(entry.Product, entry.Owner, entry.Lot, entry.From);

    // What of it was not counted since.
    private Entry LeftOf(Entry entry) => entry.At.UtcDay >= now.UtcDay ? entry
        : entry with { From = LeftOf(entry.From, entry.At), To = LeftOf(entry.To, entry.At) };

    private Account LeftOf(Account account, Instant at) =>
        StockExport.NameOf(account.State) is { } state && at.UtcDay < StockStatements.Last(ledger, state)
            ? Account.Outside(GoodsState.Adjusted) : account;
}
