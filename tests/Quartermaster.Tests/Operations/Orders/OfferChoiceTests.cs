using Quartermaster.Fulfillment.Promise;
using Quartermaster.Operations.Orders;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Which speed the shop shows first.</summary>
public sealed class OfferChoiceTests
{
    private const int Day = 1_440;

    [Fact]
    public void Where_freight_is_more_than_the_margin_nobody_gains_by_being_slow()
    {
        PromiseRow[] same = [Row(2 * Day, 8), Row(5 * Day, 8), Row(9 * Day, 8)];
        Assert.Equal(0, OfferChoice.Best(same, new(3, 0.1)));
        Assert.Equal(0, OfferChoice.Best(same, new(-3, 0.1)));
        Assert.Equal(0, OfferChoice.Best(same, new(8, 0.1)));

        // The least loss, however late.
        Assert.Equal(1, OfferChoice.Best([Row(2 * Day, 8), Row(5 * Day, 6), Row(9 * Day, 6)], new(3, 0.1)));
    }

    [Fact]
    public void Of_equals_the_earlier_wins_in_whatever_order_they_stand()
    {
        Assert.Equal(1, OfferChoice.Best([Row(Day, 2), Row(Day / 2, 2)], new(10, 0.1)));
        Assert.Equal(2, OfferChoice.Best([Row(9 * Day, 8), Row(5 * Day, 8), Row(2 * Day, 8)], new(3, 0.1)));
    }

    [Fact]
    public void Where_the_margin_pays_for_it_speed_is_weighed_against_freight()
    {
        // A day more loses a tenth of 18, and saves 1, then 4.
        Assert.Equal(0, OfferChoice.Best([Row(2 * Day, 2), Row(3 * Day, 1)], new(20, 0.1)));
        Assert.Equal(1, OfferChoice.Best([Row(2 * Day, 6), Row(3 * Day, 2)], new(20, 0.1)));
    }

    [Fact]
    public void What_is_not_offered_is_not_shown() =>
        Assert.Equal(-1, OfferChoice.Best([default, default], new(10, 0.1)));

    private static PromiseRow Row(int minutes, double cost) =>
        default(PromiseRow) with { Minutes = minutes, CostMicros = (long)(cost * 1e6), Origins = 1 };
}
