using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Operations.Gather;

/// <summary>The ways from centers to regions on the days to come, and those that are left without some lanes.</summary>
/// <remarks>Of ways that leave on one day a table keeps only those that no other one beats: what a lane that is short
/// beat is found in the table without it.</remarks>
/// <param name="network">The lanes.</param>
/// <param name="policy">How promises are planned.</param>
/// <param name="table">The ways over all of them.</param>
public sealed class WaysAhead(RouteNetwork network, RoutePolicy policy, RouteTable table)
{
    /// <summary>The ways over all lanes.</summary>
    public RouteTable Table => table;

    /// <summary>The ways without the limited departures of some lanes, laid out anew.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    public RouteTable Without(IReadOnlySet<LaneId> lanes, int threads)
    {
        var full = table.Limits.Departures.Where(departure => lanes.Contains(departure.Lane)).ToHashSet();
        return new RouteBuilder(network with { Full = full }, policy).Build(table.FirstDay, table.Days, threads);
    }
}
