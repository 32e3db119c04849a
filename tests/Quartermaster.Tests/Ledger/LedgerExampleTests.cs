using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>The ledger at work, example by example.</summary>
public sealed class LedgerExampleTests
{
    private static readonly Instant s_at = Instant.Of(new(2026, 1, 5));

    [Fact]
    public void A_purchase_arrives_short_then_long()
    {
        var ledger = new GoodsLedger();
        Assert.True(PostAll(ledger, PurchaseMovements.Release(s_at, [Line(20), Line(30) with { Line = 2 }])));
        Assert.True(PostAll(ledger, PurchaseMovements.Release(s_at, [Line(20), Line(30) with { Line = 2 }])));
        Assert.Equal(50, ledger.OnOrder(new(1), new(2)));

        Assert.True(PostAll(ledger, PurchaseMovements.Receive(Receipt(1, 0, 15), s_at, 20)));
        Assert.True(PostAll(ledger, PurchaseMovements.Receive(Receipt(2, 0, 34), s_at, 30)));
        Assert.True(PostAll(ledger, PurchaseMovements.Receive(Receipt(2, 0, 34), s_at, 30)));

        Assert.Equal((49, 5), (ledger.OnHand(new(1), new(2)), ledger.OnOrder(new(1), new(2))));
        Assert.Equal(-54, ledger.Balance(new(1), default, default, GoodsState.Vendor));
    }

    [Fact]
    public void A_transfer_is_in_transit_until_it_arrives()
    {
        var ledger = Stocked();
        PostAll(ledger, [Movements.Depart(new(9, 1), s_at, new(1), new(1), new(2), 4)]);
        Assert.Equal((6, 4), (ledger.OnHand(new(1), new(1)), ledger.OnOrder(new(1), new(2))));
        PostAll(ledger, [Movements.Arrive(new(9, 2), s_at, new(1), new(2), 4)]);
        Assert.Equal((4, 0), (ledger.OnHand(new(1), new(2)), ledger.OnOrder(new(1), new(2))));
    }

    [Fact]
    public void An_order_ships_facility_by_facility_and_comes_back_damaged()
    {
        var ledger = Stocked();
        ledger.Count(new(1, 2), s_at, new(new(1), new(2), 5));
        ledger.Place(new(0, 1), s_at, [new(new(1), new(1), 3), new(new(1), new(2), 1)], []);
        Assert.Equal(OrderOutcome.Decided, ledger.Ship(new(0, 1), new(1), s_at));
        Assert.Equal(OrderOutcome.Decided, ledger.Ship(new(0, 1), new(1), s_at));
        Assert.Equal(OrderOutcome.Shipped, ledger.Ship(new(0, 1), new(2), s_at));
        Assert.Equal(4, ledger.Balance(new(1), default, default, GoodsState.Shipped));
        PostAll(ledger, [Movements.Return(new(9, 1), s_at, new(1), new(1), 2, isSellable: false)]);
        Assert.Equal(2, ledger.Balance(new(1), default, new(1), GoodsState.Unfulfillable));
    }

    [Fact]
    public void What_was_asked_for_is_remembered_with_the_order_on_the_tape_and_in_a_snapshot()
    {
        var ledger = Stocked();
        ledger.Tape = new();
        var asked = new OrderAsk(new(3), s_at, Speed.TwoDay, new([new(new(1), 2), new(new(2), 1)]));
        Assert.Equal(OrderOutcome.Unknown, ledger.Ask(new(0, 1), asked));
        Assert.Null(ledger.AskOf(new(0, 1)));

        ledger.Hold(new(0, 1), s_at, s_at.PlusMinutes(15), [new(new(1), new(1), 2)], []);
        Assert.Equal(OrderOutcome.Held, ledger.Ask(new(0, 1), asked));
        Assert.Equal(OrderOutcome.Held, ledger.Ask(new(0, 1), asked with { Lines = new([.. asked.Lines.Rows]) }));
        Assert.All<OrderAsk>(
            [
                asked with { Region = new(4) }, asked with { At = s_at.PlusMinutes(1) }, asked with { Speed = null },
                asked with { Lines = new([new(new(1), 2)]) },
            ],
            other => Assert.Equal(OrderOutcome.OtherContent, ledger.Ask(new(0, 1), other)));

        var replayed = Stocked();
        LedgerReplay.Apply(replayed, ledger.Tape.Bytes);
        Assert.All([ledger, replayed, LedgerSnapshot.Read(LedgerSnapshot.Of(ledger))],
            copy => Assert.Equal(asked, copy.AskOf(new(0, 1))));
        Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(replayed));

