using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Movements that somebody tells under codes: once each, refused with the reason, and not twice where stock
/// was counted since.</summary>
public sealed class MovementDeskTests
{
    private static readonly DateOnly s_counted = new(2026, 3, 2);
    private static readonly Instant s_now = At(3);
    private static readonly ProductId s_tea = new(1);
    private static readonly FacilityId s_south = new(1);
    private static readonly FacilityId s_north = new(2);

    private readonly GoodsLedger _ledger = new();

    public MovementDeskTests()
    {
        foreach (var state in (StockState[])[StockState.OnHand, StockState.Unfulfillable])
        {
            StockStatements.Note(_ledger, state, Instant.Of(s_counted));
        }

        _ledger.Count(new(1, 1), Instant.Of(s_counted), new(s_tea, s_south, 10));
    }

    [Fact]
    public void A_code_makes_it_happen_once_whenever_it_is_told_again_and_is_of_nothing_else()
    {
        Assert.Equal(new(Outcome.Posted), Post("a", key => Departs(key, 4, At(2))));
        Assert.Equal(new(Outcome.AlreadyPosted), Post("a", key => Departs(key, 4, s_now)));
        foreach (var other in (Func<EntryKey, Entry[]>[])
        [
            key => Departs(key, 3, At(2)),
            key => [Movements.Damage(key, At(2), s_tea, s_south, 4)],
            key => [Departs(key, 4, At(2))[0] with { Owner = new(1) }],
            key => [Departs(key, 4, At(2))[0] with { Product = new(2) }],
        ])
        {
            Assert.Equal(ToldOutcome.Other, Post("a", other));
        }

        AssertUnits(onHand: 6, underWay: 4);
    }

    [Fact]
    public void What_was_refused_may_be_told_again_when_there_is_enough()
    {
        _ledger.Place(new(0, 1), s_now, [new(s_tea, s_south, 7)], []);
        Assert.Equal(new(Outcome.NotEnough) { Free = 3 }, Post("a", key => Departs(key, 4, s_now)));
        Assert.Equal(new(Outcome.Posted), Post("r", key => [Movements.Return(key, s_now, s_tea, s_south, 1)]));
        Assert.Equal(new(Outcome.Posted), Post("a", key => Departs(key, 4, s_now)));
        AssertUnits(onHand: 7, underWay: 4);
    }

    [Fact]
    public void An_owner_changes_once_both_entries_or_neither()
    {
        var goods = new StockClaim(s_tea, s_south, 4);
        Assert.Equal(new(Outcome.NotEnough) { Free = 0 },
            Post("a", key => Movements.ChangeOwner(key, s_now, goods with { Owner = new(3) }, default)));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(time == 0 ? Outcome.Posted : Outcome.AlreadyPosted,
                Post("b", key => Movements.ChangeOwner(key, s_now, goods, new(3))).Outcome);
        }

        Assert.Equal(4, _ledger.Balance(s_tea, new(3), s_south, GoodsState.OnHand));
        AssertUnits(onHand: 6, underWay: 0);
    }

    [Fact]
    public void What_happened_before_the_days_that_are_remembered_is_refused_and_what_breaks_a_rule_too()
    {
        Assert.Equal(new(Outcome.Posted), Post("a", key => Departs(key, 1, At(2))));
        _ledger.Forget(s_counted.AddDays(1));
        Assert.Equal(new(Outcome.TooOld), Post("a", key => Departs(key, 1, At(2))));
        Assert.Equal(new(Outcome.TooOld),
            Post("b", key => [Movements.Damage(key, At(1), s_tea, s_south, 1)]));
        Assert.Equal(new(Outcome.Refused), Post("c", key => Departs(key, 0, s_now)));
        Assert.Equal(new(Outcome.Refused), Post("d", key => Departs(key, -1, s_now)));
        AssertUnits(onHand: 9, underWay: 1);
    }

    /// <summary>The count of the start of the day has seen what moved on the day before it.</summary>
    [Fact]
    public void What_was_counted_since_stays_and_only_the_rest_moves()
    {
        var counted = new ToldOutcome(Outcome.Posted) { IsCounted = true };
        Assert.Equal(counted, Post("out", key => Departs(key, 4, At(1))));
        AssertUnits(onHand: 10, underWay: 4);
        Assert.Equal(counted, Post("in", key => [Movements.Arrive(key, At(1), s_tea, s_north, 3)]));
        AssertUnits(onHand: 10, underWay: 1);
        Assert.Equal(0, _ledger.OnHand(s_tea, s_north));

        // Nothing is lost by it that any count has seen, nor is there anything left to post.
        Assert.Equal(new(Outcome.Posted),
            Post("lost", key => [Movements.LoseInTransit(key, At(1), s_tea, s_north, 1)]));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(time == 0 ? counted : new(Outcome.AlreadyPosted),
                Post("broken", key => [Movements.Damage(key, At(1), s_tea, s_south, 2)]));
        }

        Assert.Equal(ToldOutcome.Other, Post("broken", key => [Movements.Damage(key, At(1), s_tea, s_south, 3)]));
        AssertUnits(onHand: 10, underWay: 0);

        // On the day of the count or later it is on top of it.
        Assert.Equal(new(Outcome.Posted), Post("late", key => Departs(key, 4, At(2))));
        AssertUnits(onHand: 6, underWay: 4);
    }

    private static Instant At(int day) => Instant.Of(new(2026, 3, day)).PlusMinutes(600);

    private static Entry[] Departs(EntryKey key, int units, Instant at) =>
        [Movements.Depart(key, at, s_tea, s_south, s_north, units)];

    private ToldOutcome Post(string code, Func<EntryKey, Entry[]> entriesOf) =>
        new MovementDesk(_ledger, s_now).Post(ToldMovement.Of(code, entriesOf));

    private void AssertUnits(long onHand, long underWay)
    {
        Assert.Equal((onHand, underWay), (_ledger.OnHand(s_tea, s_south),
            _ledger.Balance(s_tea, default, s_north, GoodsState.InTransit)));
        Assert.Empty(LedgerAudit.Check(_ledger));
    }
}
