using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What prices of picking and shipping are worth where hands are short, and how soon they are worked out.
/// </summary>
/// <remarks>The sample retailer's centers with a share of their hands, in the same worlds with and without prices (28
/// days from the opening stock).</remarks>
internal static class HandsBench
{
    private const int Days = 28;
    private const int LargeStockings = 64;

    private static readonly double[] s_shares = [0.6, 0.45, 0.35, 0.3, 0.25];

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        yield return Figure.Of("hands",
            $"ship days priced, {OnlineNetwork.Centers} centers all short, {OnlineNetwork.Regions} regions, "
            + $"{LargeStockings} sets of centers", "days/s", 0, 3, () =>
            {
                var inputs = Large(context.Seed);
                new OutboundPricing(new()).Price(inputs, context.Threads, context.Cancel);
                return (inputs.DayFactors.Count, 0);
            });
        var profit = Measure.All.First(measure => measure.Key == "profit");
        foreach (var share in s_shares)
        {
            var gains = new double[context.IsFull ? 12 : 4];
            for (var replication = 0; replication < gains.Length; replication++)
            {
                context.Cancel.ThrowIfCancellationRequested();
                var without = profit.Of(Simulate(context, share, replication + 1, null));
                gains[replication] = (profit.Of(Simulate(context, share, replication + 1, new())) / without) - 1;
            }

            context.Ratios.Add(new("hands", $"{share} of the hands: profit with prices of hands ÷ without, less 1",
                Interval.Of(gains)));
        }
    }

    private static Tally Simulate(BenchContext context, double share, int replication, OutboundPolicy? policy)
    {
        var world = context.World.Value;
        var capacities = world.Facts.Capacities.Rows.ToArray().Select(limit => limit.Resource == Resource.Outbound
            ? limit with { Hard = Math.Floor(limit.Hard * share) } : limit);
        var facts = world.Facts with { Capacities = new([.. capacities]) };
        var settings = new SimulationSettings { FirstDay = world.Opened.Today, WarmUpDays = 0, MeasuredDays = Days };
        var routes = new RouteWindows(world.Opened.Network, new(), world.Opened.Today, Days);
        var chance = PolicyComparison.Generated(world.Opened.Sample()!, facts.Catalog, context.Seed)(replication);
        return new Simulator(facts, routes, settings).Run(world.Company with { Outbound = policy },
            world.Opened.Opening(), world.Opened.Book, chance.Demand, chance.Supply, chance.Seed, null, context.Cancel);
    }

    // Every center can ship nine tenths of its part of all demand.
    private static OutboundInputs Large(ulong seed)
    {
        var (centers, regions) = (OnlineNetwork.Centers, OnlineNetwork.Regions);
        var days = new OutboundPolicy().Days;
        var units = Enumerable.Range(0, LargeStockings * regions)
            .Select(at => (float)KeyedRandom.Uniform(seed, 1, (ulong)at, 0)).ToArray();
        return new()
        {
            Centers = [.. Enumerable.Range(1, centers).Select(id => new FacilityId(id))],
            FirstDay = new(2026, 3, 2),
            Costs = new(regions, [.. Enumerable.Range(0, centers * regions)
                .Select(at => 3 + (9 * (float)KeyedRandom.Uniform(seed, 2, (ulong)at, 0)))]),
            LostPerUnit = 20,
            Stockings = new([.. Enumerable.Range(0, LargeStockings)
                .Select(set => KeyedRandom.Mixed(seed, 3, (ulong)set) & KeyedRandom.Mixed(seed, 4, (ulong)set))]),
            Units = new(regions, units),
            DayFactors = new([.. Enumerable.Repeat(1.0, days)]),
            Limits = new([.. Enumerable.Repeat(0.9 * units.Sum() / centers, centers * days)]),
            LastPrices = new(new double[centers * days]),
        };
    }
}
