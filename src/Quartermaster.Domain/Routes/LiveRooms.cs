using Quartermaster.Domain.Goods;

namespace Quartermaster.Domain.Routes;

/// <summary>What departures and delivery windows can still take: one writer, any number of readers, no lock.</summary>
/// <remarks>An open-addressing table from slot to units free; a reader sees a cell before or after a write, never torn.
/// A promise is a quote: whoever places the order claims the room. A slot that was never opened, or was closed, has
/// none; where no slot was ever opened there is no limit. 24 to 96 bytes per open slot.</remarks>
public sealed class LiveRooms
{
    /// <summary>From so many free units of a slot on, no parcel of a usual order is too much for it: see
    /// <see cref="LevelOf(Slot)"/>.</summary>
    public const int PlentyParcels = 16;

    /// <summary>The same for weight, g.</summary>
    public const int PlentyGrams = 100_000;

    /// <summary>The same for volume, cm³.</summary>
    public const int PlentyCubicCentimeters = 1_000_000;

    private const int Closed = -1;

    private Cells _cells = new(0);
    private int _version;
    private int _open;

    /// <summary>Whether no slot was ever opened.</summary>
    public bool IsUnlimited => Volatile.Read(ref _cells).Count == 0;

    /// <summary>Grows whenever the level of any slot changes: readers that keep what they learned of levels compare it.
    /// </summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Units free of a slot; 0 where it is not open. O(1).</summary>
    public int Of(Slot slot)
    {
        var cells = Volatile.Read(ref _cells);
        return cells.Find(KeyOf(slot)) is >= 0 and var at ? Math.Max(0, Volatile.Read(ref cells.Free[at])) : 0;
    }

    /// <summary>Units free of a slot, if it is open. O(1).</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="free">Units free; 0 where it is not open.</param>
    public bool TryFind(Slot slot, out int free)
    {
        var cells = Volatile.Read(ref _cells);
        var cell = cells.Find(KeyOf(slot)) is >= 0 and var at ? Volatile.Read(ref cells.Free[at]) : Closed;
        free = Math.Max(0, cell);
        return cell != Closed;
    }

    /// <summary>The slots that are open, in no order. O(slots); for the writer alone.</summary>
    public IEnumerable<Slot> Open()
    {
        var cells = _cells;
        for (var at = 0; at < cells.Keys.Length; at++)
        {
            if (cells.Keys[at] != 0 && cells.Free[at] != Closed)
            {
                yield return SlotOf(cells.Keys[at]);
            }
        }
    }

    /// <summary>How much room a slot has, roughly.</summary>
    public RoomLevel LevelOf(Slot slot) => LevelOf(slot.Kind, Of(slot));

    /// <summary>Shows what is free of a slot; for the writer alone.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="free">Units free, 0 or more; null for a slot that was closed.</param>
    public void Set(Slot slot, long? free)
    {
        var (key, units) = (KeyOf(slot), free is { } some ? (int)Math.Min(int.MaxValue, some) : Closed);
        var at = _cells.Find(key);
        if (at < 0)
        {
            if (units == Closed)
            {
                return;
            }

            at = Add(key);
        }

        ref var cell = ref _cells.Free[at];
        var before = LevelOf(slot.Kind, cell);
        _open += (units == Closed ? 0 : 1) - (cell == Closed ? 0 : 1);
        Volatile.Write(ref cell, units);
        if (LevelOf(slot.Kind, units) != before || _cells.Count == 1)
        {
            Volatile.Write(ref _version, unchecked(_version + 1));
        }
    }

    private int Add(ulong key)
    {
        if (2 * (_cells.Count + 1) > _cells.Keys.Length)
        {
            // Closed slots are left behind: their windows are over.
            var grown = new Cells(_open + 1);
            for (var old = 0; old < _cells.Keys.Length; old++)
            {
                if (_cells.Keys[old] != 0 && _cells.Free[old] != Closed)
                {
                    grown.Add(_cells.Keys[old], _cells.Free[old]);
                }
            }

            var at = grown.Add(key, Closed);
            Volatile.Write(ref _cells, grown);
            return at;
        }

        return _cells.Add(key, Closed);
    }

    private static RoomLevel LevelOf(SlotKind kind, int free) => free <= 0 ? RoomLevel.None
        : free >= kind switch
        {
            SlotKind.LaneGrams => PlentyGrams,
            SlotKind.LaneCubicCentimeters => PlentyCubicCentimeters,
            _ => PlentyParcels,
        } ? RoomLevel.Plenty : RoomLevel.Some;

    // Kinds are 1 or more, so no key is 0.
    private static ulong KeyOf(Slot slot) =>
        unchecked(((ulong)slot.Kind << 61) | ((ulong)(uint)slot.Place << 32) | (uint)slot.Window);

    private static Slot SlotOf(ulong key) =>
        new((SlotKind)(key >> 61), (int)(key >> 32 & 0x1FFF_FFFF), unchecked((int)(uint)key));

    private sealed class Cells
    {
        private const ulong Mixer = 0x9E3779B97F4A7C15;

        private readonly int _shift;

        internal Cells(int expected)
        {
            var bits = 4;
            while ((1 << bits) < 4 * expected)
            {
                bits++;
            }

            (Keys, Free, _shift) = (new ulong[1 << bits], new int[1 << bits], 64 - bits);
        }

        internal ulong[] Keys { get; }

        internal int[] Free { get; }

        internal int Count { get; private set; }

        internal int Find(ulong key)
        {
            for (var at = PlaceOf(key); ; at = (at + 1) & (Keys.Length - 1))
            {
                var found = Volatile.Read(ref Keys[at]);
                if (found == key)
                {
                    return at;
                }

                if (found == 0)
                {
                    return -1;
                }
            }
        }

        // The units stand before the key does, so that whoever finds the key finds them.
        internal int Add(ulong key, int free)
        {
            var at = PlaceOf(key);
            while (Keys[at] != 0)
            {
                at = (at + 1) & (Keys.Length - 1);
            }

            Free[at] = free;
            Volatile.Write(ref Keys[at], key);
            Count++;
            return at;
        }

        private int PlaceOf(ulong key) => (int)(unchecked(key * Mixer) >> _shift);
    }
}

/// <summary>How much room a slot has, roughly.</summary>
public enum RoomLevel : byte
{
    /// <summary>For nothing.</summary>
    None,

    /// <summary>For some loads.</summary>
    Some,

    /// <summary>For any usual order.</summary>
    Plenty,
}
