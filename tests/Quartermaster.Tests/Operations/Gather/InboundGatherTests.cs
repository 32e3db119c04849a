using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>What the options of a shipment are made from: the facts' own figures, and what centers have.</summary>
public sealed class InboundGatherTests
{
    private static readonly CompanyFacts s_facts = new TinyShop().Facts;
    private static readonly DateOnly s_day = TinyShop.FirstDay.AddDays(3);

    [Fact]
    public void As_many_are_wanted_as_there_will_be_and_nothing_is_wrong_with_it()
    {
        var inputs = InputsOf(new ArrivingLine(0, 30, 6, ThereAll(12)), new ArrivingLine(1, 5, 1, ThereAll(-4)));
        Assert.Empty(inputs.Check());
        Assert.Equal(30 + (12 * s_facts.Centers.Length), inputs.Demand.Row(0)[0]);
        Assert.Equal(5, inputs.Demand.Row(1)[0]);
        Assert.Equal(new(30, 6, s_day), inputs.Inbound.Rows[0]);
        Assert.Equal((12, -4), (inputs.Positions.Rows[0].Units, inputs.Positions.Rows[s_facts.Centers.Length].Units));
        Assert.Equal(s_facts.Centers,
            inputs.Destinations.Rows[..s_facts.Centers.Length].ToArray().Select(at => at.Facility));
    }

    [Fact]
    public void The_largest_ledger_there_can_be_is_still_decided_on()
    {
        var inputs = InputsOf(new ArrivingLine(0, 100_000_000, 1, ThereAll(3L * int.MaxValue)));
        Assert.Empty(inputs.Check());
        Assert.NotEmpty(new InboundOptions(new()).Of(inputs,
            InboundGather.Rates(s_facts, [new ArrivingLine(0, 100_000_000, 1, [])]), 4, CancellationToken.None));
    }

    [Fact]
    public void Rates_are_those_of_the_economics_and_cases_those_of_the_vendor()
    {
        var rates = InboundGather.Rates(s_facts, [new(1, 5, 1, [])]).Rows[0];
        var economics = s_facts.Economics.Rows[1];
        Assert.Equal((economics.ReceivePerUnit, economics.OrderPerLine, economics.StoragePerUnitDay),
            (rates.ReceivePerUnit, rates.OrderPerLine, rates.StoragePerUnitDay));
        var offer = s_facts.Offers.Rows[s_facts.UsualOfferOf(0)];
        Assert.Equal(Math.Max(1, offer.UnitsPerCase), InboundGather.CaseOf(s_facts, 0, offer.Vendor));
        Assert.Equal(Math.Max(1, offer.UnitsPerCase), InboundGather.CaseOf(s_facts, 0, default));
    }

    private static long[] ThereAll(long units) => Array.ConvertAll(s_facts.Centers, _ => units);

    private static PlacementInputs InputsOf(params ArrivingLine[] lines) =>
        InboundGather.Inputs(s_facts, new(), PriceBoard.Empty, lines, s_day);
}
