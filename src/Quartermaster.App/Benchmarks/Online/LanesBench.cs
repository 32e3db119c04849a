using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What prices of lane space are worth where departures are short, and how soon they are worked out.
/// </summary>
/// <remarks>The sample retailer, whose lanes between facilities take so much of what they are expected to be asked for:
/// a share that is drawn for each lane, from half to one and a half of the mean. The same worlds with and without
/// prices (28 days from the opening stock).</remarks>
internal static class LanesBench
{
    private const int Days = 28;
    private const int LargeStockings = 64;
    private const int LargeLanesPerRegion = 2;

    private static readonly double[] s_shares = [1.2, 1, 0.8];

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        yield return Figure.Of("lanes",
            $"lane days priced, {OnlineNetwork.Centers} centers, {OnlineNetwork.Regions} regions, every center with "
            + $"{LargeLanesPerRegion} ways to each over lanes that are short, {LargeStockings} sets of centers",
            "lane-days/s", 0, 3, () =>
            {
                var inputs = Large(context.Seed);
                new LaneSpacePricing(new()).Price(inputs, null, context.Cancel);
                return (inputs.LaneDays.Count, 0);
            });
        foreach (var share in s_shares)
        {
            var count = context.IsFull ? 12 : 4;
            var (profits, hours) = (new double[count], new double[count]);
            for (var replication = 0; replication < count; replication++)
            {
                context.Cancel.ThrowIfCancellationRequested();
                var without = Simulate(context, share, replication + 1, 0);
                var with = Simulate(context, share, replication + 1, new OutboundPolicy().LaneDays);
                profits[replication] = Gain(without, with, "profit");
                hours[replication] = -Gain(without, with, "click_to_door");
            }

            context.Ratios.Add(new("lanes",
                $"{share} of the room: profit gained by prices of room on lanes, a share of it", Interval.Of(profits)));
            context.Ratios.Add(new("lanes",
                $"{share} of the room: hours from click to door saved by them, a share", Interval.Of(hours)));
        }
    }

    private static double Gain(Tally without, Tally with, string measure)
    {
        var before = Measure.Named(measure).Of(without);
        return (Measure.Named(measure).Of(with) - before) / Math.Abs(before);
    }

    private static Tally Simulate(BenchContext context, double share, int replication, int laneDays)
    {
        var world = context.World.Value;
        var settings = new SimulationSettings { FirstDay = world.Opened.Today, WarmUpDays = 0, MeasuredDays = Days };
        var routes = new RouteWindows(
            Tight(world, share, (ulong)replication), new(), world.Opened.Today, Days);
        var chance = PolicyComparison.Generated(world.Opened.Sample()!, world.Facts.Catalog, context.Seed)(replication);
        return new Simulator(world.Facts, routes, settings).Run(
            world.Company with { Outbound = new() { LaneDays = laneDays } },
            world.Opened.Opening(), world.Opened.Book, chance.Demand, chance.Supply, chance.Seed, null, context.Cancel);
    }

    // What the plan of the first day expects each lane to be asked for, divided among its departures.
    private static RouteNetwork Tight(BenchWorld world, double share, ulong draw)
    {
        var (network, rows) = (world.Opened.Network, world.Plan.LaneSpace!.Rows.Rows.ToArray());
        var departures = world.Routes.Limits.Departures.ToLookup(departure => departure.Lane);
        var wanted = rows.ToLookup(row => row.Lane, row => row.Wanted / world.Facts.UnitsPerParcel);
        return network with
        {
            Lanes = new([.. network.Lanes.Rows.ToArray().Select(lane =>
                lane.ToFacility.Value > 0 && wanted[lane.Id].Any()
                    ? AtStatedCost(lane) with { ParcelsPerDeparture = ParcelsOf(lane) } : lane)]),
        };

        // A parcel's share of what a departure costs stays as it is, however few go with it.
        static Lane AtStatedCost(Lane lane) => lane with
        {
            CostPerDeparture = default,
            CostPerParcel = new(lane.CostPerParcel.Micros + (long)Math.Round(
                lane.CostPerDeparture.Micros / (lane.ParcelsPerDeparture * new RoutePolicy().UsualFill))),
        };

        int ParcelsOf(Lane lane)
        {
            var perDay = (double)departures[lane.Id].Count() / world.Routes.Days;
            var times = share * (0.5 + KeyedRandom.Uniform(draw, 7, (ulong)lane.Id.Value, 0));
            return (int)Math.Ceiling(times * wanted[lane.Id].Average() / Math.Max(1, perDay));
        }
    }

    // Every way takes one of a center's lanes; lanes take nine tenths of what goes by them if all go the cheapest way.
    private static LaneSpaceInputs Large(ulong seed)
    {
        const int lanesPerCenter = 30;
        var (centers, regions, instants) = (OnlineNetwork.Centers, OnlineNetwork.Regions, 12);
        var units = Enumerable.Range(0, LargeStockings * regions)
            .Select(at => (float)KeyedRandom.Uniform(seed, 1, (ulong)at, 0)).ToArray();
        var pairs = instants * centers * regions;
        var inputs = new LaneSpaceInputs
        {
            Centers = centers,
            LostPerUnit = 20,
            Typical = new(500, 2_000, 2),
            Stockings = new([.. Enumerable.Range(0, LargeStockings)
                .Select(set => KeyedRandom.Mixed(seed, 3, (ulong)set) & KeyedRandom.Mixed(seed, 4, (ulong)set))]),
            Units = new(regions, units),
            Instants = new([.. Enumerable.Repeat(0.25, instants)]),
            LaneDays = new([.. Enumerable.Range(0, 3 * centers * lanesPerCenter).Select(at => new LaneDay(
                new((at / 3) + 1), new DateOnly(2026, 3, 2).AddDays(at % 3), SlotKind.LaneParcels, double.MaxValue))]),
            WaysOf = Groups.OfSizes([.. Enumerable.Repeat(LargeLanesPerRegion, pairs)]),
            Ways = new([.. Enumerable.Range(0, pairs * LargeLanesPerRegion).Select(Way)]),
        };
        var free = new LaneSpaceFlow(inputs).Ship(new double[inputs.LaneDays.Count]);
        return inputs with
        {
            LaneDays = new([.. inputs.LaneDays.Rows.ToArray()
                .Select((day, at) => day with { Limit = 0.9 * free.Usage[at] })]),
        };

        LaneWay Way(int at)
        {
            var (pair, second) = (at / LargeLanesPerRegion, at % LargeLanesPerRegion);
            var (instant, center) = (pair / regions / centers, pair / regions % centers);
            var lane = (center * lanesPerCenter) + (int)(KeyedRandom.Mixed(seed, 5,
                (ulong)((center * regions) + (pair % regions))) % lanesPerCenter);
            var cost = 3 + (9 * (float)KeyedRandom.Uniform(seed, 2, (ulong)((center * regions) + (pair % regions)), 0));
            return new(cost + (second * 0.5f), (lane * 3) + Math.Min(2, (instant / 4) + second));
        }
    }
}
