using CsCheck;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>What is full is left out of a table, what it kept from the table is found, and it is back when it has room
/// again.</summary>
/// <typeparam name="TSlot">What can be full.</typeparam>
public abstract class FullTests<TSlot>
{
    /// <summary>Worlds that are drawn for each law.</summary>
    protected virtual int Iterations => 300;

    /// <summary>Every so manieth is full, at most.</summary>
    protected virtual int MostEvery => 5;

    [Fact]
    public void A_table_without_what_is_full_is_that_of_the_enumeration_without_it()
    {
        var (full, found, changed) = (0, 0, 0);
        Worlds.Sample(
            world =>
            {
                var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
                var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var left = Some(world.Network, whole, world.Every);
                var network = Without(world.Network, left);
                var table = builder.Refresh(network, threads: 2);
                RouteTables.Same(new RouteBuilder(network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days), table);
                RouteTables.Same(whole, table.Whole);
                var oracle = new PromiseOracle(network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                for (var origin = 0; origin < table.Origins.Length; origin++)
                {
                    Interlocked.Add(ref found, RouteOracleTests.Compare(table, oracle, origin, world.Request));
                }

                Assert.DoesNotContain(Of(table), left.Contains);
                Interlocked.Add(ref full, left.Count);
                Interlocked.Add(ref changed, Of(table).Except(Of(whole)).Count());
            },
            iter: Iterations);
        Assert.True(AreEnough(full, found, changed),
            $"{full} were full, {found} ways were found, and {changed} others came in their place.");
    }

    [Fact]
    public void What_has_room_again_is_in_the_table_again() => Worlds.Sample(
        world =>
        {
            var builder = new RouteBuilder(world.Network, RouteWorlds.Policy);
            var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
            builder.Refresh(Without(world.Network, Some(world.Network, whole, world.Every)));
            var again = builder.Refresh(world.Network);
            RouteTables.Same(whole, again);
            Assert.Same(again, again.Whole);
        },
        iter: Iterations);

    /// <summary>The network in which some are full.</summary>
    protected abstract RouteNetwork Without(RouteNetwork network, HashSet<TSlot> full);

    /// <summary>All that a table's ways use, in an order of their own.</summary>
    protected abstract IEnumerable<TSlot> Of(RouteTable table);

    /// <summary>Whether the worlds were worth it.</summary>
    protected abstract bool AreEnough(int full, int found, int changed);

    /// <summary>Some of what a whole table's ways use.</summary>
    protected virtual HashSet<TSlot> Some(RouteNetwork network, RouteTable whole, int every) =>
        [.. Of(whole).Where((_, i) => i % every == 0)];

    private Gen<(RouteNetwork Network, CartRequest Request, int Every)> Worlds =>
        from network in RouteWorlds.Network
        from request in RouteWorlds.Request
        from every in Gen.Int[1, MostEvery]
        select (network, request, every);
}
