using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Which claims go where less is there than orders claim, and in which order.</summary>
public sealed class CutOrderTests
{
    private const int Products = 3;
    private const int Facilities = 2;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    private static readonly Gen<StockClaim> s_line = Gen.Select(
        Gen.Int[1, Products], Gen.Int[1, Facilities], Gen.Int[1, 3], Gen.Int[0, 4], (product, facility, units, owner) =>
            new StockClaim(new(product), new(facility), units, new(owner / 4)));

    private static readonly Gen<SlotClaim> s_slot = Gen.Select(Gen.Int[1, Facilities], Gen.Int[1, 3], Gen.Int[0, 5],
        (place, units, kind) => new SlotClaim(
            kind == 0 ? Slot.Parcels(new(place), 29_000_000) : Slot.Pick(new(place), s_now.UtcDay), units));

    private static readonly Gen<Func<Scene, int>> s_step = Gen.Frequency(
        (12, Gen.Select(s_line.Array[1, 3], s_slot.Array[0, 3], Gen.Bool,
            Func<Scene, int> (lines, slots, isHeld) => scene => scene.Place(lines, slots, isHeld))),
        (2, Gen.Select(Gen.ULong[1, 99], Gen.Int[0, Facilities],
            Func<Scene, int> (order, from) => scene => scene.Ship(new(0, order), new(from)))),
        (1, Gen.ULong[1, 99].Select(Func<Scene, int> (order) => scene => scene.Release(new(0, order)))),
        (1, Gen.Select(Gen.ULong[1, 99], Gen.Int[1, Facilities],
            Func<Scene, int> (order, to) => scene => scene.Move(new(0, order), new(to)))),
        (2, Gen.Select(s_line, Gen.Int[0, 60],
            Func<Scene, int> (cell, units) => scene => scene.Count(cell, units))),
        (2, Gen.Select(s_slot, Gen.Int[0, 90],
            Func<Scene, int> (slot, limit) => scene => scene.Limit(slot.Slot, limit))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_newest_claims_go_first_as_a_look_at_every_order_finds_them(bool isReadBack)
    {
        var cuts = 0;
        s_step.Array[50, 300].Sample(
            steps =>
            {
                var scene = new Scene(isReadBack);
                Interlocked.Add(ref cuts, steps.Sum(step => step(scene)));
                Assert.Empty(LedgerAudit.Check(scene.Ledger));
            },
            iter: 100);
        Assert.InRange(cuts, 1_000, int.MaxValue);
    }

    [Fact]
    public void Of_many_claims_on_one_cell_and_one_slot_the_newest_go()
    {
        var (scene, cell) = (new Scene(isReadBack: false), new StockClaim(new(1), new(1), 1));
        var slot = Slot.Pick(new(1), s_now.UtcDay);
        scene.Ledger.OpenSlot(slot, 10_000, s_now);
        scene.Ledger.Count(new(9, 9), s_now, new(new(1), new(1), 3_000));
        for (var i = 0; i < 3_000; i++)
        {
            scene.Place([cell], [new(slot, 1)], isHeld: i % 3 == 0);
        }

        Assert.InRange(scene.Count(cell, 2_500), 500, 1_000);
        Assert.InRange(scene.Limit(slot, 1_000), 1_000, 2_000);
        Assert.Empty(LedgerAudit.Check(scene.Ledger));
    }

    // A ledger, and what is done to it; before each cut the oracle says which claims go.
    private sealed class Scene
    {
        private readonly CutOracle _oracle = new();
        private readonly bool _isReadBack;
        private ulong _orders;
        private ulong _keys;

        internal Scene(bool isReadBack)
        {
            _isReadBack = isReadBack;
            for (var cell = 0; cell < Products * Facilities * 2; cell++)
            {
                Ledger.Count(new(1, ++_keys), s_now, new(
                    new(1 + (cell % Products)), new(1 + (cell / Products % Facilities)), 120,
                    new(cell / Products / Facilities)));
            }

            for (var place = 1; place <= Facilities; place++)
            {
                Ledger.OpenSlot(Slot.Pick(new(place), s_now.UtcDay), 200, s_now);
                Ledger.OpenSlot(Slot.Parcels(new(place), 29_000_000), 200, s_now);
            }
        }

        internal GoodsLedger Ledger { get; private set; } = new();

        internal int Place(StockClaim[] lines, SlotClaim[] slots, bool isHeld)
        {
            var order = new OrderKey(0, ++_orders);
            var outcome = isHeld ? Ledger.Hold(order, s_now, default, lines, slots)
                : Ledger.Place(order, s_now, lines, slots);
            if (outcome is OrderOutcome.Held or OrderOutcome.Decided)
            {
                _oracle.Note(order, slots);
            }

            return 0;
        }

        internal int Ship(OrderKey order, FacilityId from) => (int)Ledger.Ship(order, from, s_now) & 0;

        internal int Release(OrderKey order) => (int)Ledger.Release(order, s_now) & 0;

        internal int Move(OrderKey order, FacilityId to)
        {
            if (Array.Find(Ledger.Unpicked(), one => one.Order == order) is { } open)
            {
                Ledger.MoveOrders(new(2, ++_keys), s_now,
                [
                    new(order, open.Seen, Array.ConvertAll(open.Lines, line => line with { Facility = to }),
                        open.Slots),
                ]);
            }

            return 0;
        }

        internal int Count(StockClaim cell, int units)
        {
            var count = new StockCount(cell.Product, cell.Facility, units, cell.Owner);
            return Cut(_oracle.Count(Ledger, count), cuts => Ledger.Count(new(3, ++_keys), s_now, count, cuts));
        }

        internal int Limit(Slot slot, long limit) =>
            Cut(_oracle.Limit(Ledger, slot, limit), cuts => Ledger.OpenSlot(slot, limit, s_now, cuts));

        private int Cut(List<ClaimCut> expected, Action<List<ClaimCut>> cut)
        {
            // A ledger that was read back has its index in another order.
            Ledger = _isReadBack ? LedgerSnapshot.Read(LedgerSnapshot.Of(Ledger)) : Ledger;
            var cuts = new List<ClaimCut>();
            cut(cuts);
            Assert.Equal(expected, cuts);
            return cuts.Count;
        }
    }
}
