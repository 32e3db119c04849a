using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Tests.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>The seed makes the worlds.</summary>
public sealed class WorldSeedTests
{
    [Fact]
    public void The_same_seed_gives_the_same_worlds() =>
        Assert.Equal(Customers(seed: 1, replication: 3), Customers(seed: 1, replication: 3));

    [Fact]
    public void Another_seed_gives_other_worlds() =>
        Assert.NotEqual(Customers(seed: 1, replication: 3), Customers(seed: 2, replication: 3));

    [Fact]
    public void Another_replication_is_another_world() =>
        Assert.NotEqual(Customers(seed: 1, replication: 3), Customers(seed: 1, replication: 4));

    [Fact]
    public void Another_seed_gives_other_lead_times() =>
        Assert.NotEqual(ArrivalDays(seed: 1), ArrivalDays(seed: 2));

    [Fact]
    public void Worlds_of_neighboring_seeds_and_replications_are_all_different()
    {
        var seeds = Enumerable.Range(0, 30).SelectMany(seed =>
            Enumerable.Range(0, 30).Select(i => WorldOfReplication.SeedOf((ulong)seed, i))).ToArray();
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    private static List<(Instant, float)> Customers(ulong seed, int replication)
    {
        var (world, orders) = (Of(seed, replication), new DayOrders());
        world.Demand.Load(Samples.Two.LastDay.AddDays(3), orders);
        Assert.True(orders.Count > 0);
        return [.. orders.Orders.ToArray().Select(order => (order.At, order.Patience))];
    }

    private static int[] ArrivalDays(ulong seed)
    {
        var (world, deliveries) = (Of(seed, 1), new Delivery[ISupplySource.MostParts]);
        var ordered = Samples.Two.LastDay.AddDays(1);
        return [.. Enumerable.Range(0, 20).Select(day =>
        {
            world.Supply.Deliver(new(new(1), new(1), Samples.Tables.Catalog.Find<FacilityId>("FC01"),
                ordered.AddDays(day), 20, 10), deliveries);
            return deliveries[0].Day.DayNumber - ordered.AddDays(day).DayNumber;
        })];
    }

    private static WorldOfReplication Of(ulong seed, int replication) =>
        PolicyComparison.Generated(Samples.Two, Samples.Tables.Catalog, seed)(replication);
}
