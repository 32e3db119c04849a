using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

public sealed class BuyingExampleTests
{
    private static readonly Dictionary<string, World> s_badRows =
        BadRowsOf(BuyingWorlds.Plain, BuyingWorlds.Plain.Offer);

    [Theory]
    //          level position case minimum available | units
    [InlineData(100, 000, 01, 000, int.MaxValue, /**/ 100)]
    [InlineData(100, 030, 01, 000, int.MaxValue, /**/ 070)]
    [InlineData(100, -20, 01, 000, int.MaxValue, /**/ 120)]
    [InlineData(100, 500, 24, 100, int.MaxValue, /**/ 000)]
    [InlineData(100, 030, 24, 000, int.MaxValue, /**/ 072)] // 70 is wanted: a third case pays
    [InlineData(100, 095, 24, 000, int.MaxValue, /**/ 000)] // 5 are wanted: a case does not pay
    [InlineData(100, 060, 01, 045, int.MaxValue, /**/ 045)]
    [InlineData(100, 090, 01, 900, int.MaxValue, /**/ 000)] // 10 are wanted: 900 do not pay
    [InlineData(100, 000, 24, 000, 50, /**/ 048)]
    [InlineData(100, 000, 24, 090, 80, /**/ 000)]
    [InlineData(int.MaxValue, int.MinValue, 1_000, 0, int.MaxValue, /**/ 2_147_483_000)]
    public void Buys(int level, int position, int caseUnits, int minimum, int available, int units)
    {
        var plain = BuyingWorlds.Plain;
        var offer = plain.Offer with { CaseUnits = caseUnits, MinimumUnits = minimum, AvailableUnits = available };

        Assert.Equal(units, Plan(plain with { Offer = offer, Level = new(level), Position = new(position) }).Units);
    }

    [Theory]
    //          case available person | units
    [InlineData(01, int.MaxValue, 000, /**/ 000)]
    [InlineData(01, int.MaxValue, 500, /**/ 500)]
    [InlineData(24, int.MaxValue, 050, /**/ 048)]
    [InlineData(24, 30, 500, /**/ 024)]
    public void Follows_a_person_as_far_as_physics_allows(int caseUnits, int available, int person, int units)
    {
        var offer = BuyingWorlds.Plain.Offer with { CaseUnits = caseUnits, AvailableUnits = available };

        Assert.Equal(units, Plan(BuyingWorlds.Plain with { Offer = offer, Override = new(1, person) }).Units);
    }

    /// <summary>0.1 a week, so a level of 1: a case of 24 is cover for four years.</summary>
    [Theory]
    [InlineData(0.050, /**/ 00)]
    [InlineData(0.001, /**/ 24)]
    public void Buys_a_case_for_a_slow_mover_only_where_it_pays(double holdingCostPerUnitDay, int units)
    {
        var offer = BuyingWorlds.Plain.Offer with { CaseUnits = 24, HoldingCostPerUnitDay = holdingCostPerUnitDay };

        var slow = BuyingWorlds.Plain with { Offer = offer, Level = new(1), Demand = [0, 0, 0.4f] };

        Assert.Equal(units, Plan(slow).Units);
    }

    /// <summary>The first case of the slow mover above, which pays where the product is sold for years.</summary>
    [Theory]
    [InlineData(30, 4, /**/ 00)] // a fifth of a unit is sold, and 23 are scrapped
    [InlineData(3_000, 4, /**/ 24)]
    public void Buys_no_case_of_what_ends_before_it_is_sold(int daysLeft, double scrapLoss, int units)
    {
        var offer = BuyingWorlds.Plain.Offer with
        {
            CaseUnits = 24, HoldingCostPerUnitDay = 0.001, ScrapLoss = scrapLoss,
        };
        var slow = BuyingWorlds.Plain with { Offer = offer, Level = new(1), Demand = [0, 0, 0.4f] };

        Assert.Equal(units, Plan(slow with { Life = BuyingWorlds.Ending(daysLeft) }).Units);
    }

    [Fact]
    public void Says_why()
    {
        var row = BuyingWorlds.Plain with { Position = new(30), Override = new(1, 50) };
        var plan = Explained(row with { Offer = row.Offer with { CaseUnits = 24 } });

        Assert.Equal(
            [
                new(BuyingReason.ExpectedDemand, +66),
                new(BuyingReason.SafetyStock, +34),
                new(BuyingReason.AlreadyOwned, -30),
                new(BuyingReason.CasePack, +2),
                new(BuyingReason.HumanOverride, -22),
                new(BuyingReason.Physics, -2),
            ],
            plan.Reasons.Of(0).ToArray());
    }

    public static TheoryData<string> BadRows { get; } = [.. s_badRows.Keys];

    [Theory]
    [MemberData(nameof(BadRows))]
    public void Never_buys_on_a_bad_row_and_says_so(string bad)
    {
        var plan = Explained(s_badRows[bad]);

        Assert.Equal(0, plan.Decisions.Rows[0].Units);
        Assert.Equal([new(BuyingReason.BadInput, 0)], plan.Reasons.Of(0).ToArray());
        Assert.Single(BuyingWorlds.One(s_badRows[bad]).Check());
    }

    private static Dictionary<string, World> BadRowsOf(World row, OfferTerms offer) => new()
    {
        ["nothing is known"] = new(default, default, default, [0, 0, 0], default, default),
        ["scrap loss NaN"] = row with { Offer = offer with { ScrapLoss = double.NaN } },
        ["centers order less than nothing"] = row with { CenterOrder = new(-1) },
        ["zero pack"] = row with { Offer = offer with { CaseUnits = 0 } },
        ["all costs zero"] = row with
        {
            Offer = offer with { UnitCost = default, ShortageCost = 0, HoldingCostPerUnitDay = 0 },
        },
        ["shortage cost NaN"] = row with { Offer = offer with { ShortageCost = double.NaN } },
        ["holding cost infinite"] = row with { Offer = offer with { HoldingCostPerUnitDay = double.PositiveInfinity } },
        ["room price NaN"] = row with { RoomPrice = new(double.NaN) },
        ["demand NaN"] = row with { Demand = [0, float.NaN, 1] },
        ["demand infinite"] = row with { Demand = [0, 1, float.PositiveInfinity] },
        ["quantiles crossed"] = row with { Demand = [2, 1, 3] },
        ["lead time beyond all days"] = row with { Offer = offer with { LeadTimeDays = int.MaxValue } },
    };

    private static PurchaseLine Plan(World row) => Explained(row).Decisions.Rows[0];

    private static Plan<PurchaseLine, BuyingReason> Explained(World row) =>
        new BuyingEngine(new()).Plan(BuyingWorlds.One(row), Explain.Yes);
}
