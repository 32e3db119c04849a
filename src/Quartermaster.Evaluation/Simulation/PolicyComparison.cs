using Quartermaster.Domain.Catalog;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Numerics;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>The world that a replication takes place in.</summary>
/// <param name="Demand">What customers want; used by one thread at a time.</param>
/// <param name="Supply">How vendors answer.</param>
/// <param name="Seed">The replication's own chance.</param>
public sealed record WorldOfReplication(IDemandSource Demand, ISupplySource Supply, ulong Seed);

/// <summary>Simulates several companies in the same worlds, pair by pair.</summary>
/// <param name="facts">What is joined already.</param>
/// <param name="routes">The ways of every day.</param>
/// <param name="settings">What each simulation covers.</param>
/// <param name="opening">The goods at the start: the same for every company.</param>
/// <param name="history">What happened before.</param>
/// <param name="worldOf">The world of a replication; asked once per run, so that runs share nothing.</param>
public sealed class PolicyComparison(
    CompanyFacts facts,
    RouteWindows routes,
    SimulationSettings settings,
    OpeningState opening,
    DemandBook history,
    Func<int, WorldOfReplication> worldOf)
{
    /// <summary>Told of the prices of the first company in the first replication of each run; may be null.</summary>
    public PriceDiary? Prices { get; init; }

    /// <summary>Runs every company in every replication.</summary>
    /// <param name="companies">Who is compared.</param>
    /// <param name="replications">Which worlds.</param>
    /// <param name="threads">How many runs at a time; the values are the same at any number.</param>
    /// <param name="onProgress">Told the share of days done; may be null.</param>
    /// <param name="cancel">Asked every simulated day.</param>
    /// <returns>By company, then replication, in the given orders.</returns>
    public Tally[][] Run(
        IReadOnlyList<Company> companies,
        IReadOnlyList<int> replications,
        int threads,
        Action<double>? onProgress = null,
        CancellationToken cancel = default)
    {
        var results = companies.Select(_ => new Tally[replications.Count]).ToArray();
        var (runs, daysDone) = (companies.Count * replications.Count, 0);
        var daysInAll = (double)runs * (settings.WarmUpDays + settings.MeasuredDays);
        Blocks.Run(runs, size: 1, threads, block =>
        {
            var (company, replication) = (block.Start % companies.Count, block.Start / companies.Count);
            var world = worldOf(replications[replication]);
            var simulator = new Simulator(facts, routes, settings) { Prices = block.Start == 0 ? Prices : null };
            results[company][replication] = simulator.Run(
                companies[company], opening, history, world.Demand, world.Supply, world.Seed,
                _ => onProgress?.Invoke(Interlocked.Increment(ref daysDone) / daysInAll), cancel);
        }, cancel);
        return results;
    }

    /// <summary>The worlds of a generated retailer: other futures after the same history.</summary>
    public static Func<int, WorldOfReplication> Generated(SampleRetail sample, CatalogVersion catalog) => replication =>
        new(new GeneratedDemand(sample, catalog, replication), new GeneratedSupply(sample, catalog, replication),
            (ulong)replication);
}
