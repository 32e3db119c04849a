using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>Ways for a span of days, a window per week, each without what is full. A window is built
/// when first asked for, and belongs to one thread.</summary>
/// <param name="network">The lanes.</param>
/// <param name="policy">How promises are planned.</param>
/// <param name="firstDay">The first day on which orders come.</param>
/// <param name="lastDay">The last one.</param>
/// <param name="threads">Threads to use.</param>
/// <param name="cancel">Asked before each window.</param>
public sealed class RouteFollowers(
    RouteNetwork network, RoutePolicy policy, DateOnly firstDay, DateOnly lastDay, int threads,
    CancellationToken cancel = default)
{
    private const int DaysPerWindow = 7;
    private const int MostWindows = 3;

    // An order of the last day must still find a departure after closed days.
    private const int FurtherDays = 8;

    private readonly Dictionary<int, RouteFollower> _windows = [];

    /// <summary>The ways for orders of a UTC day, by what departures can take now.</summary>
    /// <param name="day">The day; of one outside the span, the nearest one's.</param>
    /// <param name="rooms">What is free.</param>
    public RouteTable Of(DateOnly day, LiveRooms rooms)
    {
        var inside = day < firstDay ? firstDay : day > lastDay ? lastDay : day;
        var window = (inside.DayNumber - firstDay.DayNumber) / DaysPerWindow;
        if (!_windows.TryGetValue(window, out var follower))
        {
            cancel.ThrowIfCancellationRequested();

            // Orders of the first hours (UTC) fall on the local day before.
            follower = new(network, policy, firstDay.AddDays((window * DaysPerWindow) - 1),
                DaysPerWindow + FurtherDays, threads);
            _windows.Add(window, follower);

            // Orders come in order of time.
            if (_windows.Count > MostWindows)
            {
                _windows.Remove(_windows.Keys.Min());
            }
        }

        return follower.Follow(rooms);
    }
}
