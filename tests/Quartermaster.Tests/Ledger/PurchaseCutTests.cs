using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What tables of purchases do to customers who wait happens when they are told, not on the days that the
/// tables speak of.</summary>
public sealed class PurchaseCutTests
{
    private static readonly DateOnly s_day0 = new(2026, 3, 2);
    private static readonly ProductId s_product = new(1);
    private static readonly FacilityId s_center = new(1);
    private static readonly Slot s_arrival = Slot.Arrival(s_product, s_center);
    private static readonly Instant s_placed = Instant.Of(s_day0.AddDays(20), minutes: 600);
    private static readonly Instant s_now = Instant.Of(s_day0.AddDays(30), minutes: 700);

    private readonly GoodsLedger _ledger = new();
    private readonly List<OrderChange> _changes = [];
    private readonly List<Entry> _journal = [];

    public PurchaseCutTests()
    {
        (_ledger.Changes, _ledger.Journal) = (_changes, _journal);
        StockStatements.Note(_ledger, StockState.OnHand, Instant.Of(s_day0));
        Post(Line(units: 10));
        _ledger.OpenSlot(s_arrival, 10, Instant.Of(s_day0.AddDays(1)));
    }

    [Fact]
    public void Who_is_cut_by_a_line_that_closes_is_cut_now()
    {
        Place(1, 4);
        Place(2, 6);
        _journal.Clear();

        var told = Post(Line(units: 10) with { State = PurchaseOrderState.Closed },
            Part(0, day: 3, units: 4));

        Assert.Equal([new ClaimCut(Order(2), default, new(s_arrival, 6), true)], told.Cuts);
        Assert.All(_changes, change => Assert.True(change.At >= s_placed));
        Assert.Equal([s_now], _changes.Where(change => change.IsCut).Select(change => change.At).Distinct());
        Assert.Equal([s_now], _changes.Where(change => change.IsThere).Select(change => change.At).Distinct());

        // Goods move on the days of the tables.
        Assert.Equal([s_day0.AddDays(3), s_day0.AddDays(1)],
            _journal.Where(entry => entry.From.State == GoodsState.Ordered).Select(entry => entry.At.UtcDay));
    }

    [Fact]
    public void A_replay_tells_the_same()
    {
        var copy = LedgerSnapshot.Read(LedgerSnapshot.Of(_ledger));
        _ledger.Tape = new();
        Place(1, 4);
        Place(2, 6);
        Post(Line(units: 10) with { State = PurchaseOrderState.Closed }, Part(0, day: 3, units: 4));

        var again = new List<OrderChange>();
        copy.Changes = again;
        LedgerReplay.Apply(copy, _ledger.Tape.Bytes);

        Assert.Equal(_changes, again);
        Assert.Equal(LedgerSnapshot.Of(_ledger), LedgerSnapshot.Of(copy));
    }

    [Fact]
    public void A_count_of_the_start_of_a_day_is_not_told_of_before_an_order_of_that_day()
    {
        _ledger.Post([Movements.ReceiveExtra(new(7, 7), s_placed, s_product, s_center, 5)], new Outcome[1]);
        _ledger.Place(Order(3), s_placed, [new(s_product, s_center, 5)], []);
        Ask(3, 5);

        _ledger.Count(new(8, 8), Instant.Of(s_placed.UtcDay), new(s_product, s_center, 0));

        Assert.Equal(OrderOutcome.Cut, _ledger.StateOf(Order(3)));
        Assert.Contains(_changes, change => change.IsCut);
        Assert.All(_changes, change => Assert.Equal(s_placed, change.At));
    }

    [Fact]
    public void All_that_an_order_waited_for_has_come_once_the_last_unit_has()
    {
        Place(1, 4);
        Place(2, 6);

        Post(Line(units: 10), Part(0, day: 21, units: 7));
        Assert.Equal([Order(1)], There());
        Post(Line(units: 10), Part(0, day: 21, units: 7), Part(1, day: 22, units: 3));
        Assert.Equal([Order(1), Order(2)], There());

        OrderKey[] There() => [.. _changes.Where(change => change.IsThere).Select(change => change.Order)];
    }

    private PurchaseFeedResult Post(PurchaseOrderLine line, params Receipt[] receipts) =>
        PurchaseFeed.Post(_ledger, new([line]), new(receipts), s_now);

    private void Place(ulong order, int units)
    {
        Assert.Equal(OrderOutcome.Decided, _ledger.Place(Order(order), s_placed, [], [new(s_arrival, units)]));
        Ask(order, units);
    }

    private void Ask(ulong order, int units) => _ledger.Ask(Order(order),
        new(new(1), s_placed, null, new([new CartLine(s_product, units)])) { Code = $"W-{order}" });

    private static OrderKey Order(ulong number) => new(0, number);

    private static PurchaseOrderLine Line(int units) => new(
        Label.Of("PO"), 1, PurchaseOrderState.Released, s_product, new(1), s_center, units, default,
        s_day0.AddDays(1), s_day0.AddDays(6), -1, true);

    private static Receipt Part(int part, int day, int units) => new(
        Label.Of("PO"), 1, part, s_product, new(1), s_center, s_day0.AddDays(1), 10, s_day0.AddDays(day), units,
        Condition.Sellable);
}
