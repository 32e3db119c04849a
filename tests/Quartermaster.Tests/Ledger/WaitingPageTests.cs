using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>The orders that wait, page by page.</summary>
public sealed class WaitingPageTests
{
    private const int Orders = 20;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    private readonly GoodsLedger _ledger = new();

    public WaitingPageTests()
    {
        for (var product = 1; product <= 3; product++)
        {
            _ledger.Post([Movements.Order(new(1, (ulong)product), s_now, new(product), new(1), 1_000)], new Outcome[1]);
            _ledger.OpenSlot(Arrival(product), 1_000, s_now);
        }

        for (var i = 1; i <= Orders; i++)
        {
            SlotClaim[] slots = i % 4 == 0 ? [new(Arrival(1), 1), new(Arrival(2), 2)] : [new(Arrival(1 + (i % 3)), 3)];

            // Keys do not stand in the order of time.
            Assert.Equal(OrderOutcome.Decided, _ledger.Place(KeyOf(i), s_now, [], slots));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Pages_have_every_order_once_oldest_first(int most)
    {
        var (found, after) = (new List<WaitingOrder>(), default(WaitingPlace));
        while (_ledger.WaitingAfter(after, most) is { Orders.Length: > 0 } page)
        {
            Assert.Equal((Orders, 60L), (page.Count, page.Units));
            Assert.True(page.Orders.Length <= most);
            found.AddRange(page.Orders);
            after = WaitingPlace.Parse(page.Orders[^1].Place.ToString())!.Value;
        }

        Assert.Equal(Enumerable.Range(1, Orders).Select(KeyOf), found.Select(order => order.Place.Order));
        Assert.All(found, order => Assert.Equal(3, order.Waits.Sum(claim => claim.Units)));
    }

    [Fact]
    public void Who_waits_no_more_is_not_among_them_and_by_day_all_are()
    {
        _ledger.Release(KeyOf(3), s_now);
        Assert.Equal(Orders - 1, _ledger.WaitingAfter(default, 100).Count);
        var byDay = _ledger.WaitingAfter(default, 100, byDay: true).Orders;
        Assert.Equal(byDay.Select(order => order.Place.Order).Order(), byDay.Select(order => order.Place.Order));
        Assert.Equal(s_now.UtcDay.DayNumber, byDay.Select(order => order.Place.Rank).Distinct().Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("17.12")]
    [InlineData("-1.0123456789abcdef0123456789abcdef")]
    [InlineData("1.0123456789abcdef0123456789abcdeg")]
    public void What_is_no_place_is_none(string text) => Assert.Null(WaitingPlace.Parse(text));

    private static OrderKey KeyOf(int order) => new(0, (ulong)(order * 7 % 23));

    private static Slot Arrival(int product) => Slot.Arrival(new(product), new(1));
}
