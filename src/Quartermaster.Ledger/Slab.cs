namespace Quartermaster.Ledger;

/// <summary>Values in chunks, each found by a number that stays its own until it is given back. Growing copies nothing.
/// </summary>
internal sealed class Slab<T> where T : unmanaged
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<int> _free = [];
    private T[][] _chunks = [];

    internal ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    /// <summary>Numbers below this were handed out at some time.</summary>
    internal int Used { get; private set; }

    internal int Take(in T item)
    {
        if (_free.Count > 0)
        {
            var free = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            this[free] = item;
            return free;
        }

        if (Used == _chunks.Length << ChunkBits)
        {
            // The list of chunks is short.
            Array.Resize(ref _chunks, _chunks.Length + 1);
            _chunks[^1] = new T[ChunkSize];
        }

        this[Used] = item;
        return Used++;
    }

    internal void Give(int index)
    {
        this[index] = default;
        _free.Add(index);
    }
}
