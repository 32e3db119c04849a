using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>Each part of an option's fee, computed a second time from the tables: what is the same everywhere by its
/// formula, freight and lost sales by serving every demand there can be as cheaply as can be.</summary>
public sealed class InboundPartsTests
{
    // Two centers at 0 and 10, a region at each: a parcel of half a kilogram costs 1.5 at home, 3.5 from the other
    // center and a day more.
    private const double Home = 1.5;
    private const double Away = 3.5;

    [Fact]
    public void Rates_and_prices_are_paid_for_every_unit_line_and_day() => Gen.Select(
        Gen.Int[1, 9].Array[2], Gen.Int[0, 6].Array[4], Gen.Double[0, 0.5].Array[4], Gen.Int[1, 9],
        Gen.Double[0, 2].Array[4]).Sample((units, positions, prices, liters, rate) =>
    {
        var board = new PriceBoard(PlacementWorlds.Resources(2), new(prices));
        var inputs = PlacementWorlds.Of(PlacementWorlds.Line(2, 0, 10), board, [.. units.Select((some, i) =>
            new Goods(some, 2, [8, 8, 8], [1, 1 + i], [new(1, positions[2 * i]), new(2, positions[(2 * i) + 1])])
                { Product = i + 1, Liters = liters })]);
        InboundRates of = new(rate[0], rate[1], rate[2], rate[3]);
        foreach (var option in Options(inputs, [of, of]))
        {
            var all = units.Sum();
            AssertPart(option, InboundReason.Receiving, all * of.ReceivePerUnit);
            AssertPart(option, InboundReason.Lines, option.Rows.Count * of.OrderPerLine);
            AssertPart(option, InboundReason.Storage, all * 10 * of.StoragePerUnitDay);
            AssertPart(option, InboundReason.Picking, all * of.PickPerUnit);
            AssertPart(option, InboundReason.RoomPrice, option.Rows.Sum(row => row.Units * (liters / 1_000.0) * 10
                * board.PriceOf(row.Facility, Resource.Storage, StorageClass.Bin, PlacementWorlds.Day)));
            AssertPart(option, InboundReason.InboundPrice, option.Rows.Sum(row => row.Units
                * board.PriceOf(row.Facility, Resource.Inbound, default, PlacementWorlds.Day)));
        }
    });

    /// <summary>Demand is the same in all quantiles: Poisson, each region its own. For each demand there can be, with
    /// its chance: who is served from home, and who then from the other center.</summary>
    [Fact]
    public void Freight_and_lost_sales_are_those_of_every_demand_there_can_be() => Gen.Select(
        Gen.Int[1, 6], Gen.Int[0, 4].Array[2], Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[1, 12]).Sample(
        (units, there, mean, weight, margin) =>
        {
            float[] shares = [1, weight];
            var inputs = PlacementWorlds.Of(PlacementWorlds.Line(2, 0, 10), PriceBoard.Empty,
                new Goods(units, 1, [mean, mean, mean], shares, [new(1, there[0]), new(2, there[1])])
                    { Margin = margin });
            foreach (var option in Options(inputs, [default]))
            {
                long Sent(int center) => option.Rows.Where(row => row.Facility.Value == center).Sum(row => row.Units);
                var before = Served(mean, weight, there[0], there[1]);
                var after = Served(mean, weight, there[0] + Sent(1), there[1] + Sent(2));
                var (home, away) = (after.Home - before.Home, after.Away - before.Away);
                // A tenth of demand is lost by a day. Of a sale at a loss freight counts up to what it brings.
                AssertPart(option, InboundReason.Freight,
                    (home * Math.Min(Home, margin)) + (away * Math.Min(Away, 0.9 * margin)), 2e-4);
                AssertPart(option, InboundReason.SlowerPromises, away * margin * 0.1, 2e-4);
            }
        },
        iter: 60);

    // Expected units, from the region's own center and from the other.
    private static (double Home, double Away) Served(double mean, int weight, long first, long second)
    {
        var (home, away) = (0.0, 0.0);
        double[] near = Poisson(mean / (1 + weight)), far = Poisson(mean * weight / (1 + weight));
        for (var a = 0; a < near.Length; a++)
        {
            for (var b = 0; b < far.Length; b++)
            {
                var chance = near[a] * far[b];
                var (own, other) = (Math.Min(a, first), Math.Min(b, second));
                home += chance * (own + other);
                away += chance * (Math.Min(a - own, second - other) + Math.Min(b - other, first - own));
            }
        }

        return (home, away);
    }

    private static double[] Poisson(double mean)
    {
        var chances = new double[60];
        chances[0] = Math.Exp(-mean);
        for (var i = 1; i < chances.Length; i++)
        {
            chances[i] = chances[i - 1] * mean / i;
        }

        return chances;
    }

    private static IReadOnlyList<InboundOption> Options(PlacementInputs inputs, InboundRates[] rates) =>
        new InboundOptions(new() { TieShare = 0 }).Of(inputs, new(rates), 9, CancellationToken.None);

    // Micros are rounded product by product.
    private static void AssertPart(InboundOption option, InboundReason because, double amount, double within = 2e-6) =>
        Assert.Equal(amount, option.Costs.Where(cost => cost.Because == because)
            .Sum(cost => (double)cost.Amount.Micros / 1e6), within);
}