        ledger.Release(new(0, 1), s_at);
        ledger.Forget(new DateOnly(2026, 1, 6));
        Assert.Null(ledger.AskOf(new(0, 1)));
    }

    [Fact]
    public void What_is_forgotten_is_refused_not_repeated()
    {
        var ledger = Stocked();
        var entry = Movements.Return(new(9, 1), s_at, new(1), new(1), 1);
        PostAll(ledger, [entry]);
        ledger.Place(new(0, 1), s_at, [new(new(1), new(1), 1)], []);
        ledger.Place(new(0, 2), s_at, [new(new(1), new(1), 1)], []);
        ledger.Ship(new(0, 1), default, s_at);
        ledger.Forget(s_at.UtcDay.AddDays(1));

        var outcomes = new Outcome[1];
        ledger.Post([entry], outcomes);
        Assert.Equal(Outcome.TooOld, outcomes[0]);
        Assert.Equal(OrderOutcome.TooOld, ledger.Place(new(0, 1), s_at, [new(new(1), new(1), 1)], []));
        Assert.Equal(OrderOutcome.Decided, ledger.Place(new(0, 2), s_at, [new(new(1), new(1), 1)], []));
        Assert.Equal((0, 1), (ledger.RememberedKeys, ledger.RememberedOrders));
    }

    [Fact]
    public void Strange_numbers_are_refused_and_never_throw()
    {
        var (ledger, outcomes) = (new GoodsLedger(new() { MostProducts = 5, MostFacilities = 3 }), new Outcome[1]);
        var good = Movements.ReceiveExtra(new(1, 1), s_at, new(5), new(3), int.MaxValue);
        foreach (var bad in (Entry[])
        [
            good with { Product = new(6) }, good with { Product = new(-1) }, good with { Units = int.MinValue },
            good with { To = new(new(4), GoodsState.OnHand) }, good with { To = new(new(-4), GoodsState.OnHand) },
            good with { To = new(new(1), (GoodsState)77) }, good with { At = new(long.MaxValue) },
            good with { At = new(-1) }, good with { Lot = -1 }, good with { Owner = new(-1) }, default,
        ])
        {
            ledger.Post([bad], outcomes);
            Assert.Equal(Outcome.Refused, outcomes[0]);
            Assert.NotNull(ledger.BrokenRule(bad));
        }

        ledger.Post([good], outcomes);
        Assert.Equal(Outcome.Posted, outcomes[0]);
        ledger.Post([good with { Key = new(1, 2), Units = 1 }], outcomes);
        Assert.Equal(Outcome.TooMany, outcomes[0]);
        Assert.Equal(OrderOutcome.Refused, ledger.Place(new(0, 1), s_at, [], []));
        Assert.Equal(OrderOutcome.Refused, ledger.Hold(new(0, 1), s_at, s_at, [new(new(5), new(3), 1)], []));
        Assert.Equal(0, ledger.Availability[new(-1), new(int.MaxValue)]);
        Assert.Equal(int.MaxValue, ledger.Availability[new(5), new(3)]);
    }

    [Fact]
    public void Growing_keeps_every_cell()
    {
        var ledger = new GoodsLedger(new() { ExpectedProducts = 1, ExpectedFacilities = 1 });
        for (var i = 1; i <= 60; i++)
        {
            ledger.Count(new(1, (ulong)i), s_at, new(new(i * 13), new(1 + (i % 40)), i));
            Assert.Equal(i, ledger.Availability[new(i * 13), new(1 + (i % 40))]);
        }

        Assert.All(Enumerable.Range(1, 60), i => Assert.Equal(i, ledger.Available(new(i * 13), new(1 + (i % 40)))));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void Holding_and_shipping_allocates_nothing_in_steady_state()
    {
        var ledger = Stocked();
        StockClaim[] lines = [new(new(1), new(1), 1)];
        long Run(ulong from, int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < from + (ulong)count; i++)
            {
                ledger.Hold(new(0, i), s_at, s_at.PlusMinutes(5), lines, []);
                ledger.Release(new(0, i), s_at);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Run(0, 1_000);
        ledger.Forget(s_at.UtcDay);
        Run(5_000, 100);
        Assert.Equal(0, Run(6_000, 50));
    }

    private static bool PostAll(GoodsLedger ledger, Entry[] entries) =>
        ledger.PostAll(entries, new Outcome[entries.Length]);

    private static GoodsLedger Stocked()
    {
        var ledger = new GoodsLedger();
        ledger.Count(new(1, 1), s_at, new(new(1), new(1), 10));
        return ledger;
    }

    private static PurchaseOrderLine Line(int units) => default(PurchaseOrderLine) with
    {
        Product = new(1), ShipTo = new(2), Units = units,
    };

    private static Receipt Receipt(int line, int part, int units) => default(Receipt) with
    {
        PurchaseOrder = Label.Of("P1"), Line = line, Part = part, Product = new(1), ShipTo = new(2), Units = units,
        Condition = Condition.Sellable,
    };
}
