using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Reports;

public sealed class ClaimTests
{
    [Fact]
    public void The_claim_says_that_practice_was_read_beyond_its_settings() => Assert.Contains(
        "Our in-stock lies outside both of its settings", ComparisonSection.Claim(Result([935, 930, 940, 932]), 1));

    [Fact]
    public void The_claim_is_silent_where_it_never_was() => Assert.DoesNotContain(
        "outside", ComparisonSection.Claim(Result([905, 935, 900, 910]), 1));

    [Fact]
    public void Against_a_loss_the_claim_is_an_amount()
    {
        static Tally Earned(long revenue, long purchases) => new()
        {
            Days = 1, Views = 10, InStockViews = 9, Revenue = new(revenue * 1_000_000),
            Purchases = new(purchases * 1_000_000),
        };
        var result = new ComparisonResult(
            ["ours", "theirs"], [[[Earned(300, 0), Earned(302, 0)]], [[Earned(0, 100), Earned(0, 102)]]])
        {
            Currency = "USD",
        };

        Assert.Equal(
            "Against theirs, at equal in-stock, profit is +402 USD (+377 USD to +427 USD, paired 95 % interval over 2 "
                + "replications) against a loss of 101. The interval leaves zero out.",
            ComparisonSection.Claim(result, 1));
    }

    /// <summary>Shares of each other's profit are alike here while the amounts are not: −50, −300, −10 prove nothing.
    /// </summary>
    [Fact]
    public void The_verdict_is_that_of_the_amounts_also_where_shares_are_told()
    {
        static Tally Earned(long revenue) => new()
        {
            Days = 1, Views = 10, InStockViews = 9, Revenue = new(revenue * 1_000_000),
        };
        var result = new ComparisonResult(["ours", "theirs"],
            [[[Earned(50), Earned(700), Earned(90)]], [[Earned(100), Earned(1_000), Earned(100)]]]);

        var profit = Measure.Named("profit");
        Assert.All([result.Against(1, profit), result.ShareAgainst(1, profit)],
            found => Assert.True(found.Low <= 0 && found.High >= 0));
        Assert.Contains("profit is -30.0 % (", ComparisonSection.Claim(result, 1), StringComparison.Ordinal);
        Assert.Contains("of its mean", ComparisonSection.Claim(result, 1), StringComparison.Ordinal);
        Assert.Contains("not proven", ComparisonSection.Claim(result, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_that_rounds_to_nothing_has_no_sign()
    {
        var share = Measure.Named("in_stock");
        Assert.Equal(["0.0 points", "0.0 points", "-0.1 points", "+12.3 points"],
            new[] { -0.0001, 0.0001, -0.0011, 0.123 }.Select(share.WrittenDifference));
    }

    // Theirs are in stock at 0.90 and 0.93.
    private static ComparisonResult Result(long[] ours) => new(["ours", "theirs"],
    [
        [[.. ours.Select(Of)]],
        [[.. ours.Select(_ => Of(900))], [.. ours.Select(_ => Of(930))]],
    ]);

    private static Tally Of(long inStockViews) =>
        new() { Days = 1, Views = 1_000, InStockViews = inStockViews, Revenue = new(inStockViews * 1_000_000) };
}
