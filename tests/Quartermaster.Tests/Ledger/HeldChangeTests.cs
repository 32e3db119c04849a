using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Changes that are held beside orders, by hand: the rest is in <see cref="LedgerPropertyTests"/>.</summary>
public sealed class HeldChangeTests
{
    [Fact]
    public void A_change_is_decided_once_and_nothing_is_held_for_it_then()
    {
        var (ledger, at, key) = (new GoodsLedger(), Instant.Of(new(2026, 1, 1)), new EntryKey(9, 1));
        var (order, here) = (new OrderKey(7, 1), new StockClaim(new(1), new(1), 2));
        ledger.Count(new(1, 1), at, new(new(1), new(1), 5));
        ledger.Count(new(1, 2), at, new(new(1), new(2), 5));
        ledger.Place(order, at, [here], []);
        var change = new OrderChangePart(order, ledger.ClaimsHere(order)!.Seen, [here with { Facility = new(2) }], []);

        Assert.Equal(MoveOutcome.Moved, ledger.HoldChange(key, at, at.PlusMinutes(5), [change]));
        Assert.Equal(MoveOutcome.Changed, ledger.HoldChange(new(9, 2), at, at.PlusMinutes(5), [change]));
        Assert.Equal((2, 2), (ledger.Held(new(1), new(1)), ledger.Held(new(1), new(2))));
        Assert.Equal(MoveOutcome.Moved, ledger.DecideChange(key, at));
        Assert.Equal(MoveOutcome.AlreadyMoved, ledger.DecideChange(key, at));

        Assert.False(ledger.FollowChange(key, at) || ledger.WithdrawChange(key, at) || ledger.IsChanging(order));
        Assert.Equal((0, 2), (ledger.Held(new(1), new(1)), ledger.Held(new(1), new(2))));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_cut_into_units_that_it_leaves_anyway_only_the_others_are_told_as_lost(bool isDone)
    {
        var told = new List<OrderChange>();
        var (ledger, at, key) = (new GoodsLedger { Changes = told }, Instant.Of(new(2026, 1, 1)), new EntryKey(9, 1));
        var (order, here) = (new OrderKey(7, 1), new StockClaim(new(1), new(1), 3));
        ledger.Count(new(1, 1), at, new(new(1), new(1), 3));
        ledger.Count(new(1, 2), at, new(new(1), new(2), 5));
        ledger.Place(order, at, [here], []);
        ledger.HoldChange(key, at, at.PlusMinutes(5), [new(order, ledger.ClaimsHere(order)!.Seen,
            [here with { Units = 1 }, here with { Units = 2, Facility = new(2) }], [])]);

        // Two of the three leave anyway; all three are not there.
        ledger.Count(new(1, 3), at, new(new(1), new(1), 0));
        var lost = told.Where(change => change.IsCut).Select(change => change.Lines!.Rows.ToArray()).ToArray();
        Assert.Equal([new(new(1), new(1), 1)], Assert.Single(lost));
        Assert.True(isDone ? ledger.FollowChange(key, at) : ledger.WithdrawChange(key, at));

        Assert.Equal((0, isDone ? 2 : 0), (ledger.Held(new(1), new(1)), ledger.Held(new(1), new(2))));
        Assert.Equal(isDone ? 1 : 2, told.Count(change => change.IsCut));
        Assert.Empty(LedgerAudit.Check(ledger));
    }
}
