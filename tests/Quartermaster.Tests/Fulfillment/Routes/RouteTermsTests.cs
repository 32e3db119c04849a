using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>Limits of parcels and prices of space on lanes, along ways.</summary>
public sealed class RouteTermsTests
{
    [Fact]
    public void A_parcel_has_the_ways_of_the_network_of_those_lanes_that_take_it()
    {
        var (ways, fewer) = (0, 0);
        Gen.Select(RouteWorlds.LimitedNetwork, Parcel).Sample(
            (network, parcel) =>
            {
                var table = new RouteBuilder(network, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                var lanes = network.Lanes.Rows.ToArray().Where(lane => Takes(lane, parcel));
                var fitting = new RouteBuilder(network with { Lanes = new([.. lanes]) }, RouteWorlds.Policy)
                    .Build(RouteWorlds.FirstDay, RouteWorlds.Days);
                for (var origin = 0; origin < fitting.Origins.Length; origin++)
                {
                    var from = table.OriginOf(fitting.Origins[origin]);
                    for (var region = 1; region <= RouteWorlds.RegionCount; region++)
                    {
                        var mine = from < 0 ? [] : Front(table.PairOf(from, new(region)), parcel);
                        Assert.Equal(Front(fitting.PairOf(origin, new(region)), parcel), mine);
                        Interlocked.Add(ref ways, mine.Length);
                        Interlocked.Add(ref fewer, from >= 0
                            && table.PairOf(from, new(region)).Terms.ToArray().Any(terms => !Holds(terms, parcel))
                            ? 1 : 0);
                    }
                }
            },
            iter: 400);
        Assert.InRange(ways, 400, int.MaxValue); // Or the test would compare nothing with nothing.
        Assert.InRange(fewer, 40, int.MaxValue);
    }

    [Fact]
    public void A_price_of_space_changes_ways_as_a_cost_does_and_is_said_apart() =>
        RouteWorlds.Network.Sample(
            network =>
            {
                // Departures cost nothing, so that all of a way's cost is one or the other.
                var paid = Array.ConvertAll(
                    network.Lanes.Rows.ToArray(), lane => lane with { CostPerDeparture = default });
                var priced = Array.ConvertAll(paid, lane => lane with
                {
                    CostPerParcel = default, CostPerKilogram = default, CostPerCubicMeter = default,
                    SpacePricePerParcel = lane.CostPerParcel, SpacePricePerKilogram = lane.CostPerKilogram,
                    SpacePricePerCubicMeter = lane.CostPerCubicMeter,
                });
                var (one, other) = (Build(network, paid), Build(network, priced));
                for (var origin = 0; origin < one.Origins.Length; origin++)
                {
                    for (var region = 1; region <= RouteWorlds.RegionCount; region++)
                    {
                        var (mine, its) = (one.PairOf(origin, new(region)), other.PairOf(origin, new(region)));
                        Assert.Equal(mine.Options, its.Options);
                        Assert.Equal(
                            mine.Options.ToArray().Select(way =>
                                (way.ParcelMicros, way.MicrosPerGram, way.MicrosPerCubicCentimeter)),
                            Enumerable.Range(0, its.Options.Length).Select(i =>
                                other.TermsOf(other.RangeOf(origin, new(region)).Start + i)).Select(terms =>
                                (terms.SpaceParcelMicros, terms.SpaceMicrosPerGram,
                                    terms.SpaceMicrosPerCubicCentimeter)));
                    }
                }
            },
            iter: 100);

    [Fact]
    public void More_different_limits_than_marks_let_too_little_through_rather_than_too_much()
    {
        Lane[] lanes = [.. Enumerable.Range(1, 40).Select(i => new Lane(new(i), new(1), default, new(1),
            LaneMode.Truck, 60, 90, default, Money.Of(100 - i), default, default, 1_000) { MaxParcelGrams = 100 * i })];
        var network = RouteWorlds.Network.Single() with
        {
            Facilities = new([new(new(1), FacilityKind.Fulfillment, 40, -78, new(1), 0, 0, 1_440, 127)]),
            Lanes = new(lanes), Departures = new([]), Exceptions = new([]), ClosedDays = new([]),
        };
        var table = Build(network, lanes);
        var pair = table.PairOf(0, new(1));
        Assert.Equal(31, pair.Terms.ToArray().Select(terms => terms.Limits).Distinct().Count());
        for (var i = 0; i < pair.Options.Length; i++)
        {
            var lane = pair.Departures[pair.Options[i].Departure].Lane;
            Assert.InRange(pair.Terms[i].Limits.Grams, 100, 100 * lane.Value);
        }
    }

    private static Gen<(int Grams, int Volume, int Side)> Parcel =>
        Gen.Select(Gen.Int[1, 7_000], Gen.Int[1, 20_000], Gen.Int[0, 900]);

    private static RouteTable Build(RouteNetwork network, Lane[] lanes) =>
        new RouteBuilder(network with { Lanes = new(lanes) }, RouteWorlds.Policy)
            .Build(RouteWorlds.FirstDay, RouteWorlds.Days);

    private static bool Takes(Lane lane, (int Grams, int Volume, int Side) parcel) =>
        (lane.MaxParcelGrams == 0 || parcel.Grams <= lane.MaxParcelGrams)
        && (lane.MaxParcelCubicCentimeters == 0 || parcel.Volume <= lane.MaxParcelCubicCentimeters)
        && (lane.MaxParcelSideMillimeters == 0 || parcel.Side <= lane.MaxParcelSideMillimeters);

    private static bool Holds(WayTerms terms, (int Grams, int Volume, int Side) parcel) =>
        terms.Limits.Hold(parcel.Grams, parcel.Volume, parcel.Side);

    // Cut-off, delivery, ship day and costs of the ways that take a parcel, without those that another one beats.
    private static (int, int, int, long, double, double)[] Front(
        PairRoutes pair, (int Grams, int Volume, int Side) parcel)
    {
        var ways = Enumerable.Range(0, pair.Options.Length)
            .Where(i => pair.Terms.IsEmpty || Holds(pair.Terms[i], parcel))
            .Select(i => (pair.Options[i].CutoffMinute, pair.Options[i].DeliveryMinute, pair.ShipDays[i],
                pair.Options[i].ParcelMicros, pair.Options[i].MicrosPerGram, pair.Options[i].MicrosPerCubicCentimeter))
            .Distinct().ToArray();
        return [.. ways.Where(way => !ways.Any(other => other != way && other.CutoffMinute >= way.CutoffMinute
            && other.DeliveryMinute <= way.DeliveryMinute && other.Item3 == way.Item3
            && other.ParcelMicros <= way.ParcelMicros && other.MicrosPerGram <= way.MicrosPerGram
            && other.MicrosPerCubicCentimeter <= way.MicrosPerCubicCentimeter)).Order()];
    }
}
