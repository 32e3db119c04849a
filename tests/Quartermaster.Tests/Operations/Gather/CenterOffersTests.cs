using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Tests.Domain;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>A product that is sold to us for the network and for a center, both due today.</summary>
public sealed class CenterOffersTests
{
    private static readonly TinyShop s_shop = new();

    /// <summary>The one center is the network: a level of 20 with 6 owned is filled by 14, whoever orders.</summary>
    [Theory]
    [InlineData(1_000, /**/ 0, 14)]
    [InlineData(5, /**/ 9, 5)]
    [InlineData(0, /**/ 14, 0)]
    public void A_need_is_filled_once(int centerCanBuy, int network, int center)
    {
        var day = Replenish(TinyShop.UpTo(20), centerCanBuy, []);

        Assert.Equal([network, center], day.Purchases.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Equal([14], day.Lines.Rows.ToArray().GroupBy(line => line.Product)
            .Select(lines => lines.Sum(line => line.Units)));
    }

    [Fact]
    public void What_a_person_orders_for_the_center_is_not_bought_for_the_network()
    {
        var person = new Override(Label.Of("1"), OverrideTarget.Buy, new(1), new(1), default, TinyShop.FirstDay,
            TinyShop.FirstDay, 10, 1);

        Assert.Equal([4, 10], Replenish(TinyShop.UpTo(20), 1_000, [person]).Purchases.Decisions.Rows.ToArray()
            .Select(line => line.Units));
    }

    /// <summary>Placement sees what the center ordered itself as the center's own.</summary>
    [Fact]
    public void What_is_divided_comes_beside_what_centers_ordered() =>
        Assert.Equal([6 + 5], Replenish(TinyShop.UpTo(20), 5, []).PlacementInputs.Positions.Rows.ToArray()
            .Select(position => position.Units));

    private static DayPlan Replenish(Company company, int centerCanBuy, Override[] people)
    {
        var facts = s_shop.Facts;
        facts = facts with
        {
            Offers = new([facts.Offers.Rows[0], facts.Offers.Rows[0] with
            {
                ShipTo = new(1), AvailableUnits = centerCanBuy,
            }]),
            OffersOfProduct = Groups.OfSizes([2, 0]),
            Breaks = new([default, default]),
            LeadTimes = StatedLeadTimes.Of(2, 2),
        };
        var state = new PlanningState
        {
            Today = TinyShop.FirstDay, Available = [6, 0], OnOrder = [0, 0], OpenLines = new([]),
            Overrides = new(people),
        };
        var planning = new PlanningDay(company, facts, new());
        return planning.Replenish(planning.Look(TinyShop.History, state), state, _ => true);
    }
}
