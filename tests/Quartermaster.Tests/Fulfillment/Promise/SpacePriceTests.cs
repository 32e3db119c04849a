using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>What space on lanes is worth to others decides between ways as a cost does, and no customer is told it as
/// freight.</summary>
public sealed class SpacePriceTests
{
    private static readonly Speed[] s_speeds = Enum.GetValues<Speed>();

    [Fact]
    public void Where_all_that_a_way_costs_is_the_price_of_space_the_same_is_promised_for_nothing()
    {
        var (offered, several) = (0, 0);
        PromiseWorlds.One.Sample(
            world =>
            {
                // Departures cost nothing, so that all of a way's cost is one or the other.
                var paid = Array.ConvertAll(
                    world.Network.Lanes.Rows.ToArray(), lane => lane with { CostPerDeparture = default });
                var priced = Array.ConvertAll(paid, lane => lane with
                {
                    CostPerParcel = default, CostPerKilogram = default, CostPerCubicMeter = default,
                    SpacePricePerParcel = lane.CostPerParcel, SpacePricePerKilogram = lane.CostPerKilogram,
                    SpacePricePerCubicMeter = lane.CostPerCubicMeter,
                });
                var one = Promise(world.Inputs with { Routes = Build(world.Network, paid) });
                var other = Promise(world.Inputs with { Routes = Build(world.Network, priced) });

                Assert.Equal(one.Select(offer => offer with { CostMicros = 0 }),
                    other.Select(offer => offer with { CostMicros = 0 }));
                Assert.All(other, offer => Assert.Equal(0, offer.CostMicros));
                offered += one.Count(offer => offer.CostMicros > 0);
                several += one.Count(offer => ulong.PopCount(offer.Origins) > 1);
            },
            iter: 1_000, threads: 1);
        Assert.InRange(offered, 500, int.MaxValue); // Or nothing would be promised for nothing.
        Assert.InRange(several, 20, int.MaxValue);
    }

    // By the engine, which the board must agree with.
    private static PromiseOffer[] Promise(PromiseInputs inputs)
    {
        var offers = new PromiseOffer[inputs.Count * s_speeds.Length];
        new PromiseBoard(inputs.Routes, WideWorlds.Policy).Decide(inputs, s_speeds, offers);
        Assert.Equal(
            new PromiseEngine(WideWorlds.Policy).Plan(inputs).Decisions.Rows.ToArray().Select(row => row.ToOffer()),
            offers);
        return offers;
    }

    private static RouteTable Build(RouteNetwork network, Lane[] lanes) =>
        new RouteBuilder(network with { Lanes = new(lanes) }, RouteWorlds.Policy)
            .Build(RouteWorlds.FirstDay, RouteWorlds.Days);
}
