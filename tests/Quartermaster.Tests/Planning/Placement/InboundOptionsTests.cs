using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>Options of a shipment: what they cost is what the engine splits by, and the recommended one costs least.
/// </summary>
public sealed class InboundOptionsTests
{
    // Without draws that decide ties: no figure has any.
    private static readonly PlacementPolicy s_policy = new() { TieShare = 0 };
    private static readonly PlacementEngine s_placement = new(s_policy);

    [Fact]
    public void Every_option_sends_everything_and_says_each_part_once() => Cases.Sample(of =>
    {
        var options = Options(of.Inputs, of.Rates, 9);
        Assert.True(options[0].IsRecommended);
        Assert.Equal(options.Count, options.Select(option => string.Join(' ', option.Rows)).Distinct().Count());
        Assert.Equal(options.Skip(1).OrderBy(option => option.Fee.Micros).Select(option => option.OnlyCenter),
            options.Skip(1).Select(option => option.OnlyCenter));
        Assert.All(options, option =>
        {
            Assert.DoesNotContain(option.Costs, cost => cost.Amount.Micros == 0);
            Assert.True(option.Costs.Select(cost => cost.Because).SequenceEqual(
                option.Costs.Select(cost => cost.Because).Distinct().Order()));
            Assert.All(option.Rows, row => Assert.True(row.Units > 0));
            for (var product = 0; product < of.Inputs.Count; product++)
            {
                var id = of.Inputs.Facts.Rows[product].Product;
                Assert.Equal(of.Inputs.Inbound.Rows[product].Units,
                    option.Rows.Where(row => row.Product == id).Sum(row => row.Units));
            }
        });
    });

    [Fact]
    public void The_recommended_option_costs_no_more_than_any_single_center() => Cases.Sample(of =>
    {
        var options = Options(of.Inputs, of.Rates, 9);
        Assert.All(options, option => Assert.True(options[0].Fee.Micros <= option.Fee.Micros));
    });

    /// <summary>Against every split there is, each valued by the placement engine, which knows nothing of
    /// options.</summary>
    [Fact]
    public void Without_a_cost_of_lines_no_split_of_the_model_costs_less() => Cases.Sample(
        of =>
        {
            var free = new Table<InboundRates>(new InboundRates[of.Inputs.Count]);
            for (var product = 0; product < of.Inputs.Count; product++)
            {
                var one = of.Inputs.Slice(product, 1);
                var options = Options(one, free.Slice(0, 1), 9);
                var units = one.Inbound.Rows[0].Units;
                var best = Every(units, 3).Max(split => Net(one, split));
                foreach (var option in options)
                {
                    var net = Net(one, UnitsOf(one, option));
                    Assert.Equal(best - net, ((double)option.Fee.Micros - (double)options[0].Fee.Micros) / 1e6, 1e-5);
                }
            }
        },
        iter: 100);

    [Fact]
    public void What_is_the_same_everywhere_changes_every_fee_alike() => Gen.Select(
        Cases, Gen.Int[1, 400].Select(cents => cents / 100.0)).Sample((of, more) =>
    {
        var before = Options(of.Inputs, of.Rates, 9);
        var after = Options(of.Inputs, new([.. of.Rates.Rows.ToArray().Select(rate =>
            rate with { ReceivePerUnit = rate.ReceivePerUnit + more })]), 9);
        var units = of.Inputs.Inbound.Rows.ToArray().Sum(goods => goods.Units);
        Assert.Equal(before.Select(option => string.Join(' ', option.Rows)),
            after.Select(option => string.Join(' ', option.Rows)));
        Assert.All(before.Zip(after), pair => Assert.Equal(units * more,
            (double)(pair.Second.Fee.Micros - pair.First.Fee.Micros) / 1e6, 1e-5));
    });

    [Fact]
    public void Dearer_lines_never_use_more_of_them() => Gen.Select(Cases, Gen.Double[0, 20]).Sample((of, more) =>
    {
        var before = Options(of.Inputs, of.Rates, 0)[0];
        var after = Options(of.Inputs, new([.. of.Rates.Rows.ToArray().Select(rate =>
            rate with { OrderPerLine = rate.OrderPerLine + more })]), 0)[0];
        Assert.True(after.Rows.Count <= before.Rows.Count);
        Assert.True(after.Fee.Micros >= before.Fee.Micros - 1);
    });

    [Fact]
    public void A_product_costs_alone_what_it_costs_with_others() => Cases.Sample(of =>
    {
        var together = Options(of.Inputs, of.Rates, 0)[0];
        var alone = Enumerable.Range(0, of.Inputs.Count)
            .Select(product => Options(of.Inputs.Slice(product, 1), of.Rates.Slice(product, 1), 0)[0])
            .ToArray();
        Assert.Equal(together.Rows, alone.SelectMany(option => option.Rows));
        Assert.Equal(together.Fee.Micros, alone.Aggregate((Int128)0, (sum, option) => sum + option.Fee.Micros));
    });

    [Fact]
    public void Only_full_cases_are_sent_but_one_remainder_of_each_product() => Gen.Select(Cases, Gen.Int[2, 5]).Sample(
        (of, caseUnits) =>
        {
            var inputs = of.Inputs with
            {
                Inbound = new([.. of.Inputs.Inbound.Rows.ToArray()
                    .Select(goods => goods with { CaseUnits = caseUnits })]),
            };
            foreach (var rows in Options(inputs, of.Rates, 0)[0].Rows.GroupBy(row => row.Product))
            {
                Assert.True(rows.Count(row => row.Units % caseUnits != 0)
                    <= (rows.Sum(row => row.Units) % caseUnits == 0 ? 0 : 1));
            }
        });

