using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

public sealed class OrderDayTests
{
    private const int Weeks8 = 56;

    [Fact]
    public void An_offer_comes_due_once_per_review_period_of_a_week_or_longer() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 127], Gen.Int[7, 35], Gen.Int[738_000, 740_000]).Sample(
            (vendor, weekdays, review, first) =>
            {
                var due = DueDays(vendor, weekdays, review, first, 3 * Weeks8);
                var start = first + ((review + (vendor % review) - (first % review)) % review);
                for (var period = start; period + review <= first + (3 * Weeks8); period += review)
                {
                    Assert.Single(due, day => day >= period && day < period + review);
                }
            });

    [Fact]
    public void A_shorter_review_period_comes_due_on_order_days_and_never_waits_longer_than_it_must() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 127], Gen.Int[1, 6], Gen.Int[738_000, 740_000]).Sample(
            (vendor, weekdays, review, first) =>
            {
                var due = DueDays(vendor, weekdays, review, first, Weeks8);
                var order = Enumerable.Range(first, Weeks8).Where(day => IsOrderDay(weekdays, day)).ToArray();
                Assert.Subset(order.ToHashSet(), due);
                Assert.All(order.Skip(1), day => Assert.True(
                    due.Contains(day) || due.Any(other => other < day && day - other < review)
                    || day - first < review + 7));
            });

    [Fact]
    public void Every_vendor_of_a_weekday_is_ordered_from_on_that_weekday_only() =>
        Assert.All(DueDays(vendor: 3, weekdays: 1 << 2, review: 14, first: 739_000, Weeks8),
            day => Assert.Equal(DayOfWeek.Wednesday, DateOnly.FromDayNumber(day).DayOfWeek));

    private static bool IsOrderDay(int weekdays, int day) =>
        (weekdays & (1 << (((int)DateOnly.FromDayNumber(day).DayOfWeek + 6) % 7))) != 0;

    private static HashSet<int> DueDays(int vendor, int weekdays, int review, int first, int days)
    {
        var offer = new Offer(new(1), new(vendor), default, Money.Of(1), 1, 0, 100, 5, review);
        var terms = new Vendor(new(vendor), default, weekdays, 30);
        return [.. Enumerable.Range(first, days)
            .Where(day => BuyingGather.IsDue(offer, terms, DateOnly.FromDayNumber(day)))];
    }
}
