using Quartermaster.Evaluation.MultiItem;
using Xunit;

namespace Quartermaster.Tests.Evaluation.MultiItem;

/// <summary>Short stories of open orders: nobody beats the clairvoyant, and looking again pays.</summary>
public sealed class BacklogStudyTests
{
    private static readonly BacklogSettings s_short = new() { Days = 8, OrdersPerDay = 80 };

    [Fact]
    public void Looking_again_saves_money_and_parcels_and_no_life_costs_less_than_the_clairvoyant_bound()
    {
        var studies = Enumerable.Range(1, 4).Select(seed => BacklogStudy.Run(
            new(MultiItemSize.Published, (ulong)seed, 0.75, MultiItemReading.Author), s_short, (ulong)seed)).ToArray();

        foreach (var study in studies)
        {
            Assert.All(
                [study.MyopicOnce, study.MyopicAgain, study.PricedOnce, study.PricedAgain, study.PricedThenOwn],
                life => Assert.InRange(life.Cost, study.Bound, double.PositiveInfinity));
            Assert.InRange(study.Orders, 500, 640); // Of 640, one in 25 is cancelled.
            Assert.InRange(study.NotFound, 1, 200);
        }

        Assert.True(studies.Sum(study => study.MyopicAgain.Cost) < studies.Sum(study => study.MyopicOnce.Cost));
        Assert.True(studies.Sum(study => study.PricedAgain.Cost) < studies.Sum(study => study.PricedOnce.Cost));
        Assert.True(studies.Sum(study => study.MyopicAgain.Parcels) < studies.Sum(study => study.MyopicOnce.Parcels));
    }

    [Fact]
    public void A_story_is_the_same_twice()
    {
        var instance = new MultiItemInstance(MultiItemSize.Published, 3, 0.5, MultiItemReading.Author);
        Assert.Equal(BacklogStudy.Run(instance, s_short, 9), BacklogStudy.Run(instance, s_short, 9));
    }
}
