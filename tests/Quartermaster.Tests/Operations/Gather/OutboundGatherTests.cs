using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Outbound;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>What the prices of hands are worked out from: the shop has one center, product 1 in stock there and 2 not.
/// </summary>
public sealed class OutboundGatherTests
{
    private static readonly DateOnly s_today = TinyShop.FirstDay;
    private static readonly CompanyFacts s_facts = new TinyShop().Facts;

    [Fact]
    public void Where_no_center_is_limited_there_is_nothing_to_price()
    {
        Assert.Null(InputsOf(s_facts with { Capacities = new([]) }, []));
        Assert.Null(InputsOf(s_facts with
        {
            Capacities = new([new(new(1), Resource.Inbound, default, s_today, 1, 1)]),
        }, []));
        Assert.Null(InputsOf(Limited(), [], new() { Days = 0 }));
    }

    [Fact]
    public void Demand_is_that_for_goods_that_somebody_has()
    {
        var inputs = InputsOf(Limited(), [])!;

        Assert.Equal([1UL], inputs.Stockings.Rows.ToArray());
        Assert.Equal(6, inputs.Units.Row(0).ToArray().Sum(), 1e-4);
        Assert.Equal([2, 1, 1], inputs.DayFactors.Rows.ToArray());
        Assert.Equal([10, 10, 7], inputs.Limits.Rows.ToArray());
    }

    /// <summary>Twenty units are expected today, of which five have been placed; three of tomorrow's hands are claimed.
    /// </summary>
    [Fact]
    public void What_is_claimed_of_today_is_part_of_its_demand_and_takes_hands_of_any_day()
    {
        var inputs = InputsOf(Limited(), [new(new(1), s_today, 5), new(new(1), s_today.AddDays(1), 30)])!;

        Assert.Equal([1.5, 1, 1], inputs.DayFactors.Rows.ToArray());
        Assert.Equal([5, 0, 7], inputs.Limits.Rows.ToArray());
    }

    private static CompanyFacts Limited() => s_facts with
    {
        Capacities = new([
            new(new(1), Resource.Outbound, default, s_today.AddDays(-5), 10, 10),
            new(new(1), Resource.Outbound, default, s_today.AddDays(2), 7, 7),
        ]),
    };

    private static OutboundInputs? InputsOf(
        CompanyFacts facts, ClaimedHands[] claimed, OutboundPolicy? policy = null)
    {
        var state = SeenByPrices.State with { ClaimedHands = new(claimed) };
        return OutboundGather.Inputs(facts, state, SeenByPrices.Outlook,
            () => StockedDemand.Of(facts, state, SeenByPrices.Outlook, 64), policy ?? new() { Days = 3 });
    }
}
