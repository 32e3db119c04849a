using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What an entry must look like, and what posting one does.</content>
public sealed partial class GoodsLedger
{
    private const int MillisecondsPerDay = 86_400_000;

    private static readonly int s_unixEpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The first rule that an entry breaks, as a sentence; null if it breaks none.</summary>
    public string? BrokenRule(in Entry entry) =>
        !IsProduct(entry.Product) ? $"The product is numbered 1 to {_limits.MostProducts}."
        : entry.Units < 1 ? "An entry moves 1 unit or more."
        : !IsInstant(entry.At) ? "The instant is from 1970 to the year 9999."
        : entry.Owner.Value < 0 || entry.Lot < 0 ? "Owner and lot are 0 or more."
        : !IsAccount(entry.From) || !IsAccount(entry.To)
            ? $"An account inside the house has a facility, 1 to {_limits.MostFacilities}; one outside has none."
        : entry.From == entry.To ? "An entry leaves one account and reaches another."
        : entry.From.State == GoodsState.Held || entry.To.State == GoodsState.Held
            ? "Held units belong to orders: use Hold, Place, Ship or Release."
        : null;

    private Outcome Apply(in Entry entry)
    {
        if (BrokenRule(in entry) is not null)
        {
            return Outcome.Refused;
        }

        var outcome = NewKey(entry.Key, entry.At);
        if (outcome == Outcome.Posted)
        {
            outcome = _balances.Move(Movement.Of(in entry));
        }

        if (outcome == Outcome.Posted)
        {
            _keys.Add(entry.Key, DayOf(entry.At));
        }

        return outcome;
    }

    private Outcome NewKey(EntryKey key, Instant at) =>
        _keys.Has(key) ? Outcome.AlreadyPosted
        : !IsInstant(at) ? Outcome.Refused
        : IsTooOld(at) ? Outcome.TooOld
        : Outcome.Posted;

    private void Commit(in Entry entry)
    {
        Tape?.Post(in entry);
        Note(in entry);
    }

    private void Note(in Entry entry)
    {
        Sequence++;
        Journal?.Add(entry);
        Availability.Advance(Sequence);
    }

    private bool IsTooOld(Instant at) => DayOf(at) < _keys.FirstDay;

    private static int DayOf(Instant at) =>
        s_unixEpochDayNumber + (int)((ulong)at.UnixMilliseconds / MillisecondsPerDay);

    private static bool IsInstant(Instant at) =>
        at.UnixMilliseconds >= 0 && at.UnixMilliseconds < (3_652_059L - s_unixEpochDayNumber) * MillisecondsPerDay;

    private bool IsProduct(ProductId product) => product.Value >= 1 && product.Value <= _limits.MostProducts;

    private bool IsFacility(FacilityId facility) =>
        facility.Value >= 1 && facility.Value <= _limits.MostFacilities;

    private bool IsAccount(Account account) =>
        Balances.IsInside(account.State) ? IsFacility(account.Facility)
        : account.State is >= GoodsState.Vendor and <= GoodsState.Adjusted && account.Facility.Value == 0;
}
