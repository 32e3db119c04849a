using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Planning.LaneSpace;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>The ways of one simulated company, by what departures, delivery days and windows can still take.</summary>
/// <remarks>Slots are opened in the company's ledger by the code that production opens them with, whenever a week's
/// ways come into use; those of the past are closed. What is full is left out of the ways as in production, too: only a
/// run in which something is full lays out ways of its own, all others share theirs. While every slot has room for any
/// usual order nobody needs to ask for it: what orders take is claimed all the same. Where the network states no limit
/// nothing is opened and nothing is looked at. One thread.</remarks>
/// <param name="windows">The ways in which nothing is full; shared by all runs.</param>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="ledger">Where the slots are kept.</param>
/// <param name="lookMinutes">Simulated minutes between two looks at what is full.</param>
internal sealed class SimulatedWays(RouteWindows windows, Table<ShipTerms> terms, GoodsLedger ledger, int lookMinutes)
{
    private RouteNetwork _network = windows.Network;
    private RouteTable? _laid;
    private RouteTable? _whole;
    private RouteTable? _table;
    private RouteFollower? _follower;
    private Instant _openedUntil;
    private Instant _nextLook;
    private int _version;
    private bool _mayBeFull;
    private bool _wasNear;

    /// <summary>The ways as of the last look.</summary>
    internal RouteTable Table => _table!;

    /// <summary>Whether every slot has room for any usual order.</summary>
    internal bool HavePlenty { get; private set; } = true;

    private bool AreLimited => !ReferenceEquals(_whole!.Limits, RouteLimits.None);

    private LiveRooms Rooms => ledger.Availability.Rooms;

    /// <summary>The ways of a day as planning sees them, nothing of them full and at no prices but those that people
    /// gave; null where nothing of them has come near a limit yet, so that room is worth nothing.</summary>
    /// <param name="day">The UTC day.</param>
    internal WaysAhead? AheadOf(DateOnly day) =>
        !_wasNear ? null : new(windows.Network, windows.Policy, windows.Of(day));

    /// <summary>Opens a day: its ways, and the slots that they may need.</summary>
    /// <param name="day">The UTC day; never one before the last.</param>
    /// <param name="rates">What room on lanes is worth: ways are compared at it.</param>
    internal void Open(DateOnly day, Table<LaneSpaceRate> rates)
    {
        var (laid, network) = (windows.Of(day), LaneSpacePrices.In(windows.Network, rates));
        var isNew = !ReferenceEquals(laid, _laid);
        if (isNew || network != _network)
        {
            (_laid, _network) = (laid, network);
            _whole = _table = network == windows.Network ? laid : FollowerOf(laid).Table.Whole;
            _mayBeFull |= !HavePlenty;
        }

        if (isNew && AreLimited)
        {
            LaneSlots.OpenAhead(laid, ledger, day, _openedUntil);

            // The last ways of the window go on for so long.
            _openedUntil = Instant.Of(laid.FirstDay.AddDays(laid.Days + windows.Policy.LongestDays));
            HavePlenty = Rooms.Open().All(slot => Rooms.LevelOf(slot) == RoomLevel.Plenty);
            (_version, _mayBeFull) = (Rooms.Version, !HavePlenty);
            _wasNear |= !HavePlenty;
        }

        if (_mayBeFull)
        {
            Look(Instant.Of(day));
        }
    }

    /// <summary>Makes ready for the next order.</summary>
    /// <param name="now">When it comes.</param>
    /// <param name="cart">What it wants.</param>
    /// <returns>Whether the ways, or whether they have plenty of room, are others than before.</returns>
    internal bool Renew(Instant now, ReadOnlySpan<CartLine> cart)
    {
        if (!AreLimited)
        {
            return false;
        }

        if (HavePlenty && (Rooms.Version != _version || !IsUsual(cart)))
        {
            // A large order alone may be too much for room that no other comes near the end of.
            (HavePlenty, _mayBeFull) = (false, true);
            _wasNear |= Rooms.Version != _version;
            return true;
        }

        if (!_mayBeFull || now < _nextLook)
        {
            return false;
        }

        var before = _table;
        Look(now);
        return !ReferenceEquals(before, _table);
    }

    /// <summary>Looks at what an order has claimed: whether something of it may be full now.</summary>
    /// <param name="desk">Who has claimed it.</param>
    internal void Note(OrderDesk desk)
    {
        // While all have plenty nothing is full, and the version says when they no longer have.
        if (HavePlenty || _mayBeFull)
        {
            return;
        }

        foreach (ref readonly var claim in desk.Slots)
        {
            _mayBeFull |= claim.Slot.Kind switch
            {
                SlotKind.PickUnits or SlotKind.Arrival => false,
                SlotKind.LaneGrams => Rooms.Of(claim.Slot) < FullDepartures.UsualGrams,
                SlotKind.LaneCubicCentimeters => Rooms.Of(claim.Slot) < FullDepartures.UsualCubicCentimeters,
                _ => Rooms.Of(claim.Slot) < 1,
            };
        }
    }

    private void Look(Instant now)
    {
        (_mayBeFull, _nextLook) = (false, now.PlusMinutes(lookMinutes));
        if (ReferenceEquals(_table, _whole))
        {
            if (!IsAnythingFull(_whole!))
            {
                return;
            }

            FollowerOf(_whole!);
        }

        _table = _follower!.Follow(Rooms);
    }

    // Of the window, at the prices of the day.
    private RouteFollower FollowerOf(RouteTable window)
    {
        _follower ??= new(_network, windows.Policy, window.FirstDay, window.Days);
        _follower.Change(_network, window.FirstDay);
        return _follower;
    }

    private bool IsAnythingFull(RouteTable routes) =>
        FullDepartures.Of(routes, Rooms).Count + FullDays.Of(routes, Rooms).Count
        + FullWindows.Of(routes, Rooms).Count > 0;

    // No more parcels than units.
    private bool IsUsual(ReadOnlySpan<CartLine> cart)
    {
        var (units, grams, cubicCentimeters) = (0L, 0L, 0L);
        foreach (ref readonly var line in cart)
        {
            ref readonly var of = ref terms.Rows[line.Product.Value];
            units += line.Units;
            grams += (long)of.WeightGrams * line.Units;
            cubicCentimeters += (long)of.VolumeCubicCentimeters * line.Units;
        }

        return units <= LiveRooms.PlentyParcels && grams <= LiveRooms.PlentyGrams
            && cubicCentimeters <= LiveRooms.PlentyCubicCentimeters;
    }
}
