using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Cells with nearly all units that an account can have: what orders claim always finds room to come back.
/// </summary>
public sealed class FullCellTests
{
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_is_claimed_keeps_its_room(int owner)
    {
        var ledger = new GoodsLedger();
        var stock = new StockClaim(new(1), new(1), 1, new(owner));
        ledger.Count(new(1, 1), s_now, new(stock.Product, stock.Facility, int.MaxValue, stock.Owner));
        Assert.Equal(OrderOutcome.Decided, ledger.Place(new(0, 1), s_now, [stock], []));

        var extra = Movements.ReceiveExtra(new(2, 1), s_now, new(1), new(1), 1) with { Owner = stock.Owner };
        var outcomes = new Outcome[1];
        ledger.Post([extra], outcomes);
        Assert.Equal(Outcome.TooMany, outcomes[0]);

        Assert.Equal(OrderOutcome.Released, ledger.Release(new(0, 1), s_now));
        Assert.Equal(0, ledger.Balance(new(1), stock.Owner, new(1), GoodsState.Held));
        Assert.Equal(int.MaxValue, ledger.Balance(new(1), stock.Owner, new(1), GoodsState.OnHand));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void A_feed_that_empties_a_full_cell_is_on_the_tape_and_replays()
    {
        var (ledger, tape, again) = (new GoodsLedger(), new LedgerTape(), new GoodsLedger());
        ledger.Tape = tape;
        Feed(ledger, 1, int.MaxValue);
        ledger.Place(new(0, 1), s_now, [new(new(1), new(1), 1)], []);
        ledger.Post([Movements.ReceiveExtra(new(2, 1), s_now, new(1), new(1), 1)], new Outcome[1]);
        ledger.Release(new(0, 1), s_now);
        Assert.Equal(FeedOutcome.Applied, Feed(ledger, 2, 0));
        LedgerReplay.Apply(again, tape.Bytes);
        Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(again));
        Assert.Equal(0, ledger.OnHand(new(1), new(1)));
    }

    private static FeedOutcome Feed(GoodsLedger ledger, long number, int units)
    {
        var outcomes = new FeedOutcome[1];
        ledger.Feed(FeedKey.Of("full"), s_now, [new(new(1), new(1), number, FeedKind.Level, units)], outcomes);
        return outcomes[0];
    }
}
