using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Simulation;

namespace Quartermaster.App.Worlds;

/// <summary>The worlds that policies are compared in: futures of a generated retailer, or real sales told
/// again.</summary>
internal static class ReplicationWorlds
{
    /// <summary>The world of a replication.</summary>
    /// <remarks>The settings' seed and the replication's number make a world; another seed makes other worlds. For real
    /// data the customers are those of the sales after the first day; replications differ in the
    /// customers' patience and in how vendors answer, which is assumed.</remarks>
    internal static Func<int, WorldOfReplication> Of(OpenedWorkspace world, SimulationSettings settings)
    {
        if (world.Sample() is { } sample)
        {
            return PolicyComparison.Generated(sample, world.Facts.Catalog, settings.Seed);
        }

        // Those after the last day too: what they want says what the stock at the end is worth.
        var first = Instant.Of(settings.FirstDay);
        var sales = new Table<Sale>([.. world.Workspace.Tables.Read<Sale>().Rows.ToArray()
            .Where(sale => sale.At >= first && IsLaunched(world, sale.Product))]);
        return replication =>
        {
            var chance = WorldOfReplication.SeedOf(settings.Seed, replication);
            return new(
                new ReplayedDemand(sales, new() { Seed = chance }),
                new AssumedSupply(new(), world.Facts.Catalog, chance),
                chance);
        };
    }

    // What is first sold after the first day nobody could have bought: it takes no part.
    private static bool IsLaunched(OpenedWorkspace world, ProductId product) =>
        world.Facts.RowOf(product) is >= 0 and var row && world.Book.Products.Rows[row].LaunchDay < world.Book.Days;
}
