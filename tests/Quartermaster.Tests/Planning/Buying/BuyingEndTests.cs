using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>What is bought of products that will soon not be sold any more.</summary>
public sealed class BuyingEndTests
{
    /// <summary>Saves 480 × 0.50 and holds what is not needed for next to nothing, but 9 days sell 70 at most.
    /// </summary>
    [Theory]
    [InlineData(9, /**/ 43)]
    [InlineData(200, /**/ 480)]
    public void A_lower_price_is_not_taken_for_what_cannot_be_sold(int daysLeft, int units)
    {
        var plain = BuyingWorlds.Plain;
        var row = plain with
        {
            Offer = plain.Offer with { HoldingCostPerUnitDay = 0.001 }, Level = new(43), Demand = [30, 40, 70],
            Breaks = new(480, Money.Of(4.5m), 0, default, 0, default), Life = BuyingWorlds.Ending(daysLeft),
        };

        Assert.Equal(units, new BuyingEngine(new()).Plan(BuyingWorlds.One(row)).Decisions.Rows[0].Units);
    }

    /// <summary>Levels that targets could set: no higher than the highest future.</summary>
    [Fact]
    public void Near_the_end_no_more_is_bought_than_the_highest_future_sells() =>
        Gen.Select(BuyingWorlds.AnySingle, Gen.Int[1, 60]).Sample(
            (inputs, daysLeft) =>
            {
                var near = EndingIn(inputs, daysLeft);
                var lines = new BuyingEngine(new()).Plan(near).Decisions.Rows;
                for (var row = 0; row < lines.Length; row++)
                {
                    var owned = near.Positions.Rows[row].Units + (lines[row].Units * near.Offers.Rows[row].Yield);
                    var isFree = lines[row].Units > 0 && !near.Overrides.Rows[row].IsGiven;
                    Assert.True(!isFree || owned <= Math.Ceiling(Highest(near, row)) + 1);
                }
            },
            iter: 10_000);

    /// <summary>Two counts are weighed, what is needed and what the break asks for. Counted out by futures and by unit,
    /// the one that is bought costs less: goods, those bought later at the usual cost, holding, less what scrap brings.
    /// </summary>
    [Fact]
    public void Takes_the_break_only_where_counting_out_every_future_says_so() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[41, 120], Gen.Int[8, 60], Gen.Double[0.01, 3], Gen.Double[0, 5],
            Gen.Float[0, 60].Array[3]).Sample(
            (needed, from, daysLeft, saving, scrapLoss, demand) =>
            {
                var plain = BuyingWorlds.Plain;
                var row = plain with
                {
                    Offer = plain.Offer with { HoldingCostPerUnitDay = 0.02, ScrapLoss = scrapLoss },
                    Level = new(needed), Life = BuyingWorlds.Ending(daysLeft), Demand = [.. demand.Order()],
                    Breaks = new(from, Money.Of((decimal)(5 - saving)), 0, default, 0, default),
                };
                var inputs = BuyingWorlds.One(row);
                var units = new BuyingEngine(new()).Plan(inputs).Decisions.Rows[0].Units;
                var gain = CostOf(inputs, needed, needed, from) - CostOf(inputs, from, needed, from);
                if (units is not 0 && Math.Abs(gain) > 0.05 && from <= Highest(inputs, 0))
                {
                    Assert.Equal(gain > 0 ? from : needed, units);
                }
            },
            iter: 200);

    // Counted in 1,000 equally likely futures: what a count costs until the product ends, where it need not be enough.
    private static double CostOf(BuyingInputs inputs, int units, int needed, int most)
    {
        const int futures = 1_000;
        var offer = inputs.Offers.Rows[0];
        var (perDay, later) = Later(inputs, 0);
        var days = inputs.Lives.Rows[0].DaysLeft(inputs.Today) - offer.LeadTimeDays;
        var cost = inputs.Breaks.Rows[0].At(units, offer.UnitCost).Micros / 1e6 * units;
        for (var unit = needed; unit < units; unit++)
        {
            cost += offer.HoldingCostPerUnitDay * Math.Min(days, perDay > 0 ? (unit - needed + 0.5) / perDay : days);
        }

        for (var future = 0; future < futures; future++)
        {
            var sold = later + Quantiles.At(inputs.Demand.Levels, inputs.Demand.Row(0), (future + 0.5) / futures);
            var boughtLater = Math.Max(0, Math.Min(most, sold) - Math.Max(units, Math.Min(needed, sold)));
            var salvage = (offer.UnitCost.Micros / 1e6) - offer.ScrapLoss;
            cost += ((offer.UnitCost.Micros / 1e6 * boughtLater) - (salvage * Math.Max(0, units - sold))) / futures;
        }

        return cost;
    }

    // Demand is over lead time plus review period, or until the end; then it goes on at its mean pace.
    private static (double PerDay, double Units) Later(BuyingInputs inputs, int row)
    {
        var daysLeft = inputs.Lives.Rows[row].DaysLeft(inputs.Today);
        var cover = Math.Min(daysLeft, inputs.Offers.Rows[row].LeadTimeDays + inputs.Offers.Rows[row].ReviewDays);
        var perDay = Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row)) / cover;
        return (perDay, perDay * (daysLeft - cover));
    }

    private static double Highest(BuyingInputs inputs, int row) =>
        inputs.Demand.Row(row)[^1] + Later(inputs, row).Units;

    private static BuyingInputs EndingIn(BuyingInputs inputs, int daysLeft)
    {
        var near = inputs with
        {
            Lives = new([.. inputs.Lives.Rows.ToArray().Select(_ => BuyingWorlds.Ending(daysLeft))]),
            Offers = new([.. inputs.Offers.Rows.ToArray().Select(o => o with { CaseUnits = 1, MinimumUnits = 0 })]),
        };
        return near with
        {
            Levels = new([.. near.Levels.Rows.ToArray().Select((level, row) =>
                level with { Units = (int)Math.Min(level.Units, Math.Ceiling(Highest(near, row))) })]),
        };
    }
}
