using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>A count is of the start of its day, whenever it comes: what moved on that day or later is on top of it.
/// </summary>
public sealed class CountOfItsDayTests
{
    private static readonly DateOnly s_day = new(2025, 12, 2);
    private static readonly Instant s_start = Instant.Of(s_day);
    private static readonly Instant s_noon = Instant.Of(s_day, minutes: 720);
    private static readonly ProductId s_tea = new(1);
    private static readonly FacilityId s_north = new(1);

    private readonly GoodsLedger _ledger = new();
    private readonly MovedSince _moved = new(s_start);

    public CountOfItsDayTests()
    {
        _moved.Watch(_ledger);
        Assert.Equal(Outcome.Posted, Post("opening", s_day.AddDays(-9), 63).Outcome);
        StockStatements.Note(_ledger, StockState.OnHand, Instant.Of(s_day.AddDays(-9)));
    }

    [Fact]
    public void What_left_and_came_on_the_day_or_later_is_on_top_of_a_count_that_comes_after_it()
    {
        Ship(1, 2, s_noon);
        Assert.Equal((61, 1), Count("counted", 61 + 2 - 2));
        Assert.Equal(59, OnHand);
        Post(Movements.ReceiveExtra(new(9, 0), s_start, s_tea, s_north, 10));
        Assert.Equal((61, 1), Count("again", 61));
        Assert.Equal(61 - 2 + 10, OnHand);
    }

    [Fact]
    public void What_left_before_the_day_is_in_the_count_and_counts_of_one_day_take_each_others_place()
    {
        Ship(1, 5, Instant.Of(s_day.AddDays(-1), minutes: 1_439));
        Count("first", 50);
        Ship(2, 3, s_noon);
        Count("second", 55);
        Assert.Equal(52, OnHand);
        Count("third", 54);
        Assert.Equal(51, OnHand);
        Assert.Empty(LedgerAudit.Check(_ledger));
    }

    [Fact]
    public void Units_that_were_not_found_since_are_taken_off_and_said()
    {
        Post(new(new(9, 0), s_noon, s_tea, default, 0, new(s_north, GoodsState.OnHand),
            Account.Outside(GoodsState.Lost), 2));
        Assert.Equal(2, Post("counted", s_day, 60).NotFound);
        Assert.Equal(58, OnHand);
    }

    [Fact]
    public void Where_the_file_names_no_row_what_came_since_is_there()
    {
        Post(Movements.ReceiveExtra(new(9, 0), s_noon, s_tea, s_north, 4));
        var result = OpeningStock.Post(
            _ledger, new([new(new(2), default, s_north, StockState.OnHand, 1)]), "other", s_start, moved: Taken());
        Assert.Equal((1, 1), (result.Moved, result.Lowered));
        Assert.Equal(4, OnHand);
    }

    [Fact]
    public void More_that_left_than_was_counted_is_named_and_none_is_there()
    {
        Ship(1, 8, s_noon);
        var result = Post("short", s_day, 5);
        Assert.Equal(new Stock(s_tea, default, s_north, StockState.OnHand, 3), Assert.Single(result.Overdrawn!));
        Assert.Equal(0, OnHand);
    }

    [Fact]
    public void Of_goods_on_order_what_came_since_is_no_longer_to_come()
    {
        Post(Movements.Order(new(7, 0), Instant.Of(s_day.AddDays(-3)), s_tea, s_north, 30));
        Post(Movements.Receive(new(8, 0), s_noon, s_tea, s_north, 12));
        OpeningStock.Post(_ledger, new([new(s_tea, default, s_north, StockState.OnOrder, 28)]), "vendors", s_start,
            stated: new HashSet<StockState> { StockState.OnOrder }, moved: Taken());
        Assert.Equal((63 + 12, 28 - 12), (OnHand,
            _ledger.Balance(s_tea, default, s_north, GoodsState.Ordered)));
    }

