using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>A table that follows changes of lanes and departures is the table built anew.</summary>
public sealed class RouteRefreshTests
{
    [Fact]
    public void A_table_refreshed_edit_by_edit_is_the_table_built_anew() =>
        (from network in Gen.Frequency((1, RouteWorlds.Network), (1, RouteWorlds.LimitedNetwork))
         from other in Gen.Frequency((1, RouteWorlds.Network), (1, RouteWorlds.LimitedNetwork))
         from edits in EditOf.Array[1, 4]
         select (network, other, edits)).Sample(
            world =>
            {
                var (network, builder) = (world.network, new RouteBuilder(world.network, RouteWorlds.Policy));
                builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                foreach (var edit in world.edits)
                {
                    network = Edit(network, world.other, edit);
                    var anew = new RouteBuilder(network, RouteWorlds.Policy);
                    RouteTables.Same(
                        anew.Build(RouteWorlds.FirstDay, RouteWorlds.Days), builder.Refresh(network, threads: 2));
                }

                // And the window moves on from there.
                var next = RouteWorlds.FirstDay.AddDays(1);
                RouteTables.Same(
                    new RouteBuilder(network, RouteWorlds.Policy).Build(next, RouteWorlds.Days),
                    builder.Build(next, RouteWorlds.Days));
            },
            iter: 400);

    [Fact]
    public void Tables_and_counts_are_the_same_at_any_number_of_threads() =>
        RouteWorlds.Network.Sample(
            network =>
            {
                var (one, three) = (
                    new RouteBuilder(network, RouteWorlds.Policy), new RouteBuilder(network, RouteWorlds.Policy));
                RouteTables.Same(
                    one.Build(RouteWorlds.FirstDay, RouteWorlds.Days),
                    three.Build(RouteWorlds.FirstDay, RouteWorlds.Days, threads: 3));
                Assert.Equal(one.Compared, three.Compared);
            },
            iter: 100);

    [Fact]
    public void A_change_that_touches_nothing_shares_every_pair() =>
        RouteWorlds.Network.Sample(
            network =>
            {
                var builder = new RouteBuilder(network, RouteWorlds.Policy);
                var before = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);

                var after = builder.Refresh(network with { Lanes = new([.. network.Lanes.Rows]) });

                Assert.Equal(0, builder.Compared);
                for (var origin = 0; origin < before.Origins.Length; origin++)
                {
                    Assert.Same(before.PairOf(origin, new(1)), after.PairOf(origin, new(1)));
                }
            },
            iter: 20);

    // 0: a lane's times and costs; 1: a lane goes; 2: a lane comes; 3 and 4: departures of a lane; 5: all lanes turned
    // around; 6: a closed day; 7: other dates of departures; 8: days that are full, or have room again; 9: other
    // days on which goods stand still; 10: windows that are full, or have room again.
    private static Gen<(int Kind, int Lane, int Other)> EditOf { get; } = Gen.Select(
        Gen.Frequency((4, Gen.Int[0, 4]), (2, Gen.Int[5, 10])), Gen.Int[0, 8], Gen.Int[0, 8]);

    private static RouteNetwork Edit(RouteNetwork network, RouteNetwork other, (int Kind, int Lane, int Other) edit)
    {
        var lanes = network.Lanes.Rows.ToArray().ToList();
        var lane = edit.Lane % Math.Max(1, lanes.Count);
        var drawn = other.Lanes.Rows[edit.Other % other.Lanes.Count];
        var departures = network.Departures.Rows.ToArray();
        switch (edit.Kind)
        {
            case 0 when lanes.Count > 0:
                lanes[lane] = drawn with { Id = lanes[lane].Id };
                break;
            case 1 when lanes.Count > 0:
                lanes.RemoveAt(lane);
                break;
            case 2:
                lanes.Insert(lane, drawn with
                {
                    Id = new(lanes.Select(row => row.Id.Value).DefaultIfEmpty().Max() + 1),
                });
                break;
            case 3:
                departures = [.. departures.Where((_, i) => i != edit.Other)];
                break;
            case 4 when lanes.Count > 0:
                departures = [.. departures, new(lanes[lane].Id, 200 + (edit.Other * 130), 127, 15)];
                break;
            case 7:
                return network with { Exceptions = other.Exceptions };
            case 10:
                return network with { FullWindows = FullWindowTests.Drawn(network, 1 + edit.Other) };
            case 9:
                return network with { TransitExceptions = other.TransitExceptions };
            case 8:
                return network with { FullDays = FullDayTests.Drawn(edit.Lane, 1 + edit.Other) };
            case 5:
                lanes.Reverse();
                break;
            default:
                return network with
                {
                    ClosedDays = new([.. network.ClosedDays.Rows,
                        new ClosedDay(new(1 + (edit.Other % 5)), default, RouteWorlds.FirstDay.AddDays(1))]),
                };
        }

        return network with { Lanes = new([.. lanes]), Departures = new(departures) };
    }
}
