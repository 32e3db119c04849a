using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

public sealed class ComparisonResultTests
{
    private static readonly Measure s_inStock = Measure.Named("in_stock");
    private static readonly Measure s_unitsHeld = Measure.Named("units_held");

    [Fact]
    public void Another_company_is_read_where_its_in_stock_is_ours()
    {
        // Units held are 10,000 × in-stock − 8,000: any point of the line can be checked.
        var result = new ComparisonResult(["ours", "theirs"],
        [
            [[Of(900, 500), Of(930, 600), Of(960, 700)]],
            [[Of(890, 900), Of(900, 1_000), Of(910, 1_100)], [Of(910, 1_100), Of(940, 1_400), Of(950, 1_500)]],
        ]);

        Assert.Equal(0, result.Against(1, s_inStock).Mean, 12);
        Assert.Equal(0, result.Against(1, s_inStock).HalfWidth, 12);
        Assert.Equal(1_300, result.Of(1, s_unitsHeld).Mean, 9);
        Assert.Equal(600 - 1_300, result.Against(1, s_unitsHeld).Mean, 9);
    }

    [Fact]
    public void Companies_can_be_read_at_another_service()
    {
        static Tally Filled(long soldUnits, long unitDays) =>
            new() { Days = 1, WantedUnits = 1_000, SoldUnits = soldUnits, UnitDays = unitDays };
        var result = new ComparisonResult(
            ["ours", "theirs"], [[[Filled(700, 0)]], [[Filled(600, 100)], [Filled(800, 300)]]])
        {
            Service = Measure.Named("fill_rate"),
        };

        Assert.Equal(200, result.Of(1, s_unitsHeld).Mean, 9);
        Assert.Equal(0, result.Against(1, Measure.Named("fill_rate")).Mean, 12);
    }

    [Fact]
    public void One_setting_is_read_as_it_is()
    {
        var result = new ComparisonResult(["ours", "theirs"], [[[Of(900, 500)]], [[Of(800, 400)]]]);
        Assert.Equal(0.1, result.Against(1, s_inStock).Mean, 12);
        Assert.Equal(100, result.Against(1, s_unitsHeld).Mean, 12);
    }

    [Fact]
    public void The_line_is_not_followed_far_beyond_the_two_settings()
    {
        var result = new ComparisonResult(
            ["ours", "theirs"], [[[Of(990, 0)]], [[Of(900, 1_000)], [Of(901, 1_100)]]]);
        Assert.Equal(1_300, result.Of(1, s_unitsHeld).Mean, 9);
        Assert.True(result.Against(1, s_inStock).Mean > 0.08);
    }

    [Fact]
    public void Says_how_often_it_was_read_outside_the_two_settings()
    {
        // Below both, at the lower, between, at the higher, above both, whichever setting comes first.
        Tally[] ours = [Of(880, 0), Of(900, 0), Of(915, 0), Of(930, 0), Of(931, 0)];
        Tally[] low = [.. ours.Select(_ => Of(900, 0))], high = [.. ours.Select(_ => Of(930, 0))];
        var result = new ComparisonResult(["ours", "a", "b", "c"], [[ours], [low, high], [high, low], [low]]);

        Assert.Equal([0, 0.4, 0.4, 0], Enumerable.Range(0, 4).Select(result.ShareOutside));
    }

    private static Tally Of(long inStockViews, long unitDays) =>
        new() { Days = 1, Views = 1_000, InStockViews = inStockViews, UnitDays = unitDays };
}
