using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Movements of several entries: all or none, and back again.</summary>
public sealed class MovementsTests
{
    private const int Products = 4;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));
    private static readonly FacilityId s_place = new(1);

    private static readonly Gen<StockClaim> s_goods = Gen.Select(Gen.Int[1, Products], Gen.Int[1, 5], Gen.Int[0, 1],
        (product, units, owner) => new StockClaim(new(product), s_place, units, new(owner)));

    [Fact]
    public void Kits_are_made_of_all_their_parts_or_not_at_all_and_come_apart_again() => Gen.Select(
        s_goods.Array[1, 4], s_goods.Array[1, 2], Gen.Int[0, 9], Gen.Int[0, 9]).Sample((parts, kits, own, other) =>
        {
            var ledger = Stocked(own, other);
            var before = Shelf(ledger);
            var wanted = parts.GroupBy(part => (part.Product, part.Owner));
            var isEnough = wanted.All(goods =>
                goods.Sum(part => part.Units) <= (goods.Key.Owner.Value == 0 ? own : other));

            var entries = Movements.Exchange(new(7, 100), s_now, s_place, parts, kits);
            Assert.Equal(isEnough, PostAll(ledger, entries));
            Assert.Equal(isEnough, PostAll(ledger, entries)); // Once, however often.
            var moved = before.ToDictionary();
            foreach (var (goods, sign) in parts.Select(part => (part, -1)).Concat(kits.Select(kit => (kit, 1))))
            {
                moved[(goods.Product, goods.Owner)] += isEnough ? sign * goods.Units : 0;
            }

            Assert.Equal(moved, Shelf(ledger));
            Assert.Empty(LedgerAudit.Check(ledger));

            // What was made comes apart, unless it was never made.
            if (isEnough)
            {
                Assert.True(PostAll(ledger, Movements.Exchange(new(8, 0), s_now, s_place, kits, parts)));
                Assert.Equal(before, Shelf(ledger));
            }
        });

    [Fact]
    public void Goods_that_change_their_owner_stay_as_many() => Gen.Select(s_goods, Gen.Int[0, 9], Gen.Int[0, 9])
        .Sample((goods, own, other) =>
        {
            var ledger = Stocked(own, other);
            var isEnough = goods.Units <= (goods.Owner.Value == 0 ? own : other);
            var to = new OwnerId(1 - goods.Owner.Value);
            Assert.Equal(isEnough, PostAll(ledger, Movements.ChangeOwner(new(7, 1), s_now, goods, to)));
            var shelf = Shelf(ledger);
            Assert.Equal(own + other, shelf[(goods.Product, new(0))] + shelf[(goods.Product, new(1))]);
            Assert.Equal((goods.Owner.Value == 0 ? own : other) - (isEnough ? goods.Units : 0),
                shelf[(goods.Product, goods.Owner)]);
            Assert.Empty(LedgerAudit.Check(ledger));
        });

    [Fact]
    public void Goods_that_are_held_are_not_made_into_others_nor_given_away()
    {
        var ledger = Stocked(own: 5, other: 0);
        ledger.Place(new(0, 1), s_now, [new(new(1), s_place, 4)], []);
        StockClaim two = new(new(1), s_place, 2);
        Assert.False(PostAll(ledger, Movements.ChangeOwner(new(7, 1), s_now, two, new(1))));
        Assert.False(PostAll(ledger, Movements.Exchange(new(8, 1), s_now, s_place, [two], [new(new(2), s_place, 1)])));
        Assert.Equal((1, 4), (ledger.Available(new(1), s_place), ledger.Held(new(1), s_place)));
    }

    [Fact]
    public void What_was_damaged_may_be_sellable_after_all()
    {
        var ledger = Stocked(own: 5, other: 0);
        Assert.True(PostAll(ledger,
        [
            Movements.Damage(new(7, 1), s_now, new(1), s_place, 3),
            Movements.Restore(new(7, 2), s_now, new(1), s_place, 2),
        ]));
        Assert.Equal(4, ledger.Available(new(1), s_place));
        Assert.Equal(1, ledger.Balance(new(1), default, s_place, GoodsState.Unfulfillable));
    }

    [Fact]
    public void What_is_lost_on_the_way_is_no_longer_under_way_and_no_more_can_be_lost_than_is() => Gen.Select(
        Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[0, 1]).Sample((sent, lost, owner) =>
        {
            var (ledger, to, whose) = (Stocked(own: 9, other: 9), new FacilityId(2), new OwnerId(owner));
            Assert.True(PostAll(ledger,
                [Movements.Depart(new(7, 1), s_now, new(1), s_place, to, sent) with { Owner = whose }]));
            Entry[] loss = [Movements.LoseInTransit(new(8, 1), s_now, new(1), to, lost) with { Owner = whose }];
            Assert.Equal(lost <= sent, PostAll(ledger, loss));
            Assert.Equal(lost <= sent, PostAll(ledger, loss)); // Once, however often.
            var gone = lost <= sent ? lost : 0;
            Assert.Equal(
                (9 - sent, sent - gone, gone), (ledger.Balance(new(1), whose, s_place, GoodsState.OnHand),
                    ledger.Balance(new(1), whose, to, GoodsState.InTransit),
                    ledger.Balance(new(1), whose, default, GoodsState.Lost)));
            Assert.Equal(0, ledger.Balance(new(1), new(1 - owner), to, GoodsState.InTransit));
            Assert.Empty(LedgerAudit.Check(ledger));
        });

    [Fact]
    public void Who_waits_for_what_is_lost_on_the_way_is_cut_by_as_much_as_is_no_longer_to_come()
    {
        var (ledger, to, cuts) = (Stocked(own: 5, other: 0), new FacilityId(2), new List<ClaimCut>());
        Assert.True(PostAll(ledger,
        [
            Movements.Order(new(7, 1), s_now, new(1), to, 3),
            Movements.Depart(new(7, 2), s_now, new(1), s_place, to, 4),
        ]));
        var arrival = Slot.Arrival(new(1), to);
        ledger.OpenSlot(arrival, 7, s_now);
        Assert.Equal(OrderOutcome.Decided, ledger.Place(new(0, 1), s_now, [], [new(arrival, 5)]));
        Assert.True(ledger.PostAll(
            [Movements.LoseInTransit(new(8, 1), s_now, new(1), to, 4)], new Outcome[1], cuts));
        Assert.Equal(2, Assert.Single(cuts).Slot.Units);
        Assert.Equal([new SlotClaim(arrival, 3)], ledger.WaitsFor(new(0, 1)));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Theory]
    [InlineData(false, GoodsState.Lost)]
    [InlineData(true, GoodsState.Vendor)]
    public void What_cannot_be_sold_leaves_the_house_and_nothing_that_can(bool toVendor, GoodsState gone)
    {
        var ledger = Stocked(own: 5, other: 0);
        Assert.True(PostAll(ledger, [Movements.Damage(new(7, 1), s_now, new(1), s_place, 3)]));
        var before = ledger.Balance(new(1), default, default, gone);
        Assert.False(PostAll(ledger, [Movements.Remove(new(7, 2), s_now, new(1), s_place, 4, toVendor)]));
        Entry[] two = [Movements.Remove(new(7, 3), s_now, new(1), s_place, 2, toVendor)];
        Assert.True(PostAll(ledger, two));
        Assert.True(PostAll(ledger, two)); // Once, however often.
        Assert.Equal((2, 1L, before + 2), (ledger.Available(new(1), s_place),
            ledger.Balance(new(1), default, s_place, GoodsState.Unfulfillable),
            ledger.Balance(new(1), default, default, gone)));
        Assert.Equal(0, ledger.Balance(new(1), default, default, toVendor ? GoodsState.Lost : GoodsState.Vendor));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    private static GoodsLedger Stocked(int own, int other)
    {
        var ledger = new GoodsLedger();
        for (var product = 1; product <= Products; product++)
        {
            ledger.Count(new(1, (ulong)product), s_now, new(new(product), s_place, own));
            ledger.Count(new(2, (ulong)product), s_now, new(new(product), s_place, other, new(1)));
        }

        return ledger;
    }

    private static bool PostAll(GoodsLedger ledger, Entry[] entries) =>
        ledger.PostAll(entries, new Outcome[entries.Length]);

    private static Dictionary<(ProductId Product, OwnerId Owner), long> Shelf(GoodsLedger ledger) => (
        from product in Enumerable.Range(1, Products)
        from owner in (int[])[0, 1]
        select (new ProductId(product), new OwnerId(owner))).ToDictionary(
            goods => goods, goods => ledger.Balance(goods.Item1, goods.Item2, s_place, GoodsState.OnHand));
}
