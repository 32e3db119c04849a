using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Departures that are full are left out of a table, and what they kept from it is found.</summary>
public sealed class FullDepartureTests : FullTests<(LaneId Lane, int Minute)>
{
    /// <inheritdoc/>
    protected override RouteNetwork Without(RouteNetwork network, HashSet<(LaneId Lane, int Minute)> full) =>
        network with { Full = full };

    /// <inheritdoc/>
    protected override bool AreEnough(int full, int found, int changed) => full > 300 && found > 300;

    /// <inheritdoc/>
    protected override HashSet<(LaneId Lane, int Minute)> Some(RouteNetwork network, RouteTable whole, int every)
    {
        // Where there is no timetable another vehicle leaves when one is full.
        var scheduled = network.Departures.Rows.ToArray().Select(row => row.Lane)
            .Concat(network.Exceptions.Rows.ToArray().Where(row => row.Change == DepartureChange.Added)
                .Select(row => row.Lane)).ToHashSet();
        return [.. Of(whole).Where(leg => scheduled.Contains(leg.Lane)).Where((_, i) => i % every == 0)];
    }

    /// <inheritdoc/>
    protected override IEnumerable<(LaneId Lane, int Minute)> Of(RouteTable table) =>
    [
        .. (from origin in Enumerable.Range(0, table.Origins.Length)
            from region in Enumerable.Range(1, table.RegionCount)
            let pair = table.PairOf(origin, new(region))
            from option in Enumerable.Range(0, pair.Options.Length)
            from leg in RouteTables.PathOf(pair, option).Append(
                (pair.Options[option].LastLane.Value, pair.Options[option].LastDepartureMinute))
            select (new LaneId(leg.Item1), leg.Item2)).Distinct().OrderBy(leg => (leg.Item1.Value, leg.Item2)),
    ];
}