    [Fact]
    public void A_level_that_a_feed_told_since_stands_and_a_change_is_a_movement()
    {
        Feed(1, FeedKind.Change, -4);
        Count("by hand", 60);
        Assert.Equal(56, OnHand);

        // Also one that changes nothing says what is there.
        Feed(2, FeedKind.Level, 56);
        var result = Post("late", s_day, 70);
        Assert.Equal(new KeptLevel(new(s_tea, default, s_north, StockState.OnHand, 70), 56),
            Assert.Single(result.Kept!));
        Assert.Equal(56, OnHand);
    }

    [Fact]
    public void A_count_older_than_the_last_one_is_refused_unless_that_ones_day_was_only_assumed()
    {
        var later = s_day.AddDays(3);
        Post("assumed", later, 40);
        StockStatements.Note(_ledger, StockState.Unfulfillable, Instant.Of(later), isAssumed: true);
        StockStatements.Note(_ledger, StockState.OnHand, Instant.Of(later));
        var state = LedgerSnapshot.Of(_ledger);
        var older = Post("older", s_day, 52);
        Assert.Equal((Outcome.TooOld, later), (older.Outcome, older.NewerCount));
        Assert.Equal(state, LedgerSnapshot.Of(_ledger));
        Assert.Equal(Outcome.AlreadyPosted, Post("assumed", s_day, 40).Outcome);
        Assert.Equal(Outcome.Posted, OpeningStock.Post(_ledger, new([]), "damaged", s_start,
            stated: new HashSet<StockState> { StockState.Unfulfillable }, moved: Taken()).Outcome);
    }

    [Fact]
    public void A_day_that_was_assumed_gives_way_to_one_that_is_known()
    {
        var ledger = new GoodsLedger();
        StockStatements.Note(ledger, StockState.OnHand, Instant.Of(s_day.AddDays(90)), isAssumed: true);
        Assert.Equal(s_day.AddDays(90), StockStatements.Last(ledger, StockState.OnHand));
        StockStatements.Note(ledger, StockState.OnHand, s_start);
        Assert.Equal(s_day, StockStatements.Last(ledger, StockState.OnHand));
        StockStatements.Note(ledger, StockState.OnHand, Instant.Of(s_day.AddDays(90)), isAssumed: true);
        Assert.Equal(s_day.AddDays(90), StockStatements.Last(ledger, StockState.OnHand));
    }

    private long OnHand => _ledger.OnHand(s_tea, s_north);

    private MovedSince Taken()
    {
        _moved.Take(_ledger);
        return _moved;
    }

    private (int Counted, int Moved) Count(string name, int units)
    {
        var result = Post(name, s_day, units);
        Assert.Equal(Outcome.Posted, result.Outcome);
        return (units, result.Moved);
    }

    private OpeningResult Post(string name, DateOnly day, int units) => OpeningStock.Post(
        _ledger, new([new(s_tea, default, s_north, StockState.OnHand, units)]), name, Instant.Of(day),
        stated: new HashSet<StockState> { StockState.OnHand }, moved: Taken());

    private void Post(Entry entry)
    {
        var outcome = default(Outcome);
        _ledger.Post(new(in entry), new(ref outcome));
        Assert.Equal(Outcome.Posted, outcome);
    }

    private void Ship(ulong order, int units, Instant at)
    {
        _ledger.Place(new(0, order), Instant.Of(s_day.AddDays(-5)), [new(s_tea, s_north, units)], []);
        _ledger.Ship(new(0, order), default, at);
    }

    private void Feed(long sequence, FeedKind kind, int units)
    {
        var outcome = default(FeedOutcome);
        var update = new FeedUpdate(s_tea, s_north, sequence, kind, units);
        _ledger.Feed(FeedKey.Of("till"), s_noon, new(in update), new(ref outcome));
        Assert.Equal(FeedOutcome.Applied, outcome);
    }
}