    [Fact]
    public void Customers_at_one_end_are_served_from_there()
    {
        var goods = new Goods(12, 1, [12, 12, 12], [1, 0, 0, 0], [new(1), new(2), new(3)]);
        var inputs = PlacementWorlds.Of(PlacementWorlds.Line(3, 1, 8, 13, 22), PriceBoard.Empty, goods);
        var options = Options(inputs, new([new(0.5, 1, 0.01, 0.25)]), 9);
        Assert.Equal([new PlacementRow(new(1), new(1), 12)], options[0].Rows);
        Assert.Equal([2, 3], options.Skip(1).Select(option => option.OnlyCenter.Value));
        var parts = options[0].Costs.ToDictionary(cost => cost.Because, cost => (double)cost.Amount.Micros / 1e6);
        Assert.Equal((6, 1, 1.2, 3), (parts[InboundReason.Receiving], parts[InboundReason.Lines],
            parts[InboundReason.Storage], parts[InboundReason.Picking]));

        // 1.2 + 0.5 kg a unit, for at most 12 that are sold.
        Assert.InRange(parts[InboundReason.Freight], 1.7 * 9, 1.7 * 12);
    }

    [Fact]
    public void What_nobody_may_hold_or_decide_on_has_no_option_and_a_closed_center_is_none()
    {
        var serve = PlacementWorlds.Line(2, 0, 10);
        var rates = new Table<InboundRates>([new(0.5, 1, 0.01, 0.25)]);
        At[] closed = [new(1) { MayHold = false }, new(2) { MayHold = false }];
        Assert.Empty(OptionsOf(new(12, 1, [12, 12, 12], [1, 1], closed)));
        Assert.Empty(OptionsOf(new(-1, 1, [12, 12, 12], [1, 1], [new(1), new(2)])));
        Assert.All(OptionsOf(new(12, 1, [12, 12, 12], [1, 1], [new(1) { MayHold = false }, new(2)])), option =>
            Assert.All(option.Rows, row => Assert.Equal(2, row.Facility.Value)));

        IReadOnlyList<InboundOption> OptionsOf(Goods goods) =>
            Options(PlacementWorlds.Of(serve, PriceBoard.Empty, goods), rates, 9);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Rates_that_are_no_amounts_have_no_option(double rate) => Assert.Empty(Options(
        PlacementWorlds.Of(PlacementWorlds.Line(2, 0, 10), PriceBoard.Empty,
            new Goods(12, 1, [12, 12, 12], [1, 1], [new(1), new(2)])),
        new([new(0.5, 1, rate, 0.25)]), 9));

    private static IReadOnlyList<InboundOption> Options(
        PlacementInputs inputs, Table<InboundRates> rates, int mostSingle) =>
        new InboundOptions(s_policy).Of(inputs, rates, mostSingle, CancellationToken.None);

    private static Gen<(PlacementInputs Inputs, Table<InboundRates> Rates)> Cases { get; } =
        from goods in Some.Array[1, 3]
        from prices in Gen.Double[0, 0.5].Array[6]
        from isPriced in Gen.Bool
        from serve in Gen.Frequency((1, Gen.Const(PlacementWorlds.Line(3, 1, 8, 13, 22))), (2, Unlike))
        from rates in Gen.Select(Gen.Double[0, 2], Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Double[0, 5])),
            Gen.Double[0, 0.1], Gen.Double[0, 1]).Array[3]
        select (PlacementWorlds.Of(serve,
            isPriced ? new(PlacementWorlds.Resources(3), new(prices)) : PriceBoard.Empty,
            [.. goods.Select((one, i) => one with { Product = i + 1 })]),
            new Table<InboundRates>([.. rates.Take(goods.Length).Select(rate =>
                new InboundRates(rate.Item1, rate.Item2, rate.Item3, rate.Item4))]));

    // Costs and days of any kind, no way among them: what is near one region may be far from the next.
    private static Gen<ServeCosts> Unlike =>
        from costs in Gen.Frequency((9, Gen.Float[0, 9]), (1, Gen.Const(float.NaN))).Array[12]
        from perKilogram in Gen.Float[0, 2].Array[12]
        from days in Gen.Float[1, 9].Array[12]
        from weights in Gen.Float[0.1f, 5].Array[4]
        select new ServeCosts([new(1), new(2), new(3)], weights, new(4, costs), new(4, perKilogram), new(4, days),
            new(1, 0.5));

    private static Gen<Goods> Some =>
        from units in Gen.Int[1, 12]
        from demand in Gen.Float[0, 16].Array[3]
        from shares in Gen.Float[0.01f, 1].Array[4]
        from positions in Gen.Int[-2, 9].Array[3]
        from margin in Gen.Double[0, 12]
        select new Goods(units, 1, [.. demand.Order()], shares,
            [.. Enumerable.Range(0, 3).Select(i => new At(i + 1, positions[i]))]) { Margin = margin };

    private static int[] UnitsOf(PlacementInputs inputs, InboundOption option) =>
        [.. inputs.Destinations.Rows.ToArray().Select(at =>
            option.Rows.Where(row => row.Facility == at.Facility).Sum(row => row.Units))];

    // What the engine says of a split that people fix.
    private static double Net(PlacementInputs inputs, int[] split)
    {
        var usage = new double[inputs.Prices.Count];
        var prices = inputs.Prices.Prices.Rows.ToArray();
        var problem = inputs with
        {
            Overrides = new([.. split.Select(units => new HumanDecision(1, units))]),
        };
        return s_placement.Respond(problem, prices, usage) - prices.Zip(usage, (p, u) => p * u).Sum();
    }

    private static IEnumerable<int[]> Every(int units, int places) => places == 1
        ? [[units]]
        : from here in Enumerable.Range(0, units + 1)
          from rest in Every(units - here, places - 1)
          select (int[])[here, .. rest];
}
