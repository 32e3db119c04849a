using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Where goods that orders wait for may have come, or will not come any more: cells whose arrivals orders may
/// claim, as far as they were touched since the last look.</summary>
/// <remarks>A ledger whose orders claim nothing that arrives pays one comparison per movement. 4 bytes per product,
/// and 60 per cell touched.</remarks>
internal sealed class ArrivalWatch
{
    private readonly SortedDictionary<(int Product, int Facility), long> _touched = [];
    private int[] _watched = [];
    private int _open;

    /// <summary>Looks at a product's cells from now on, or no longer: one slot of it was opened or closed.</summary>
    internal void Watch(int product, int change)
    {
        if (product >= _watched.Length)
        {
            Array.Resize(ref _watched, Math.Max(product + 1, 2 * _watched.Length));
        }

        _watched[product] += change;
        _open += change;
    }

    /// <summary>Whether any slot of a product is open.</summary>
    internal bool Watches(int product) =>
        _open > 0 && (uint)product < (uint)_watched.Length && _watched[product] > 0;

    /// <summary>Notes that an account of the retailer's goods has changed.</summary>
    internal void Note(int product, Account account, long units)
    {
        // What comes from other facilities was never promised as on its way.
        var isOnOrder = account.State is GoodsState.Ordered or GoodsState.InTransit;
        if (isOnOrder || (account.State == GoodsState.OnHand && units > 0))
        {
            Touch(product, account.Facility.Value, account.State == GoodsState.Ordered ? -units : 0);
        }
    }

    /// <summary>Notes a cell.</summary>
    /// <param name="product">The product.</param>
    /// <param name="facility">The facility.</param>
    /// <param name="gone">Units fewer that vendors are to bring.</param>
    internal void Touch(int product, int facility, long gone) =>
        _touched[(product, facility)] = _touched.GetValueOrDefault((product, facility)) + gone;

    /// <summary>Takes the first touched cell, by product and facility: so that what is done does not depend on the way
    /// there.</summary>
    /// <param name="cell">Which.</param>
    /// <param name="gone">Units fewer that vendors are to bring there, negative for more.</param>
    internal bool TryTake(out (int Product, int Facility) cell, out long gone)
    {
        (cell, gone) = (default, 0);
        if (_touched.Count == 0)
        {
            return false;
        }

        using var first = _touched.GetEnumerator();
        first.MoveNext();
        (cell, gone) = first.Current;
        return _touched.Remove(cell);
    }

    /// <summary>Forgets what was touched.</summary>
    internal void Clear() => _touched.Clear();
}
