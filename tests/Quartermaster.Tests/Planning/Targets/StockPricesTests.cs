using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

public sealed class StockPricesTests
{
    private static readonly FacilityId[] s_columns = [default, new(1), new(2)];

    /// <summary>Demand over 14 days is 1 to 10 units: a shortage of 9 × the share of futures that ask for k or more.
    /// </summary>
    [Theory]
    [InlineData(1, /**/ 9.0)]
    [InlineData(2, /**/ 8.1)]
    [InlineData(10, /**/ 0.9)]
    [InlineData(11, /**/ 0)]
    [InlineData(int.MaxValue, /**/ 0)]
    public void A_unit_is_worth_the_shortage_it_prevents(int k, double worth) =>
        Assert.Equal(worth, Values(Small, -1).Of(0, 0, k), 9.0 / 255);

    [Fact]
    public void A_unit_is_worth_less_the_sooner_more_arrives()
    {
        var (late, soon) = (Values(Small, 14), Values(Small, 7));

        Assert.All(Enumerable.Range(1, 12), k => Assert.True(soon.Of(0, 0, k) <= late.Of(0, 0, k)));
        Assert.True(soon.Of(0, 0, 5) < late.Of(0, 0, 5));
        Assert.Equal(0, Values(Small, 0).Of(0, 0, 1));
    }

    /// <summary>10, 20 … 100 units: more than 16 numbers, so straight lines between them.</summary>
    [Fact]
    public void Values_of_fast_movers_fall_along_lines()
    {
        var values = Values(TargetWorlds.Plain, -1);

        Assert.Equal(9, values.Of(0, 0, 1), 0.04);
        Assert.Equal(4.5, values.Of(0, 0, 55), 0.5);
        Assert.All(Enumerable.Range(1, 120), k => Assert.True(values.Of(0, 0, k) >= values.Of(0, 0, k + 1)));
    }

    [Fact]
    public void A_facility_with_a_smaller_share_values_its_last_units_less()
    {
        var costs = TargetWorlds.Plain.Nodes[0].Costs;
        var goods = TargetWorlds.Plain with
        {
            Nodes = [.. TargetWorlds.Plain.Nodes, new(1, 0.75f, costs), new(2, 0.25f, costs)],
        };
        var values = Values(goods, -1);

        Assert.True(values.Of(0, 1, 30) > values.Of(0, 2, 30));
        Assert.True(values.Of(0, 2, 1) > 0);
    }

    [Fact]
    public void What_may_not_rest_at_a_facility_or_is_broken_has_no_value_there()
    {
        Assert.Equal(0, Values(Small, -1).Of(0, 1, 1));
        Assert.Equal(0, Values(Small with { LeadTimes = [float.NaN] }, -1).Of(0, 0, 1));
    }

    private static Goods Small => TargetWorlds.Plain with
    {
        Sums = [.. TargetWorlds.Plain.Sums.Select(sums => sums.Select(units => units / 10).ToArray())],
    };

    private static StockValues Values(Goods goods, float daysToArrival)
    {
        var inputs = TargetWorlds.Of(goods);
        var days = Enumerable.Repeat(daysToArrival, inputs.Nodes.Count).ToArray();
        return new StockPrices(new()).Of(inputs, s_columns, new(days), threads: 2);
    }
}
