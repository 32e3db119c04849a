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
}
