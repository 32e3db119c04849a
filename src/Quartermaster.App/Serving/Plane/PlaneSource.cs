using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Serving.Plane;

/// <summary>Which version of a workspace's tables a plane answers by: that of the lanes, and that of all others, which
/// take longer to read. One caller at a time.</summary>
/// <remarks>Averages that planning makes of lanes (what a unit's freight usually is) are those of the last time that
/// all was read: nothing that is served reads them.</remarks>
internal sealed class PlaneSource
{
    private StoredTables _all;
    private StoredTables _lanes;
    private RouteNetwork _network;
    private DateOnly _day;
    private string? _run;
    private Table<LaneSpaceRate> _rates;
    private RouteFollower? _follower;

    internal PlaneSource(Workspace workspace, OpenedWorkspace opened, DateOnly day)
    {
        (Workspace, _all, _lanes) = (workspace, opened.Tables, opened.Tables);
        (_network, _day, _run) = (opened.Network, day, NewestRun);
        _rates = RunLaneSpace.Latest(workspace.Runs, day);
    }

    internal Workspace Workspace { get; }

    /// <summary>Whether the tables that are current tell lanes otherwise than those that ways are laid out
    /// by.</summary>
    internal bool HasOtherLanes(StoredTables tables) =>
        !ReferenceEquals(tables, _lanes) && Networks.LanesDiffer(_lanes, tables);

    /// <summary>Whether anything but lanes is other than what is answered by, or the day is, or the last run, whose
    /// stock values and prices orders are decided by.</summary>
    internal bool IsBehind(StoredTables tables, DateOnly day) => day != _day || NewestRun != _run
        || (!ReferenceEquals(tables, _all) && tables.Names.Union(_all.Names).Any(
            table => tables.Fingerprint(table) != _all.Fingerprint(table) && !Networks.IsOfLanes(table)));

    /// <summary>Lays out the ways of the day.</summary>
    internal RouteFollower Follow(RoutePolicy policy, int threads) => _follower =
        new(LaneSpacePrices.In(_network, _rates), policy, _day.AddDays(-1), Networks.RouteDays + 1, threads);

    /// <summary>Has the ways follow the lanes of other tables.</summary>
    /// <returns>The parts with them; what is full is not left out yet.</returns>
    internal PlaneParts WithLanes(PlaneParts parts, StoredTables tables)
    {
        var network = Networks.WithLanes(_network, _lanes, tables);
        _follower!.Change(LaneSpacePrices.In(network, _rates), _day.AddDays(-1));
        (_network, _lanes) = (network, tables);
        return Of(parts, tables);
    }

    /// <summary>Takes over all tables of a workspace, and the day; the ways keep what still holds.</summary>
    /// <param name="opened">The workspace.</param>
    /// <param name="day">The day (UTC).</param>
    /// <param name="available">What can be promised now, live.</param>
    /// <returns>The parts; what is full is not left out yet.</returns>
    internal PlaneParts With(OpenedWorkspace opened, DateOnly day, Availability available)
    {
        // Lanes may have been imported while everything was read.
        var (tables, run) = (Workspace.Tables, NewestRun);
        var network = Networks.WithLanes(opened.Network, opened.Tables, tables);
        _rates = RunLaneSpace.Latest(Workspace.Runs, day);
        _follower!.Change(LaneSpacePrices.In(network, _rates), day.AddDays(-1));
        (_network, _all, _lanes, _day, _run) = (network, opened.Tables, tables, day, run);
        return Of(PlaneParts.Of(opened, _follower, available, day), tables);
    }

    private string? NewestRun => Workspace.Runs.NewestFirst() is [var newest, ..] ? newest : null;

    private PlaneParts Of(PlaneParts parts, StoredTables tables) => parts with
    {
        Catalog = tables.Catalog,
        Facts = parts.Facts! with { Catalog = tables.Catalog },
        Routes = _follower!.Table,
    };
}
