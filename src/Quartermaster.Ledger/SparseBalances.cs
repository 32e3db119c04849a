using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Units of other owners, and of tracked lots, by account: few, so a dictionary.</summary>
/// <remarks>About 70 bytes per account in use. The total over an owner's lots is kept beside them.</remarks>
internal sealed class SparseBalances
{
    private readonly Dictionary<SparseKey, long> _units = [];
    private readonly Dictionary<SparseKey, long> _totals = [];

    /// <summary>One lot's units.</summary>
    internal long Read(in SparseKey key) => _units.GetValueOrDefault(key);

    /// <summary>Units of an owner over its lots, lot 0 of the retailer left out.</summary>
    internal long Total(ProductId product, OwnerId owner, Account account) =>
        _totals.GetValueOrDefault(new(product, owner, 0, account));

    /// <summary>Accounts that are not empty, in key order.</summary>
    internal IEnumerable<KeyValuePair<SparseKey, long>> Sorted() => _units.OrderBy(pair => pair.Key);

    internal Outcome Move(in Movement move)
    {
        var source = new SparseKey(move.Product, move.Owner, move.Lot, move.From);
        var target = source with { Account = move.To };
        if (Balances.IsInside(move.From.State) && Read(source) < move.Units)
        {
            return Outcome.NotEnough;
        }

        // What is held may come back to the shelf.
        var held = Balances.IsShelf(in move)
            ? Read(target with { Account = move.To with { State = GoodsState.Held } }) : 0;
        if (Balances.IsInside(move.To.State) && Read(target) + held > int.MaxValue - move.Units)
        {
            return Outcome.TooMany;
        }

        Add(source, -move.Units);
        Add(target, move.Units);
        return Outcome.Posted;
    }

    internal void Add(in SparseKey key, long units)
    {
        Add(_units, key, units);
        Add(_totals, key with { Lot = 0 }, units);
    }

    private static void Add(Dictionary<SparseKey, long> cells, in SparseKey key, long units)
    {
        var sum = cells.GetValueOrDefault(key) + units;
        if (sum == 0)
        {
            cells.Remove(key);
        }
        else
        {
            cells[key] = sum;
        }
    }
}

/// <summary>An account of one owner's lot of one product.</summary>
internal readonly record struct SparseKey(ProductId Product, OwnerId Owner, int Lot, Account Account)
    : IComparable<SparseKey>
{
    public int CompareTo(SparseKey other) => Parts().CompareTo(other.Parts());

    private (int Product, int Owner, int Lot, int Facility, GoodsState State) Parts() =>
        (Product.Value, Owner.Value, Lot, Account.Facility.Value, Account.State);
}
