using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a board row took for granted of the room on departures and delivery days: it holds while no slot that
/// the row's ways need comes to another level.</summary>
internal sealed class BoardGates
{
    private readonly LiveRooms? _rooms;
    private readonly bool _isUnlimited;
    private readonly (Slot Slot, RoomLevel Level)[] _gates;
    private int _version;

    private BoardGates(LiveRooms? rooms, bool isUnlimited, int version, (Slot, RoomLevel)[] gates) =>
        (_rooms, _isUnlimited, _version, _gates) = (rooms, isUnlimited, version, gates);

    /// <summary>What the room was read from.</summary>
    internal LiveRooms? Rooms => _rooms;

    /// <summary>Whether any way needs a slot.</summary>
    internal bool AreAny => _gates.Length > 0;

    /// <summary>Whether any of them is of weight or volume: what has none of that goes by ways that others find full.
    /// </summary>
    internal bool AreOfSize => Array.Exists(_gates, gate =>
        gate.Slot.Kind is SlotKind.LaneGrams or SlotKind.LaneCubicCentimeters);

    /// <summary>Whether what the row took for granted is still so. One comparison, unless some slot anywhere came to
    /// another level since it was last asked.</summary>
    /// <param name="rooms">What it was read from, <see cref="Rooms"/>.</param>
    internal bool Hold(LiveRooms rooms)
    {
        var version = rooms.Version;
        if (version == Volatile.Read(ref _version))
        {
            return true;
        }

        if (rooms.IsUnlimited != _isUnlimited)
        {
            return false;
        }

        foreach (var (slot, level) in _gates)
        {
            if (rooms.LevelOf(slot) != level)
            {
                return false;
            }
        }

        Volatile.Write(ref _version, version);
        return true;
    }

    /// <summary>Looks at the levels of ways, and remembers those that count.</summary>
    internal sealed class Look
    {
        private readonly RouteTable _routes;
        private readonly RegionId _region;
        private readonly LiveRooms? _rooms;
        private readonly int _version;
        private readonly bool _isUnlimited;
        private readonly bool _areNoneNeeded;
        private readonly SlotClaim[] _needs = new SlotClaim[RouteRooms.Most];
        private readonly Dictionary<Slot, RoomLevel> _levels = [];
        private readonly HashSet<Slot> _kept = [];

        internal Look(RouteTable routes, RegionId region, LiveRooms? rooms)
        {
            // The version goes first: whatever changes after it is looked at again.
            (_routes, _region, _rooms, _version) = (routes, region, rooms, rooms?.Version ?? 0);
            _isUnlimited = rooms is null or { IsUnlimited: true };
            _areNoneNeeded = _isUnlimited || ReferenceEquals(routes.Limits, RouteLimits.None);
        }

        /// <summary>The least level of what a way needs.</summary>
        internal RoomLevel Of(int option)
        {
            var least = RoomLevel.Plenty;
            foreach (ref readonly var need in NeedsOf(option))
            {
                if (!_levels.TryGetValue(need.Slot, out var level))
                {
                    _levels.Add(need.Slot, level = _rooms!.LevelOf(need.Slot));
                }

                least = level < least ? level : least;
            }

            return least;
        }

        /// <summary>From now on it counts what a way needs.</summary>
        internal void Keep(int option)
        {
            foreach (ref readonly var need in NeedsOf(option))
            {
                _kept.Add(need.Slot);
            }
        }

        internal BoardGates ToGates() => new(_rooms, _isUnlimited, _version,
            [.. _kept.Select(slot => (slot, _levels[slot]))]);

        // A load with some of everything needs every slot that any load may need.
        private ReadOnlySpan<SlotClaim> NeedsOf(int option) => _areNoneNeeded ? []
            : _needs.AsSpan(0, _routes.NeedsOf(option, _region, new(1, 1, 1), _needs));
    }
}
