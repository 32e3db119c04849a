using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>What moved at each place since an instant, as the log of a ledger tells it: what a count of that instant
/// cannot know.</summary>
/// <remarks>Memory is of the places at which something moved since. What stock files corrected is no movement: a file
/// is a count, and a later one takes its place.</remarks>
/// <param name="at">From when on, inclusive.</param>
public sealed class MovedSince(Instant at)
{
    private readonly Dictionary<Place, long> _units = [];
    private readonly HashSet<(ProductId, FacilityId)> _levels = [];
    private readonly List<Entry> _noted = [];
    private readonly List<LevelTold> _told = [];
    private long _notFound;

    /// <summary>Units that were told since as not found where they should lie. Whether they were missing at the instant
    /// already nobody knows; they count as gone since then.</summary>
    public long NotFound => _notFound;

    /// <summary>Has a ledger note what it does from now on; see <see cref="Take"/>.</summary>
    /// <param name="ledger">A ledger that its log is replayed into.</param>
    public void Watch(GoodsLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        (ledger.Journal, ledger.Levels) = (_noted, _told);
    }

    /// <summary>Takes what the ledger has noted since the last time.</summary>
    /// <param name="ledger">The ledger that is watched: it says which entries are of stock files.</param>
    public void Take(GoodsLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        foreach (var entry in _noted)
        {
            if (entry.At.UnixMilliseconds >= at.UnixMilliseconds && entry.Lot == 0
                && !ledger.Has(new(entry.Key.Cause, PostedKeys.OfFile)))
            {
                _notFound += entry.To.State == GoodsState.Lost
                    && entry.From.State is GoodsState.OnHand or GoodsState.Held ? entry.Units : 0;
                Add(in entry, entry.From, -entry.Units);
                Add(in entry, entry.To, entry.Units);
            }
        }

        foreach (var level in _told)
        {
            if (level.At.UnixMilliseconds >= at.UnixMilliseconds)
            {
                _levels.Add((level.Product, level.Facility));
            }
        }

        _noted.Clear();
        _told.Clear();
    }

    /// <summary>The units of a state that came to a place since, less those that left it; 0 where nothing moved.
    /// </summary>
    internal long UnitsAt(in Stock place) => _units.GetValueOrDefault(
        new(place.Product.Value, place.Owner.Value, place.Facility.Value, place.State));

    /// <summary>Whether a feed has told since how much there is on a shelf.</summary>
    internal bool IsToldSince(in Stock place) => place.State == StockState.OnHand && place.Owner == default
        && _levels.Contains((place.Product, place.Facility));

    /// <summary>The places at which something moved, without units, in no order.</summary>
    internal IEnumerable<Stock> Places => _units.Where(pair => pair.Value != 0).Select(pair => new Stock(
        new(pair.Key.Product), new(pair.Key.Owner), new(pair.Key.Facility), pair.Key.State, 0));

    // What orders hold is still on the shelf.
    private void Add(in Entry entry, Account account, long units)
    {
        if (StockExport.NameOf(account.State) is { } state)
        {
            var place = new Place(entry.Product.Value, entry.Owner.Value, account.Facility.Value, state);
            _units[place] = _units.GetValueOrDefault(place) + units;
        }
    }

    private readonly record struct Place(int Product, int Owner, int Facility, StockState State);
}
