using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What has left is no longer on hand, however counts and confirmations follow each other.</summary>
public sealed class ShippingDeskTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly OrderKey s_order = OrderKey.Of("A-1");

    [Fact]
    public void What_left_is_deducted_once()
    {
        var ledger = Committed();
        Assert.Equal(8, new ShippingDesk(ledger).Ship(s_order, new(1), At(1)));
        Assert.Equal(0, new ShippingDesk(ledger).Ship(s_order, new(1), At(1)));
        Assert.Equal((15, 0), (ledger.OnHand(new(1), new(1)), ledger.Held(new(1), new(1))));
        Count(ledger, day: 2, 15);
        Assert.Equal(15, ledger.Available(new(1), new(1)));
        Assert.Equal(OrderOutcome.Shipped, ledger.StateOf(s_order));
    }

    [Fact]
    public void A_count_before_the_confirmation_is_not_deducted_from_again()
    {
        var ledger = Committed();
        Count(ledger, day: 2, 15);
        Assert.Equal(7, ledger.Available(new(1), new(1)));
        new ShippingDesk(ledger).Ship(s_order, default, At(1));
        Assert.Equal(15, ledger.Available(new(1), new(1)));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void What_leaves_on_the_day_of_the_count_or_later_was_counted()
    {
        var ledger = Committed();
        Count(ledger, day: 2, 23);
        new ShippingDesk(ledger).Ship(s_order, default, At(2));
        Assert.Equal(15, ledger.Available(new(1), new(1)));
    }

    [Fact]
    public void Due_is_what_decided_orders_claim_by_their_ship_day()
    {
        var ledger = Committed();
        Assert.Empty(ledger.Due(s_day));
        Assert.Equal([new DueShipment(s_order, new(1), s_day.AddDays(1))], ledger.Due(s_day.AddDays(1)));
        Assert.Equal(s_day, ledger.OldestDecided());
        new ShippingDesk(ledger).Ship(s_order, default, At(1));
        Assert.Empty(ledger.Due(DateOnly.MaxValue));
        Assert.Null(ledger.OldestDecided());
    }

    [Fact]
    public void An_order_that_is_only_held_does_not_ship()
    {
        var ledger = Stocked();
        ledger.Hold(s_order, At(0), At(1), [new(new(1), new(1), 8)], []);
        Assert.Equal(0, new ShippingDesk(ledger).Ship(s_order, default, At(0)));
        Assert.Equal(8, ledger.Held(new(1), new(1)));
    }

    private static GoodsLedger Committed()
    {
        var ledger = Stocked();
        var slot = Slot.Pick(new(1), s_day.AddDays(1));
        ledger.OpenSlot(slot, 100, At(0));
        ledger.Place(s_order, At(0), [new(new(1), new(1), 8)], [new(slot, 8)]);
        return ledger;
    }

    private static GoodsLedger Stocked()
    {
        var ledger = new GoodsLedger();
        Count(ledger, day: 0, 23);
        return ledger;
    }

    private static void Count(GoodsLedger ledger, int day, int units)
    {
        OpeningStock.Post(ledger, new([new(new(1), default, new(1), StockState.OnHand, units)]), $"day {day}",
            Instant.Of(s_day.AddDays(day)));
        StockStatements.Note(ledger, StockState.OnHand, Instant.Of(s_day.AddDays(day)));
    }

    private static Instant At(int day) => Instant.Of(s_day.AddDays(day), minutes: 600);
}
