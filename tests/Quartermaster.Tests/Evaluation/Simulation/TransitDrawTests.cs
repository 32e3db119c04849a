using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Quartermaster.Tests.Fulfillment;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>Simulated carriers take what their lanes take, however promises are planned.</summary>
public sealed class TransitDrawTests
{
    private const int Draws = 2_000;

    /// <summary>Two hours at the median and three at 95 %: a promise at a quantile is late as often as it says.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void A_promise_is_late_as_often_as_its_quantile_says(double quantile)
    {
        var way = WayOf(new RoutePolicy { PromiseQuantile = quantile }, viaHub: false);
        Assert.Equal(1 - quantile, LateShare(way), 0.01);
        Assert.Equal(WayOf(new(), viaHub: false).TransitMean, way.TransitMean);
    }

    /// <summary>Over a hub, planned quantiles of the legs add up to more than the quantile of the sum.</summary>
    [Fact]
    public void Over_a_hub_a_promise_is_late_less_often_and_the_more_often_the_bolder_it_is()
    {
        var late = new[] { 0.95, 0.8, 0.5 }.Select(quantile => LateShare(WayOf(
            new RoutePolicy { PromiseQuantile = quantile }, viaHub: true))).ToArray();
        Assert.InRange(late[0], 0.0001, 0.05);
        Assert.True(late[0] < late[1] && late[1] < late[2], string.Join(' ', late));
    }

    private static double LateShare(RouteOption way) => Enumerable.Range(0, Draws).Count(draw =>
        way.TransitMinutes(Normal.Quantile((draw + 0.5) / Draws)) > way.MedianMinutes + way.BufferMinutes)
        / (double)Draws;

    private static RouteOption WayOf(RoutePolicy policy, bool viaHub)
    {
        var day = new DateOnly(2025, 3, 10);
        var center = new Facility(new(1), FacilityKind.Fulfillment, 40, -74, new(1), 60, 480, 1_020, 127);
        Lane direct = new(new(1), new(1), default, new(1), LaneMode.Courier, 120, 180, default, default, default,
            default, 1_000);
        Lane[] lanes = viaHub
            ? [direct with { ToFacility = new(2), ToRegion = default },
                direct with { Id = new(2), FromFacility = new(2) }]
            : [direct];
        return new RouteBuilder(new()
        {
            Facilities = new([center, center with { Id = new(2), Kind = FacilityKind.Sort }]),
            Lanes = new(lanes),
            Departures = new([]),
            ClosedDays = new([]),
            Regions = new([new(new(1), 41, -74, 1_000, new(1))]),
            Zones = RouteWorlds.Zones,
        }, policy).Build(day, 2).Of(0, new(1))[0];
    }
}
