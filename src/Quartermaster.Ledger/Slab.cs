namespace Quartermaster.Ledger;

/// <summary>Values in chunks, each found by a number that stays its own until it is given back. Growing copies nothing.
/// </summary>
/// <typeparam name="T">Values.</typeparam>
public sealed class Slab<T>
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<int> _free = [];
    private T[][] _chunks = [];

    /// <summary>A value by its number.</summary>
    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    /// <summary>Numbers below this were handed out at some time.</summary>
    public int Used { get; private set; }

    /// <summary>Keeps a value.</summary>
    /// <returns>Its number: one that was given back, or the next.</returns>
    public int Take(in T item)
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

    /// <summary>Gives a number back; its value is forgotten.</summary>
    public void Give(int index)
    {
        this[index] = default!;
        _free.Add(index);
    }
}
