using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Route tables for a span of days, one per week, made once and shared by every policy and replication.
/// </summary>
public sealed class RouteWindows
{
    private const int DaysPerTable = 7;

    // An order of the last day must still find a departure after closed days.
    private const int FurtherDays = 7;

    private readonly DateOnly _firstDay;
    private readonly RouteTable[] _tables;

    /// <summary>Makes the tables.</summary>
    /// <param name="network">The lane network.</param>
    /// <param name="policy">How promises are planned.</param>
    /// <param name="firstDay">The first day on which orders come.</param>
    /// <param name="days">How many days have orders; 1 or more.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    /// <param name="onProgress">Told the share done; may be null.</param>
    /// <param name="cancel">Asked between tables.</param>
    public RouteWindows(
        RouteNetwork network, RoutePolicy policy, DateOnly firstDay, int days, int threads = 1,
        Action<double>? onProgress = null, CancellationToken cancel = default)
    {
        (Network, Policy) = (network, policy);

        // Orders of the first hours (UTC) fall on the local day before.
        _firstDay = firstDay.AddDays(-1);
        _tables = new RouteTable[(days + DaysPerTable) / DaysPerTable + 1];
        var builder = new RouteBuilder(network, policy);
        for (var i = 0; i < _tables.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            _tables[i] = builder.Build(_firstDay.AddDays(i * DaysPerTable), DaysPerTable + FurtherDays, threads);
            onProgress?.Invoke((i + 1.0) / _tables.Length);
        }
    }

    /// <summary>The lanes that the tables were made of.</summary>
    internal RouteNetwork Network { get; }

    /// <summary>How promises are planned.</summary>
    internal RoutePolicy Policy { get; }

    /// <summary>The table for orders of a UTC day, nothing of it full.</summary>
    public RouteTable Of(DateOnly day) =>
        _tables[Math.Clamp((day.DayNumber - 1 - _firstDay.DayNumber) / DaysPerTable, 0, _tables.Length - 1)];
}
