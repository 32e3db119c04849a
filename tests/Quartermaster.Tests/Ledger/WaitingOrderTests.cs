using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Orders that claim goods before they are there.</summary>
public sealed class WaitingOrderTests
{
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));
    private static readonly ProductId s_product = new(1);
    private static readonly FacilityId s_place = new(1);
    private static readonly Slot s_arrival = Slot.Arrival(s_product, s_place);
    private static readonly Slot s_hands = Slot.Pick(s_place, new(2026, 1, 5));

    private readonly GoodsLedger _ledger = new();
    private readonly List<OrderChange> _changes = [];
    private ulong _key;

    public WaitingOrderTests()
    {
        _ledger.Changes = _changes;
        _ledger.OpenSlot(s_hands, 100, s_now);
        Post(Movements.Order(Key(), s_now, s_product, s_place, 10));
        _ledger.OpenSlot(s_arrival, 8, s_now);
    }

    [Fact]
    public void What_comes_goes_to_who_waited_longest_and_leaves()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));
        Assert.Equal(OrderOutcome.Decided, Wait(2, 4));
        Assert.Equal(OrderOutcome.Decided, _ledger.Ship(Order(1), default, s_now));

        Receive(5);

        Assert.Equal([new(s_product, s_place, 3)], _ledger.ClaimsOf(Order(1)));
        Assert.Empty(_ledger.WaitsFor(Order(1)));
        Assert.Equal([new(s_product, s_place, 2)], _ledger.ClaimsOf(Order(2)));
        Assert.Equal([new SlotClaim(s_arrival, 2)], _ledger.WaitsFor(Order(2)));
        Assert.Equal((0, 5L), (_ledger.Available(s_product, s_place), _ledger.OnHand(s_product, s_place)));
        Assert.Equal(OrderOutcome.Shipped, _ledger.Ship(Order(1), default, s_now));

        // What has come leaves, the rest is waited for; the step says from where it left.
        Assert.Equal(OrderOutcome.Decided, _ledger.Ship(Order(2), default, s_now));
        Assert.Equal((OrderOutcome.Decided, s_place), (_changes[^1].State, _changes[^1].Facility));
        Receive(5);
        Assert.Equal(OrderOutcome.Shipped, _ledger.Ship(Order(2), default, s_now));
        Assert.Equal((3, 0L), (_ledger.Available(s_product, s_place), _ledger.OnOrder(s_product, s_place)));
        Assert.Equal(default, _ledger.Use(s_arrival));
        Sound();
    }

    [Fact]
    public void Where_the_last_of_what_it_waited_for_will_not_come_it_is_told_to_wait_no_more()
    {
        var (other, coming) = (new ProductId(2), Slot.Arrival(new(2), s_place));
        Post(Movements.Order(Key(), s_now, other, s_place, 4));
        _ledger.OpenSlot(coming, 4, s_now);
        _ledger.Place(Order(1), s_now, [], [new(s_arrival, 3), new(coming, 2)]);
        Receive(3);
        Assert.DoesNotContain(_changes, change => change.IsThere);

        Post(Movements.CancelOrder(Key(), s_now, other, s_place, 4));

        Assert.Equal([(true, false), (false, true)], _changes[^2..].Select(change => (change.IsCut, change.IsThere)));
        Assert.Equal(OrderOutcome.Shipped, _ledger.Ship(Order(1), default, s_now));
        Sound();
    }

    [Fact]
    public void It_is_picked_where_it_waits_for_nothing()
    {
        var far = new FacilityId(2);
        Post(Movements.ReceiveExtra(Key(), s_now, s_product, far, 2));
        _ledger.Place(Order(1), s_now, [new(s_product, far, 2)], [new(s_arrival, 3)]);
        Assert.Equal(OrderOutcome.OutOfTurn, _ledger.Pick(Order(1), s_place, s_now));
        Assert.Equal(OrderOutcome.Decided, _ledger.Pick(Order(1), far, s_now));
        _ledger.Ship(Order(1), far, s_now);

        // Whoever got no answer asks again; nothing of it is there any more, and nothing is to come there.
        Assert.Equal(OrderOutcome.Decided, _ledger.Pick(Order(1), far, s_now));
        Assert.Equal(OrderOutcome.OutOfTurn, _ledger.Pick(Order(1), s_place, s_now));
        Assert.Equal(1, _changes.Count(change => change.IsPicked));
    }

    [Fact]
    public void Nobody_who_comes_later_buys_it_away()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));

        Receive(3);

        Assert.Equal(OrderOutcome.NotEnoughStock,
            _ledger.Place(Order(2), s_now, [new(s_product, s_place, 1)], []));
    }

    [Fact]
    public void No_more_is_claimed_than_may_be_and_no_more_may_be_than_is_on_order()
    {
        Assert.Equal(OrderOutcome.SlotFull, Wait(1, 9));
        _ledger.OpenSlot(s_arrival, 50, s_now);
        Assert.Equal(10, _ledger.Use(s_arrival).Limit);
        Assert.Equal(OrderOutcome.Decided, Wait(2, 9));
        Assert.Equal(OrderOutcome.SlotFull, Wait(3, 2));
        Assert.Equal(OrderOutcome.SlotFull,
            _ledger.Place(Order(4), s_now, [], [new(Slot.Arrival(new(2), s_place), 1)]));
        Assert.Equal(OrderOutcome.Refused, _ledger.Place(Order(5), s_now, [], [new(s_hands, 1)]));
        Sound();
    }

    [Fact]
    public void A_lower_limit_takes_nothing_from_who_waits()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));

        _ledger.OpenSlot(s_arrival, 0, s_now);

        Assert.Equal((OrderOutcome.Decided, 0L), (_ledger.StateOf(Order(1)), _ledger.Use(s_arrival).Limit));
        Assert.Equal(OrderOutcome.SlotFull, Wait(2, 1));
        Receive(3);
        Assert.Equal([new(s_product, s_place, 3)], _ledger.ClaimsOf(Order(1)));
        Assert.Equal(default, _ledger.Use(s_arrival));
        Sound();
    }

    [Fact]
    public void What_does_not_come_cuts_the_newest()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));
        Assert.Equal(OrderOutcome.Held, _ledger.Hold(Order(2), s_now, s_now.PlusMinutes(5), [], [new(s_arrival, 2)]));
        Assert.Equal(OrderOutcome.Decided, Wait(3, 2));

        // Of 10 on order 7 are waited for: 3 fewer hurt nobody, 2 more cut the last, 2 more the one that is only held.
        Post(Movements.CancelOrder(Key(), s_now, s_product, s_place, 3));
        Assert.Equal(OrderOutcome.Decided, _ledger.StateOf(Order(3)));
        Post(Movements.CancelOrder(Key(), s_now, s_product, s_place, 2));
        Assert.Equal(OrderOutcome.Cut, _ledger.StateOf(Order(3)));
        Assert.Equal(OrderOutcome.Held, _ledger.StateOf(Order(2)));
        Post(Movements.CancelOrder(Key(), s_now, s_product, s_place, 2));
        Assert.Equal(OrderOutcome.Cut, _ledger.StateOf(Order(2)));
        Assert.Equal(OrderOutcome.Decided, _ledger.StateOf(Order(1)));
        Assert.Contains(_changes, change => change.Order == Order(3) && change.IsCut);
        Sound();
    }

    [Fact]
    public void It_is_not_due_where_it_waits_but_late_once_its_day_has_come()
    {
        Receive(1);
        Assert.Equal(OrderOutcome.Decided, _ledger.Place(
            Order(1), s_now, [new(s_product, s_place, 1)], [new(s_arrival, 4), new(s_hands, 5)]));
        var day = DateOnly.FromDayNumber(s_hands.Window);

        Assert.Empty(_ledger.Due(day));
        Assert.Empty(_ledger.DueAndWaiting(day.AddDays(-1)));
        Assert.Equal([new(Order(1), s_place, day)], _ledger.DueAndWaiting(day));
        Receive(4);
        Assert.Equal([new(Order(1), s_place, day)], _ledger.Due(day));
        Assert.Empty(_ledger.DueAndWaiting(day));
    }

    [Fact]
    public void What_comes_from_another_facility_closes_nothing_that_vendors_bring()
    {
        Post(Movements.ReceiveExtra(Key(), s_now, s_product, new(2), 20));
        Post(Movements.Depart(Key(), s_now, s_product, new(2), s_place, 20));
        Post(Movements.Arrive(Key(), s_now, s_product, s_place, 20));

        Assert.Equal(new SlotUse(8, 0), _ledger.Use(s_arrival));
        Sound();
    }

    [Fact]
    public void An_order_that_only_waits_is_not_picked_yet()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));
        Assert.Equal(OrderOutcome.OutOfTurn, _ledger.Pick(Order(1), default, s_now));
        Receive(2);
        Assert.Equal(OrderOutcome.Decided, _ledger.Pick(Order(1), s_place, s_now));
        Assert.Equal([s_place], _ledger.PickedAt(Order(1)));
        Receive(1);
        Assert.Equal(3, _ledger.ClaimsOf(Order(1)).Sum(claim => claim.Units));
        Assert.Equal(OrderOutcome.Decided, _ledger.Pick(Order(1), s_place, s_now));
        Assert.Equal(1, _changes.Count(change => change.IsPicked));
        Sound();
    }

    [Fact]
    public void What_came_before_it_was_asked_for_is_given_at_once()
    {
        Receive(4);

        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));

        Assert.Equal([new(s_product, s_place, 3)], _ledger.ClaimsOf(Order(1)));
        Assert.Empty(_ledger.WaitsFor(Order(1)));
        Assert.Equal(1, _ledger.Available(s_product, s_place));
        Sound();
    }

    [Fact]
    public void What_another_order_gives_up_goes_to_who_waits()
    {
        Receive(2);
        Assert.Equal(OrderOutcome.Decided, _ledger.Place(Order(1), s_now, [new(s_product, s_place, 2)], []));
        Assert.Equal(OrderOutcome.Decided, Wait(2, 2));

        _ledger.Release(Order(1), s_now);

        Assert.Equal([new(s_product, s_place, 2)], _ledger.ClaimsOf(Order(2)));
        Sound();
    }

    [Fact]
    public void An_order_given_up_waits_no_more_even_where_some_of_it_has_left()
    {
        Receive(1);
        Assert.Equal(OrderOutcome.Decided,
            _ledger.Place(Order(1), s_now, [new(s_product, s_place, 1)], [new(s_arrival, 4), new(s_hands, 5)]));
        Assert.Equal(OrderOutcome.Decided, _ledger.Ship(Order(1), s_place, s_now));

        Assert.Equal(OrderOutcome.Released, _ledger.Release(Order(1), s_now));

        Assert.Equal((0L, 5L), (_ledger.Use(s_arrival).Claimed, _ledger.Use(s_hands).Claimed));
        Sound();
    }

    [Fact]
    public void A_group_of_entries_is_settled_as_one_and_replays_as_it_was()
    {
        var (tape, copy) = (new LedgerTape(), LedgerSnapshot.Read(LedgerSnapshot.Of(_ledger)));
        _ledger.Tape = tape;
        Assert.Equal(OrderOutcome.Decided, Wait(1, 6));
        var (cause, outcomes) = (Key().Cause, new Outcome[2]);

        // Of five that came three go to another place at once.
        _ledger.PostAll(
            [
                Movements.Receive(new(cause, 1), s_now, s_product, s_place, 5),
                Movements.Depart(new(cause, 2), s_now, s_product, s_place, new(2), 3),
            ],
            outcomes);

        Assert.Equal([new(s_product, s_place, 2)], _ledger.ClaimsOf(Order(1)));
        LedgerReplay.Apply(copy, tape.Bytes);
        Assert.Equal(LedgerSnapshot.Of(_ledger), LedgerSnapshot.Of(copy));
        Assert.Equal(OrderOutcome.Decided, copy.StateOf(Order(1)));
        Sound();
    }

    [Fact]
    public void It_stays_where_it_waits_when_others_move()
    {
        Assert.Equal(OrderOutcome.Decided, Wait(1, 3));

        var order = Assert.Single(_ledger.Unpicked());
        Assert.Equal(MoveOutcome.Refused, _ledger.MoveOrders(Key(), s_now,
            [new(order.Order, order.Seen, order.Lines, order.Slots)]));
    }

    private OrderOutcome Wait(ulong order, int units) =>
        _ledger.Place(Order(order), s_now, [], [new(s_arrival, units), new(s_hands, units)]);

    private void Receive(int units) => Post(Movements.Receive(Key(), s_now, s_product, s_place, units));

    private void Post(Entry entry)
    {
        var outcome = default(Outcome);
        _ledger.Post(new(in entry), new(ref outcome));
        Assert.Equal(Outcome.Posted, outcome);
    }

    private void Sound() => Assert.Empty(LedgerAudit.Check(_ledger));

    private EntryKey Key() => new(++_key, 1);

    private static OrderKey Order(ulong number) => new(0, number);
}
