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

    // Theirs are in stock at 0.90 and 0.93.
    private static ComparisonResult Result(long[] ours) => new(["ours", "theirs"],
    [
        [[.. ours.Select(Of)]],
        [[.. ours.Select(_ => Of(900))], [.. ours.Select(_ => Of(930))]],
    ]);

    private static Tally Of(long inStockViews) =>
        new() { Days = 1, Views = 1_000, InStockViews = inStockViews, Revenue = new(inStockViews * 1_000_000) };
}
