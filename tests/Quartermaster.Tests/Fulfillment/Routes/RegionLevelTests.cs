using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Levels by region: the ways to a region are those of a policy with its level, the others stay.</summary>
public sealed class RegionLevelTests
{
    [Fact]
    public void A_level_for_one_region_plans_its_ways_as_a_policy_with_that_level_does_and_no_others()
    {
        var changed = 0;
        Gen.Select(RouteWorlds.Network, Gen.Int[1, RouteWorlds.RegionCount], Gen.Double[0.5, 0.999]).Sample(
            (network, region, level) =>
            {
                var levels = Rows((region, Speed.TwoDay, RouteWorlds.FirstDay, level));
                var (usual, all, one) = (Build(network, RouteWorlds.Policy),
                    Build(network, RouteWorlds.Policy with { PromiseQuantile = level }),
                    Build(network with { Levels = levels }, RouteWorlds.Policy));
                for (var origin = 0; origin < one.Origins.Length; origin++)
                {
                    for (var to = 1; to <= one.RegionCount; to++)
                    {
                        Assert.Equal((to == region ? all : usual).PairOf(origin, new(to)).Options,
                            one.PairOf(origin, new(to)).Options);
                        Interlocked.Add(ref changed, one.PairOf(origin, new(to)).Options
                            .SequenceEqual(usual.PairOf(origin, new(to)).Options) ? 0 : 1);
                    }
                }
            },
            iter: 200);
        Assert.InRange(changed, 50, int.MaxValue);
    }

    [Fact]
    public void Of_a_regions_speeds_the_most_careful_decides_from_its_day_on()
    {
        var day = RouteWorlds.FirstDay;
        var levels = new RegionLevels(Rows(
            (1, Speed.OneDay, day, 0.9), (1, Speed.OneDay, day.AddDays(5), 0.8), (1, Speed.Standard, day, 0.7),
            (2, Speed.TwoDay, day.AddDays(3), 0.6)));

        Assert.Null(levels.Of(new(1), day.AddDays(-1)));
        Assert.Equal((0.9, 0.9, 0.8), (levels.Of(new(1), day), levels.Of(new(1), day.AddDays(4)),
            levels.Of(new(1), day.AddDays(5))));
        Assert.Equal((null, 0.6), (levels.Of(new(2), day), levels.Of(new(2), day.AddDays(30))));
        Assert.Null(levels.Of(new(3), day));
    }

    [Fact]
    public void A_window_that_moves_on_or_is_refreshed_is_the_one_built_anew_whenever_levels_begin() =>
        Gen.Select(RouteWorlds.Network, Gen.Int[0, 3], Gen.Double[0.5, 0.999]).Sample(
            (network, begins, level) =>
            {
                var with = network with
                {
                    Levels = Rows((1, Speed.OneDay, RouteWorlds.FirstDay.AddDays(begins), level)),
                };
                var builder = new RouteBuilder(with, RouteWorlds.Policy);
                for (var day = 0; day < 4; day++)
                {
                    var first = RouteWorlds.FirstDay.AddDays(day);
                    RouteTables.Same(
                        new RouteBuilder(with, RouteWorlds.Policy).Build(first, RouteWorlds.Days),
                        builder.Build(first, RouteWorlds.Days));
                }

                var last = RouteWorlds.FirstDay.AddDays(3);
                RouteTables.Same(new RouteBuilder(network, RouteWorlds.Policy).Build(last, RouteWorlds.Days),
                    builder.Refresh(network));
                RouteTables.Same(new RouteBuilder(with, RouteWorlds.Policy).Build(last, RouteWorlds.Days),
                    builder.Refresh(with));
            },
            iter: 60);

    private static RouteTable Build(RouteNetwork network, RoutePolicy policy) =>
        new RouteBuilder(network, policy).Build(RouteWorlds.FirstDay, RouteWorlds.Days);

    private static Table<PromiseLevel> Rows(params (int Region, Speed Speed, DateOnly From, double Level)[] rows) =>
        new([.. rows.Select(row => new PromiseLevel(new(row.Region), row.Speed, row.From, row.Level))]);
}
