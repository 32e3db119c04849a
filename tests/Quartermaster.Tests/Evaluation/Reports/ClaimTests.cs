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

    // Theirs are in stock at 0.90 and 0.93.
    private static ComparisonResult Result(long[] ours) => new(["ours", "theirs"],
    [
        [[.. ours.Select(Of)]],
        [[.. ours.Select(_ => Of(900))], [.. ours.Select(_ => Of(930))]],
    ]);

    private static Tally Of(long inStockViews) =>
        new() { Days = 1, Views = 1_000, InStockViews = inStockViews, Revenue = new(inStockViews * 1_000_000) };
}
