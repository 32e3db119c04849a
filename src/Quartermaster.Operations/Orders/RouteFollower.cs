using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>Keeps a window's ways without the departures and delivery days that are full, so that what those
/// beat is found.</summary>
/// <remarks>Of ways that leave on one day, the table keeps only those that no other one beats. Where the other one's
/// departure is full, the table is refreshed as if it were cancelled, and where a region's day is full, as if it were
/// closed; at the cost of what that touches and of a look at all lanes, and again when there is room. One caller at a
/// time; its tables may be read by any thread.</remarks>
public sealed class RouteFollower
{
    private readonly RouteBuilder _builder;
    private readonly RouteNetwork _network;
    private readonly RouteTable _whole;
    private readonly int _threads;
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
        Table = _whole = _builder.Build(firstDay, days, threads);
    }

    /// <summary>The ways as of the last time it looked.</summary>
    public RouteTable Table { get; private set; }

    /// <summary>Looks at what is full now. O(limited departures and delivery days), and a refresh where other ones are
    /// full.</summary>
    /// <param name="rooms">What is free.</param>
    /// <returns>The ways; the same table as before where nothing has changed.</returns>
    public RouteTable Follow(LiveRooms rooms)
    {
        var (departures, days) = (FullDepartures.Of(Table, rooms), FullDays.Of(Table, rooms));
        if (!departures.SetEquals(_now.Full) || !days.SetEquals(_now.FullDays))
        {
            _now = _network with { Full = departures, FullDays = days };
            Table = _now.IsWhole ? _whole : _builder.Refresh(_now, _threads);
        }

        return Table;
    }
}
