namespace Quartermaster.Ledger;

/// <summary>Values in one array, each found by a number that stays its own until it is given back.</summary>
internal sealed class Slab<T> where T : unmanaged
{
    private T[] _items = new T[16];
    private int[] _free = new int[16];
    private int _freeCount;
    private int _used;

    internal ref T this[int index] => ref _items[index];

    /// <summary>Numbers below this were handed out at some time.</summary>
    internal int Used => _used;

    internal int Take(in T item)
    {
        if (_freeCount == 0 && _used == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        var index = _freeCount > 0 ? _free[--_freeCount] : _used++;
        _items[index] = item;
        return index;
    }

    internal void Give(int index)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _free.Length * 2);
        }

        _items[index] = default;
        _free[_freeCount++] = index;
    }
}
