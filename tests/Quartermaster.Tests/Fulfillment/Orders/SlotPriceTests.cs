using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

public sealed class SlotPriceTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    /// <summary>What all centers cost alike would only send orders to other days.</summary>
    [Fact]
    public void Prices_of_a_board_tell_centers_apart_and_not_days()
    {
        var prices = SlotPrices.Of(BoardOf((1, 0, 5), (1, 1, 9), (2, 0, 3), (2, 1, 9)), [new(1), new(2)], s_day, 3);

        Assert.Equal([2_000_000, 0, 0], ByDay(prices, origin: 0));
        Assert.Equal([0, 0, 0], ByDay(prices, origin: 1));
    }

    [Fact]
    public void A_center_without_a_limit_costs_nothing_and_leaves_others_their_prices()
    {
        var prices = SlotPrices.Of(BoardOf((1, 0, 5), (2, 0, 3)), [new(1), new(2), new(3)], s_day, 1);

        Assert.Equal([5_000_000, 3_000_000, 0],
            Enumerable.Range(0, 3).Select(origin => prices.MicrosOf(origin, s_day.DayNumber)));
    }

    private static IEnumerable<long> ByDay(SlotPrices prices, int origin) =>
        Enumerable.Range(0, 3).Select(day => prices.MicrosOf(origin, s_day.DayNumber + day));

    private static PriceBoard BoardOf(params (int Center, int Day, double Price)[] rows) => new(
        new([.. rows.SelectMany(row => (SharedResource[])[ResourceOf(row.Center, row.Day)])
            .Concat(rows.Select(row => row.Center).Distinct().Select(center => ResourceOf(center, 2)))]),
        new([.. rows.Select(row => row.Price), .. rows.Select(row => row.Center).Distinct().Select(_ => 0.0)]));

    private static SharedResource ResourceOf(int center, int day) =>
        new(new(center), Resource.Outbound, default, s_day.AddDays(day));
}
