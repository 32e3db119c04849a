using Quartermaster.Domain;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Explanations;

public sealed class WordsTests
{
    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        Complete<TargetReason>(TargetWords.All);
        Complete<BuyingReason>(BuyingWords.All);
        Complete<PlacementReason>(PlacementWords.All);
        Complete<PromiseReason>(PromiseWords.All);
    }

    [Fact]
    public void A_waterfall_adds_up_and_says_so()
    {
        Reason<BuyingReason>[] reasons =
            [new(BuyingReason.ExpectedDemand, 1_200), new(BuyingReason.AlreadyOwned, -900), new(BuyingReason.CasePack,
                12)];

        var chart = Waterfalls.Of("order of P1 from V1", "units", reasons, BuyingWords.All);

        Assert.Equal(312, chart.Total);
        Assert.Equal([1_200.0, -900.0, 12.0], chart.Steps.Select(step => step.Amount));
        Assert.Equal("Order of P1 from V1 is 312 units: 1,200 because of: expected demand until the next order could "
            + "arrive; less 900: already on hand or on order; plus 12: the vendor ships full cases only.",
                chart.Caption);
    }

    [Fact]
    public void A_row_without_reasons_says_that_nothing_is_wanted() => Assert.Contains("nothing is wanted",
        Waterfalls.Of<BuyingReason>("order", "units", [], BuyingWords.All).Caption, StringComparison.Ordinal);

    private static void Complete<TReason>(IReadOnlyDictionary<TReason, string> words) where TReason : struct, Enum
    {
        Assert.Equal(Enum.GetValues<TReason>().Order(), words.Keys.Order());
        Assert.All(words.Values, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Equal(words.Count, words.Values.Distinct().Count());
    }
}
