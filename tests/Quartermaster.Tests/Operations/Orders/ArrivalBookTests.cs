using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Orders;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>When goods on order are counted on, by what such orders did before.</summary>
public sealed class ArrivalBookTests
{
    private static readonly DateOnly s_today = new(2026, 3, 2);

    /// <summary>Thirty deliveries of one vendor took 1 to 30 days: nine of ten were there after 27.</summary>
    [Theory]
    [InlineData(0.5, 0, 15)]
    [InlineData(0.9, 0, 27)]
    [InlineData(0.9, 10, 28)]
    [InlineData(0.5, 10, 20)]
    public void A_share_of_the_deliveries_that_took_longer_than_it_has_is_there_by_then(
        double share, int waited, int days)
    {
        var arrivals = ArrivalBook.Of(
            new([Line(1, ordered: s_today.AddDays(-waited), due: s_today)]), Past(30), share, s_today);
        var expected = Instant.Of(s_today.AddDays(days - waited + 1)).UnixMinutes;
        Assert.Equal([new Arrival(new(7), new(1), expected, 100)], arrivals);
    }

    [Fact]
    public void Nothing_comes_before_the_day_it_is_due() => Assert.Equal(
        Instant.Of(s_today.AddDays(61)).UnixMinutes,
        ArrivalBook.Of(new([Line(1, s_today, due: s_today.AddDays(60))]), Past(30), 0.9, s_today)[0].ReadyMinute);

    [Fact]
    public void Too_few_deliveries_or_too_long_a_wait_say_nothing()
    {
        Assert.Empty(ArrivalBook.Of(new([Line(1, s_today, s_today)]), Past(19), 0.9, s_today));
        Assert.Empty(ArrivalBook.Of(new([Line(1, s_today.AddDays(-26), s_today)]), Past(30), 0.9, s_today));
        Assert.Empty(ArrivalBook.Of(new([Line(1, s_today, s_today)]), Past(30), 0, s_today));
        Assert.Empty(ArrivalBook.Of(
            new([Line(1, s_today, s_today) with { State = PurchaseOrderState.Closed }]), Past(30), 0.9, s_today));
    }

    [Fact]
    public void Of_what_is_not_promised_the_cause_is_told()
    {
        Assert.Equal([(ArrivalDoubt.FewDeliveries, 100L)], Doubts(Line(1, s_today, s_today), Past(19)));
        Assert.Equal([(ArrivalDoubt.Overdue, 100L)], Doubts(Line(1, s_today.AddDays(-26), s_today), Past(30)));
        var halves = new Table<Receipt>([.. Past(30).Rows.ToArray().Select(row => row with { Units = 5 }), new Receipt(
            Label.Of("open-1"), 1, 0, new(7), new(3), new(1), s_today, 100, s_today, 60, Condition.Sellable)]);
        Assert.Equal([(ArrivalDoubt.BroughtShort, 40L)], Doubts(Line(1, s_today, s_today), halves));
        Assert.Empty(Doubts(Line(1, s_today, s_today), Past(30)));
        Assert.Empty(ArrivalBook.Doubtful(new([Line(1, s_today, s_today)]), Past(19), 0, s_today));

        static (ArrivalDoubt, long)[] Doubts(PurchaseOrderLine line, Table<Receipt> past) =>
            [.. ArrivalBook.Doubtful(new([line]), past, 0.9, s_today).Select(one => (one.Doubt, one.Units))];
    }

    /// <summary>Every tenth of thirty orders brought half: nine of ten brought at least that, and half of them all.
    /// </summary>
    [Fact]
    public void Of_the_units_so_many_count_as_such_orders_brought_at_least()
    {
        var past = new Table<Receipt>([.. Past(30).Rows.ToArray().Select((row, i) =>
            i % 8 == 0 ? row with { Units = row.OrderedUnits / 2 } : row)]);
        var line = new Table<PurchaseOrderLine>([Line(1, s_today, s_today)]);
        Assert.Equal(50, ArrivalBook.Of(line, past, 0.9, s_today)[0].Units);
        Assert.Equal(100, ArrivalBook.Of(line, past, 0.5, s_today)[0].Units);

        // What came already comes no more; what was confirmed counts instead of what was ordered.
        var some = new Table<Receipt>([.. past.Rows, new Receipt(
            Label.Of("open-1"), 1, 0, new(7), new(3), new(1), s_today, 100, s_today, 30, Condition.Sellable)]);
        Assert.Equal(20, ArrivalBook.Of(line, some, 0.9, s_today)[0].Units);
        var confirmed = new Table<PurchaseOrderLine>([line.Rows[0] with { ConfirmedUnits = 40 }]);
        Assert.Equal(40, ArrivalBook.Of(confirmed, past, 0.5, s_today)[0].Units);
    }

    /// <summary>Of a hundred orders thirty were closed and brought nothing: what comes of the next is not sure, and of
    /// the days nothing else is known.</summary>
    [Fact]
    public void Orders_that_ended_and_brought_nothing_count_as_none_of_their_units()
    {
        PurchaseOrderLine[] ended =
        [
            .. Enumerable.Range(1, 30).Select(number => Line(number + 1_000, s_today.AddDays(-100), s_today) with
            {
                State = PurchaseOrderState.Closed,
            }),
        ];
        var line = Line(1, s_today, s_today);
        Assert.Empty(ArrivalBook.Of(new([line, .. ended]), Past(70), 0.9, s_today));
        Assert.Equal([new DoubtfulLine(line, 100, ArrivalDoubt.BroughtShort)],
            ArrivalBook.Doubtful(new([line, .. ended]), Past(70), 0.9, s_today));
        Assert.Equal(ArrivalBook.Of(new([line]), Past(70), 0.6, s_today),
            ArrivalBook.Of(new([line, .. ended]), Past(70), 0.6, s_today));

        // What is received came, though no receipt says so.
        Assert.Equal(ArrivalBook.Of(new([line]), Past(70), 0.9, s_today), ArrivalBook.Of(
            new([line, .. ended.Select(row => row with { State = PurchaseOrderState.Received })]), Past(70), 0.9,
            s_today));

        // Another vendor's, who has enough orders of his own.
        var others = ended.Select(row => row with { Vendor = new(4) });
        Assert.Equal(ArrivalBook.Of(new([line]), Past(70), 0.9, s_today),
            ArrivalBook.Of(new([line, .. others]), Past(70), 0.9, s_today));
        Assert.Empty(ArrivalBook.Of(new([line with { Vendor = new(4) }, .. others]), Past(70), 0.9, s_today));
    }

    private static PurchaseOrderLine Line(int number, DateOnly ordered, DateOnly due) => new(
        Label.Of($"open-{number}"), 1, PurchaseOrderState.Released, new(7), new(3), new(1), 100, Money.Of(1), ordered,
        due, -1, true);

    private static Table<Receipt> Past(int count) => new(
    [
        .. Enumerable.Range(1, count).Select(days => new Receipt(
            Label.Of($"past-{days}"), 1, 0, new(7), new(3), new(1), s_today.AddDays(-100), 10,
            s_today.AddDays(days - 100), 10, Condition.Sellable)),
    ]);
}
