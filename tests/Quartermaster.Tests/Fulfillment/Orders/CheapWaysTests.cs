using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>The cheapest ways that a table remembers, against a look at every way.</summary>
public sealed class CheapWaysTests
{
    [Fact]
    public void For_any_goods_the_cheapest_way_in_time_costs_what_the_cheapest_of_all_ways_in_time_costs()
    {
        var compared = 0;
        Gen.Select(RouteWorlds.Routes, Gen.Select(Gen.Int[0, 5 * 1_440], Gen.Int[0, 5 * 1_440]).Array[6],
            Gen.Int[0, 9_000], Gen.Int[0, 9_000]).Sample(
            (world, asked, grams, cubicCentimeters) =>
            {
                // Asked again and again: what is remembered must be what would be found.
                foreach (var (after, span) in asked.Concat(asked))
                {
                    var minute = Instant.Of(RouteWorlds.FirstDay).UnixMinutes + after;
                    for (var region = 1; region <= RouteWorlds.RegionCount; region++)
                    {
                        if (world.Routes.CheapestTo(new(region), minute, minute + span) is { } cheapest)
                        {
                            for (var origin = 0; origin < world.Routes.Origins.Length; origin++)
                            {
                                var least = Least(world.Routes, origin, region, minute, minute + span);
                                Assert.Equal(least, LeastOf(world.Routes, cheapest, origin, minute, minute + span));
                                Interlocked.Add(ref compared, least < long.MaxValue ? 1 : 0);
                            }
                        }
                    }
                }

                long CostOf(in RouteOption way) => way.ParcelMicros + way.GoodsMicros(grams, cubicCentimeters);

                long Least(RouteTable routes, int origin, int region, int minute, int deadline)
                {
                    var least = long.MaxValue;
                    foreach (ref readonly var way in routes.Of(origin, new(region)))
                    {
                        least = way.CutoffMinute >= minute && way.DeliveryMinute <= deadline
                            ? Math.Min(least, CostOf(in way)) : least;
                    }

                    return least;
                }

                long LeastOf(RouteTable routes, CheapWays cheapest, int origin, int minute, int deadline)
                {
                    var least = long.MaxValue;
                    foreach (ref readonly var way in cheapest.Ways)
                    {
                        ref readonly var option = ref routes.Options[way.Option];
                        Assert.True(option.CutoffMinute >= minute && option.DeliveryMinute <= deadline);
                        Assert.Equal((option.ParcelMicros, routes.ShipDayOf(way.Option)),
                            (way.ParcelMicros, way.ShipDay));
                        least = way.Origin == origin ? Math.Min(least, CostOf(in option)) : least;
                    }

                    return least;
                }
            },
            iter: 300);
        Assert.InRange(compared, 500, int.MaxValue); // Or nothing would have been in time.
    }
}
