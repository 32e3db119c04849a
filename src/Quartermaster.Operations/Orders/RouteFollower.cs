using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>Keeps a window's ways up to date: with the lanes as they are by now, and without the departures and
/// delivery days that are full, so that what those beat is found.</summary>
/// <remarks>Of ways that leave on one day, the table keeps only those that no other one beats. Where the other one's
/// departure is full, the table is refreshed as if it were cancelled, and where a region's day or window is full, as if
/// it were closed; at the cost of what that touches and of a look at all lanes, and again when there is room. One
/// caller at a time; its tables may be read by any thread.</remarks>
public sealed class RouteFollower
{
    private readonly RouteBuilder _builder;
    private readonly int _days;
    private readonly int _threads;
    private RouteNetwork _network;
    private DateOnly _firstDay;
    private RouteTable _whole;
    private RouteNetwork _now;

    /// <summary>Builds the window.</summary>
    /// <param name="network">The lanes.</param>
    /// <param name="policy">How promises are planned.</param>
    /// <param name="firstDay">The first departure day.</param>
    /// <param name="days">Departure days.</param>
    /// <param name="threads">Threads to use.</param>
    public RouteFollower(RouteNetwork network, RoutePolicy policy, DateOnly firstDay, int days, int threads = 1)
    {
        (_network, _now, _threads, _builder) = (network, network, threads, new(network, policy));
        (_firstDay, _days) = (firstDay, days);
        Table = _whole = _builder.Build(firstDay, days, threads);
    }

    /// <summary>The ways as of the last time it looked.</summary>
    public RouteTable Table { get; private set; }

    /// <summary>How often ways were laid out for a whole window, and not only where something had changed.</summary>
    public int Builds => _builder.Builds;

    /// <summary>Takes over lanes that have changed, or moves on to another window. What only some lanes touch is laid
    /// out anew, of another window only its new days; the same lanes and day change nothing.</summary>
    /// <param name="network">The lanes from now on, nothing of them full.</param>
    /// <param name="firstDay">The first departure day.</param>
    /// <returns>The ways; after a change those of everything, until it looks at what is full again.</returns>
    public RouteTable Change(RouteNetwork network, DateOnly firstDay)
    {
        if (network == _network && firstDay == _firstDay)
        {
            return Table;
        }

        // From what is full now, too: the builder may know more or less of that than the last look.
        _whole = _builder.Refresh(network, _threads);
        _whole = firstDay == _firstDay ? _whole : _builder.Build(firstDay, _days, _threads);
        (_network, _now, _firstDay) = (network, network, firstDay);
        return Table = _whole;
    }

    /// <summary>Looks at what is full now. O(limited departures, delivery days and windows), and a refresh where other
    /// ones are full.</summary>
    /// <param name="rooms">What is free.</param>
    /// <returns>The ways; the same table as before where nothing has changed.</returns>
    public RouteTable Follow(LiveRooms rooms)
    {
        var (departures, days) = (FullDepartures.Of(Table, rooms), FullDays.Of(Table, rooms));
        var windows = FullWindows.Of(Table, rooms);
        if (!departures.SetEquals(_now.Full) || !days.SetEquals(_now.FullDays)
            || !windows.SetEquals(_now.FullWindows))
        {
            _now = _network with { Full = departures, FullDays = days, FullWindows = windows };
            Table = _now.IsWhole ? _whole : _builder.Refresh(_now, _threads);
        }

        return Table;
    }
}
