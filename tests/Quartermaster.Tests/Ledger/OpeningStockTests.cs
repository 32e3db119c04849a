using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Stock files in, stock table out.</summary>
public sealed class OpeningStockTests
{
    private static readonly Instant s_at = Instant.Of(new(2026, 1, 1));

    private static Table<Stock> Opening => new(
    [
        new(new(1), default, new(1), StockState.OnHand, 10),
        new(new(1), default, new(1), StockState.OnOrder, 5),
        new(new(1), new(2), new(1), StockState.OnHand, 7),
        new(new(2), default, new(2), StockState.OnHand, 3),
        new(new(2), default, new(2), StockState.Unfulfillable, 1),
    ]);

    [Fact]
    public void A_file_comes_back_as_it_went_in()
    {
        var ledger = new GoodsLedger();
        Assert.Equal(new(Outcome.Posted, 5, 0, 0), OpeningStock.Post(ledger, Opening, "aa", s_at));
        Assert.Equal(Opening, StockExport.Rows(ledger));
        Assert.Equal(-5, ledger.Balance(new(1), default, default, GoodsState.Vendor));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void The_entries_open_an_empty_ledger_alike()
    {
        var (posted, opened) = (new GoodsLedger(), new GoodsLedger());
        OpeningStock.Post(posted, Opening, "aa", s_at);
        var entries = OpeningStock.Entries(Opening, "aa", s_at);
        Assert.True(opened.PostAll(entries, new Outcome[entries.Length]));
        Assert.Equal(StockExport.Rows(posted), StockExport.Rows(opened));
    }

    [Fact]
    public void The_same_file_again_changes_nothing_even_after_sales()
    {
        var ledger = new GoodsLedger();
        OpeningStock.Post(ledger, Opening, "aa", s_at);
        OpeningStock.Post(ledger, Opening, "bb", s_at);
        ledger.Place(new(0, 1), s_at, [new(new(1), new(1), 4)], []);
        ledger.Ship(new(0, 1), default, s_at);
        var state = LedgerSnapshot.Of(ledger);

        Assert.Equal(new(Outcome.AlreadyPosted, 0, 0, 0), OpeningStock.Post(ledger, Opening, "aa", s_at));
        Assert.Equal(Outcome.AlreadyPosted, OpeningStock.Post(ledger, Opening, "bb", s_at.PlusMinutes(9)).Outcome);
        Assert.Equal(state, LedgerSnapshot.Of(ledger));
    }

    [Fact]
    public void A_new_file_posts_the_differences_and_empties_places_it_does_not_name()
    {
        var ledger = new GoodsLedger();
        OpeningStock.Post(ledger, Opening, "aa", s_at);
        var later = new Table<Stock>(
        [
            new(new(1), default, new(1), StockState.OnHand, 12),
            new(new(1), new(2), new(1), StockState.OnHand, 7),
            new(new(2), default, new(2), StockState.Unfulfillable, 1),
        ]);

        Assert.Equal(new(Outcome.Posted, 1, 2, 0), OpeningStock.Post(ledger, later, "bb", s_at));
        Assert.Equal(later, StockExport.Rows(ledger));
        Assert.Equal(-(10 + 2), ledger.Balance(new(1), default, default, GoodsState.Adjusted));
    }

    [Fact]
    public void Fewer_units_than_orders_claim_release_the_newest_claims_with_findings()
    {
        var (ledger, cuts) = (new GoodsLedger(), new List<ClaimCut>());
        var shipDay = Slot.Pick(new(1), s_at.UtcDay);
        ledger.OpenSlot(shipDay, 100, s_at);
        OpeningStock.Post(ledger, Opening, "aa", s_at);
        ledger.Place(new(0, 1), s_at, [new(new(1), new(1), 4)], [new(shipDay, 4)]);
        ledger.Place(new(0, 2), s_at, [new(new(1), new(1), 2), new(new(2), new(2), 1)], [new(shipDay, 3)]);
        ledger.Hold(new(0, 3), s_at, default, [new(new(1), new(1), 3)], [new(shipDay, 3)]);

        ledger.Count(new(5, 5), s_at, new(new(1), new(1), 4), cuts);

        Assert.Equal(
        [
            new(new(0, 3), new(new(1), new(1), 3), default, false),
            new(new(0, 3), default, new(shipDay, 3), false),
            new(new(0, 2), new(new(1), new(1), 2), default, true),
        ], cuts);
        Assert.Equal(OrderOutcome.Cut, ledger.StateOf(new(0, 3)));
        Assert.Equal(OrderOutcome.Decided, ledger.StateOf(new(0, 2)));
        Assert.Equal((4, 0), (ledger.Held(new(1), new(1)), ledger.Available(new(1), new(1))));
        Assert.Equal(7, ledger.Use(shipDay).Claimed);
        Assert.Empty(LedgerAudit.Check(ledger));
    }
}
