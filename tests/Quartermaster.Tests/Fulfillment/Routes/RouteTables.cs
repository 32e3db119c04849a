using Quartermaster.Domain.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Compares route tables option by option.</summary>
internal static class RouteTables
{
    internal static void Same(RouteTable one, RouteTable other)
    {
        Assert.Equal(one.Origins, other.Origins);
        Assert.Equal(one.Count, other.Count);
        Assert.Equal(one.RegionCount, other.RegionCount);
        for (var origin = 0; origin < one.Origins.Length; origin++)
        {
            for (var region = 1; region <= one.RegionCount; region++)
            {
                Assert.Equal(one.RangeOf(origin, new(region)), other.RangeOf(origin, new(region)));
                Assert.Equal(one.SparesOf(origin, new(region)), other.SparesOf(origin, new(region)));
                Same(one.PairOf(origin, new(region)), other.PairOf(origin, new(region)));
                var (start, end) = (one.RangeOf(origin, new(region)).Start, one.SparesOf(origin, new(region)).End);
                for (var option = start; option < end; option++)
                {
                    var minute = one.Options[option].DeliveryMinute + 700;
                    Assert.Equal(one.ShareBy(option, minute), other.ShareBy(option, minute));
                }
            }
        }

        Assert.Equal(one.Limits.HasWindows, other.Limits.HasWindows);
        for (var region = 1; region <= one.RegionCount; region++)
        {
            for (var day = 0; day < one.Deliveries.Days; day++)
            {
                Assert.Equal(one.Deliveries.WindowsOf(new(region), day), other.Deliveries.WindowsOf(new(region), day));
            }
        }
    }

    private static void Same(PairRoutes one, PairRoutes other)
    {
        // Legs may stand in another order; the ways they make must be the same.
        Assert.Equal(WithoutLegs(one), WithoutLegs(other));
        Assert.Equal(one.ShipDays, other.ShipDays);
        Assert.Equal(one.Terms, other.Terms);
        for (var i = 0; i < one.Options.Length; i++)
        {
            Assert.Equal(one.Departures[one.Options[i].Departure], other.Departures[other.Options[i].Departure]);
            Assert.Equal(PathOf(one, i), PathOf(other, i));
        }
    }

    /// <summary>The lanes and departures between facilities of a way, last one first.</summary>
    internal static (int Lane, int DepartureMinute)[] PathOf(PairRoutes pair, int option)
    {
        var legs = new RouteLeg[8];
        var count = pair.Legs.Walk(pair.Options[option].LegBefore, legs);
        return [.. legs.Take(count).Select(leg => (leg.Lane.Value, leg.DepartureMinute))];
    }

    private static RouteOption[] WithoutLegs(PairRoutes pair) =>
        [.. pair.Options.ToArray().Select(option => option with { LegBefore = -1 })];
}
