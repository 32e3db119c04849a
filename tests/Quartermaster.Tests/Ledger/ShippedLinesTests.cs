using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What has left of an order is known as long as the order is, whatever became of the rest.</summary>
public sealed class ShippedLinesTests
{
    private static readonly Instant s_now = Instant.Of(new DateOnly(2026, 11, 30));

    private static readonly OrderKey s_order = new(0, 1);

    private static StockClaim[] Lines => [new(new(1), new(1), 3), new(new(2), new(1), 2), new(new(1), new(2), 4)];

    [Fact]
    public void A_cancelled_order_tells_what_had_left_and_an_order_that_left_in_parts_all_of_it()
    {
        var (ledger, other) = (Stocked(), Stocked());
        ledger.Place(s_order, s_now, Lines, []);
        other.Place(s_order, s_now, Lines, []);
        Assert.Empty(ledger.ShippedOf(s_order));
        Assert.Equal(OrderOutcome.Decided, ledger.Ship(s_order, new(1), s_now));
        Assert.Equal(OrderOutcome.Released, ledger.Release(s_order, s_now));
        Assert.Equal([.. Lines.AsSpan(0, 2)], ledger.ShippedOf(s_order));
        Assert.Equal(0, ledger.Held(new(1), new(2)));

        Assert.Equal(OrderOutcome.Decided, other.Ship(s_order, new(2), s_now));
        Assert.Equal(OrderOutcome.Shipped, other.Ship(s_order, default, s_now));
        Assert.Equal([Lines[2], .. Lines.AsSpan(0, 2)], other.ShippedOf(s_order));
        Assert.Equal(other.ShippedOf(s_order), LedgerSnapshot.Read(LedgerSnapshot.Of(other)).ShippedOf(s_order));
        Assert.Empty(LedgerAudit.Check(other));
    }

    [Fact]
    public void What_left_is_forgotten_with_its_order_and_its_room_is_used_again()
    {
        var ledger = Stocked();
        for (var day = 0; day < 40; day++)
        {
            var (order, at) = (new OrderKey(1, (ulong)day), s_now.PlusMinutes(day * 1_440));
            Assert.Equal(OrderOutcome.Decided, ledger.Place(order, at, Lines.AsSpan(0, 2), []));
            Assert.Equal(OrderOutcome.Shipped, ledger.Ship(order, default, at));
            ledger.Forget(at.UtcDay.AddDays(-2));
            Assert.Equal([.. Lines.AsSpan(0, 2)], ledger.ShippedOf(order));
        }

        Assert.Equal(3, ledger.RememberedOrders);
        Assert.Empty(ledger.ShippedOf(new(1, 0)));

        // Of four orders' lines at most at a time, not of forty's.
        Assert.InRange(ledger.ClaimsEver, 2 * 3, 2 * 4);
    }

    [Fact]
    public void What_leaves_is_told_with_its_goods_and_so_is_what_is_cut()
    {
        var (ledger, changes) = (Stocked(), new List<OrderChange>());
        ledger.Changes = changes;
        ledger.Place(s_order, s_now, Lines, []);
        ledger.Ship(s_order, new(1), s_now);
        ledger.Count(new(1, 1), s_now, new(new(1), new(2), 1));
        ledger.Ship(s_order, default, s_now);

        Assert.Null(changes[0].Lines);
        Assert.Equal(new([.. Lines.AsSpan(0, 2)]), changes[1].Lines);
        Assert.Equal((true, new([Lines[2] with { Units = 3 }])), (changes[2].IsCut, changes[2].Lines!));
        Assert.Equal((OrderOutcome.Shipped, new([Lines[2] with { Units = 1 }])),
            (changes[3].State, changes[3].Lines!));
    }

    [Fact]
    public void A_log_of_the_first_version_cuts_whole_claims_as_it_did()
    {
        var (ledger, tape) = (Stocked(), new LedgerTape());
        ledger.Tape = tape;
        ledger.Place(s_order, s_now, Lines, []);
        ledger.Count(new(1, 1), s_now, new(new(1), new(2), 1));
        Assert.Equal((1, 0), (ledger.Held(new(1), new(2)), ledger.Available(new(1), new(2))));

        var (now, before, old) = (Stocked(), Stocked(), tape.Bytes.ToArray());
        LedgerReplay.Apply(now, old);
        old[0] = 1;
        LedgerReplay.Apply(before, old);

        Assert.Equal((1, 0), (now.Held(new(1), new(2)), now.Available(new(1), new(2))));
        Assert.Equal((0, 1), (before.Held(new(1), new(2)), before.Available(new(1), new(2))));
        old[0] = 3;
        Assert.Contains("reads version 1 to 2",
            Assert.Throws<LedgerBlobException>(() => LedgerReplay.Apply(Stocked(), old)).Message,
            StringComparison.Ordinal);
    }

    private static GoodsLedger Stocked()
    {
        var ledger = new GoodsLedger();
        foreach (var (product, facility) in ((int, int)[])[(1, 1), (2, 1), (1, 2)])
        {
            ledger.Count(new(9, (ulong)((product * 10) + facility)), s_now, new(new(product), new(facility), 500));
        }

        return ledger;
    }
}
