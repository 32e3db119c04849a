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

    [Theory]
    [InlineData(880, true)]
    [InlineData(900, false)]
    [InlineData(915, false)]
    [InlineData(931, true)]
    public void Says_whether_it_was_read_outside_the_two_settings(long ours, bool isOutside)
    {
        // Whichever setting comes first, and never with one.
        Tally[] low = [Of(890, 0), Of(910, 0)], high = [Of(920, 0), Of(940, 0)];
        var result = new ComparisonResult(
            ["ours", "a", "b", "c"], [[[Of(ours, 0), Of(ours, 0)]], [low, high], [high, low], [low]]);

        Assert.Equal([false, isOutside, isOutside, false], Enumerable.Range(0, 4).Select(result.IsOutside));
    }

    /// <summary>With one setting each the jackknife is the paired interval of Student's t.</summary>
    [Fact]
    public void Without_a_second_setting_intervals_are_the_paired_ones()
    {
        var result = new ComparisonResult(["ours", "theirs"],
        [
            [[Of(900, 500), Of(910, 640), Of(905, 700)]], [[Of(900, 450), Of(905, 600), Of(910, 580)]],
        ]);
        var (found, paired) = (result.Against(1, s_unitsHeld), Interval.Of([50, 40, 120]));

        Assert.Equal((paired.Mean, paired.HalfWidth), (found.Mean, found.HalfWidth), EqualityComparer<(double, double)>
            .Create((a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-9));
    }

    /// <summary>Service that differs by chance between replications must not stretch the figures read at it: the place
    /// on the line is that of the means. Read world by world, these would be 600, 1,200 and 1,400.</summary>
    [Fact]
    public void The_place_on_the_line_is_the_same_in_every_replication()
    {
        var result = new ComparisonResult(["ours", "theirs"],
        [
            [[Of(900, 0), Of(910, 0), Of(920, 0)]],
            [[Of(910, 1_000), Of(909, 1_000), Of(911, 1_000)], [Of(911, 1_200), Of(910, 1_200), Of(912, 1_200)]],
        ]);

        Assert.Equal(1_000, result.Of(1, s_unitsHeld).Mean, 9);
        Assert.True(result.Of(1, s_unitsHeld).HalfWidth > 0); // The place was estimated.
    }

    private static Tally Of(long inStockViews, long unitDays) =>
        new() { Days = 1, Views = 1_000, InStockViews = inStockViews, UnitDays = unitDays };
}
