using Quartermaster.Operations.Release;
using Xunit;

namespace Quartermaster.Tests.Operations;

public sealed class ReleaseGateTests
{
    private static readonly GateTotals s_usual = new(
        new(2025, 3, 3), new(2025, 3, 2), Spend: 100_000, Units: 9_000, LargestLine: 5_000, "P7", MovedShare: 0.2,
        ForecastUnits: 40_000, RecentSalesUnits: 38_000);

    public static TheoryData<string, GateTotals, string> Odd { get; } = new()
    {
        { "old sales", s_usual with { LastSalesDay = new(2025, 2, 20) }, "freshness of sales" },
        { "too dear", s_usual with { Spend = 200_001 }, "budget" },
        { "dearer than it was asked to be", s_usual with { Budget = 99_999 }, "budget" },
        { "one giant line", s_usual with { LargestLine = 30_000 }, "largest line" },
        { "forecast doubled", s_usual with { ForecastUnits = 80_000 }, "forecast against recent sales" },
        { "forecast vanished", s_usual with { ForecastUnits = 0 }, "forecast against recent sales" },
        { "spend exploded", s_usual with { Spend = 199_000 }, "spend against the last run" },
        { "units exploded", s_usual with { Units = 19_000 }, "units against the last run" },
        { "everything moved", s_usual with { MovedShare = 0.9 }, "products that moved" },
    };

    private static GatePolicy Policy { get; } = new() { Budget = 200_000, MostTimesLastRun = 1.9 };

    [Fact]
    public void Lets_a_usual_plan_pass() =>
        Assert.All(ReleaseGate.Check(s_usual, s_usual, Policy), check => Assert.True(check.IsKept, check.Found));

    [Theory]
    [MemberData(nameof(Odd))]
    public void Holds_an_odd_plan_and_says_why(string what, GateTotals plan, string check)
    {
        var broken = ReleaseGate.Check(plan, s_usual, Policy).Where(c => !c.IsKept).ToList();

        Assert.True(broken.Any(c => c.Name == check && c.Found.Length > 0 && c.Expected.Length > 0), what);
    }

    [Theory]
    [InlineData(null, "20 % of the products in both this run and the last are ordered very differently")]
    [InlineData(5, "20 % of the products in both this run and the last are ordered very differently")]
    [InlineData(0, "no product is ordered in both this run and the last")]
    public void Says_of_which_products_it_tells_how_many_moved(int? inBoth, string words) => Assert.Equal(words,
        ReleaseGate.Check(s_usual with { ProductsInBoth = inBoth }, s_usual, Policy)
            .Single(check => check.Name == "products that moved").Found);

    [Theory]
    [InlineData(2, "no complete day before the run's is missing")]
    [InlineData(1, "1 complete day before the run's is missing")]
    public void Says_how_many_days_of_sales_are_missing(int lastDay, string words) => Assert.Contains(words,
        ReleaseGate.Check(s_usual with { LastSalesDay = new(2025, 3, lastDay) }, null, Policy)[0].Found,
        StringComparison.Ordinal);

    /// <summary>A run that was given more than the company's budget is held to the company's.</summary>
    [Fact]
    public void The_smaller_of_the_runs_and_the_companys_budget_counts()
    {
        var check = ReleaseGate.Check(s_usual with { Budget = 500_000, Spend = 199_999 }, null, Policy)
            .Single(check => check.Name == "budget");

        Assert.True(check.IsKept);
        Assert.Equal("at most 200,000", check.Expected);
    }

    [Fact]
    public void The_first_run_has_nothing_to_be_compared_with() =>
        Assert.All(ReleaseGate.Check(s_usual, null, Policy), check => Assert.True(check.IsKept, check.Found));
}
