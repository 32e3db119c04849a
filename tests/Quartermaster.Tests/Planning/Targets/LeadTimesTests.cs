using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

public sealed class LeadTimesTests
{
    private static readonly DateOnly s_today = new(2025, 6, 1);

    [Fact]
    public void Without_receipts_the_stated_time_stands_with_a_usual_spread()
    {
        var learned = Learn([], Stated(1, 1, 10));

        Assert.Equal(10, learned.MeanDays(0), 0.2);
        Assert.InRange(learned.Days.Row(0)[0], 5, 9);
        Assert.Equal(1, learned.Yields.Rows[0]);
    }

    [Fact]
    public void Many_receipts_outweigh_what_is_stated()
    {
        var receipts = Enumerable.Range(0, 100).Select(i => Received(i, product: 1, days: 20 + (i % 3), units: 90));

        var learned = Learn(receipts, Stated(1, 1, 10));

        Assert.Equal(21, learned.MeanDays(0), 0.8);
        Assert.Equal(0.9, learned.Yields.Rows[0], 0.02);
    }

    [Fact]
    public void A_product_without_receipts_learns_from_its_vendors_others()
    {
        var receipts = Enumerable.Range(0, 50).Select(i => Received(i, product: 1, days: 15, units: 100));

        var learned = Learn(receipts, Stated(1, 1, 10), Stated(2, 1, 20), Stated(3, 2, 20));

        Assert.InRange(learned.MeanDays(1), 26, 30);
        Assert.InRange(learned.MeanDays(2), 19, 21);
    }

    /// <summary>Five days to center 1, thirty to anywhere else, kept to the day: every offer keeps its own.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Offers_to_different_places_learn_from_what_arrived_there(int ofCenter, int ofNetwork)
    {
        var receipts = Enumerable.Range(0, 100).Select(i => Received(i, product: 1, days: i % 2 == 0 ? 5 : 30,
            units: i % 2 == 0 ? 60 : 100) with { ShipTo = new(1 + (i % 2)) });
        var offers = new StatedLeadTime[2];
        offers[ofCenter] = Stated(1, 1, 5) with { ShipTo = new(1) };
        offers[ofNetwork] = Stated(1, 1, 30);

        var learned = Learn(receipts, offers);

        Assert.Equal(5, learned.MeanDays(ofCenter), 0.2);
        Assert.Equal(30, learned.MeanDays(ofNetwork), 1);
        Assert.True(learned.Yields.Rows[ofCenter] < learned.Yields.Rows[ofNetwork] - 0.2);
    }

    /// <summary>Product 1 comes four days late where 0 are stated: 5 times 20 days would be no lesson for
    /// product 2, nor 1.0 of its 20 days one for product 3.</summary>
    [Fact]
    public void What_is_stated_as_no_days_teaches_only_its_kind()
    {
        var receipts = Enumerable.Range(0, 50).Select(i => Received(i, product: 1, days: 4, units: 80))
            .Concat(Enumerable.Range(50, 50).Select(i => Received(i, product: 2, days: 20, units: 80)));

        var learned = Learn(receipts, Stated(1, 1, 0), Stated(2, 1, 20), Stated(3, 1, 0), Stated(4, 1, 10));

        Assert.Equal(20, learned.MeanDays(1), 0.3);
        Assert.InRange(learned.MeanDays(2), 3, 4);
        Assert.Equal(10, learned.MeanDays(3), 0.3);
        Assert.All(learned.Yields.Rows.ToArray(), yield => Assert.InRange(yield, 0.8, 0.85));
    }

    [Fact]
    public void Parts_of_a_line_count_by_their_units()
    {
        var parts = Enumerable.Range(0, 200).SelectMany(i => new[]
        {
            Received(i, product: 1, days: 10, units: 75), Received(i, product: 1, days: 30, units: 25, part: 1),
        });

        var learned = Learn(parts, Stated(1, 1, 10));

        Assert.Equal(6, learned.Days.Row(0).ToArray().Count(days => days < 20));
        Assert.Equal(1, learned.Yields.Rows[0]);
    }

    [Fact]
    public void The_future_teaches_nothing_and_young_orders_no_yield()
    {
        var young = Received(1, product: 1, days: 2, units: 10) with
        {
            OrderedDay = s_today.AddDays(-2), Day = s_today,
        };
        var future = young with { Day = s_today.AddDays(1) };

        Assert.Equal(1, Learn(Enumerable.Repeat(young, 1), Stated(1, 1, 10)).Yields.Rows[0]);
        Assert.Equal(Learn([], Stated(1, 1, 10)), Learn([future], Stated(1, 1, 10)));
    }

    /// <summary>A vendor whose orders take 1.3 times as long as stated, log-normal with a spread of 0.3, one in five
    /// 20 % short: the quantiles come back.</summary>
    [Fact]
    public void Recovers_the_truth_from_a_history()
    {
        var receipts = Enumerable.Range(0, 2_000).Select(i =>
        {
            var z = KeyedRandom.Normal(1, 2, 3, (ulong)i);
            return Received(i, 1, (int)Math.Round(28 * 1.3 * Math.Exp(0.3 * z)), i % 5 == 0 ? 80 : 100);
        });

        var learned = Learn(receipts, Stated(1, 1, 28));
        var points = learned.Days.Row(0);

        Assert.Equal(0.96, learned.Yields.Rows[0], 0.005);
        for (var i = 0; i < points.Length; i++)
        {
            var truth = 28 * 1.3 * Math.Exp(0.3 * Normal.Quantile((i + 0.5) / points.Length));
            Assert.InRange(points[i], truth * 0.95, truth * 1.05);
        }
    }

    private static StatedLeadTime Stated(int product, int vendor, int days) => new(new(product), new(vendor), days);

    private static LeadTimeTable Learn(IEnumerable<Receipt> receipts, params StatedLeadTime[] offers) =>
        LeadTimes.Learn(new([.. receipts]), new(offers), s_today, new());

    private static Receipt Received(int order, int product, int days, int units, int part = 0)
    {
        var ordered = s_today.AddDays(-400 + (order % 200));
        return new(Label.Of($"PO{order}"), 1, part, new(product), new(1), new(1), ordered, 100, ordered.AddDays(days),
            units, Condition.Sellable);
    }
}
