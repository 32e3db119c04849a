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
        Assert.Equal(WayOf(new(), viaHub: false).LastMean, way.LastMean);
    }

    /// <summary>Over a hub whose trucks leave at every minute, a connection is missed as often as its quantile says.
    /// </summary>
    [Theory]
    [InlineData(0.985, 0.95)]
    [InlineData(0.8, 0.5)]
    public void Over_a_hub_connections_are_missed_as_their_quantile_says(double connection, double promise)
    {
        var way = WayOf(new RoutePolicy
        {
            PromiseQuantile = promise, ConnectionQuantile = connection, OnDemandEveryMinutes = 1,
        }, viaHub: true);
        Assert.Equal(2, way.Legs);
        Assert.Equal(1 - connection, way.MissedShare, 0.01);
        Assert.Equal(1 - promise, way.MissedShare + ((1 - way.MissedShare) * LateShare(way)), 0.015);
    }

    private static double LateShare(RouteOption way) => Enumerable.Range(0, Draws).Count(draw =>
        way.LastTransit(Normal.Quantile((draw + 0.5) / Draws)) > way.LastMinutes) / (double)Draws;

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
