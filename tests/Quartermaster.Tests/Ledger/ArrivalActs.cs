using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <summary>What becomes of goods that a vendor sends, and of orders that wait for them.</summary>
internal static class ArrivalActs
{
    /// <summary>A list of acts about one product, most of them about what is on its way.</summary>
    internal static Gen<LedgerAct[]> Story { get; } = Acts().Array[0, 40].Select(acts => Opening().Concat(acts)
        .ToArray());

    private static IEnumerable<LedgerAct> Opening() =>
        from place in (int[])[1, 2]
        let cell = new FacilityId(place)
        from act in (LedgerAct[])
        [
            new PostAct(Step(new(9, (ulong)place), new(1_000_000), new(1), cell, 0, 7 + place)),
            new OpenAct(Slot.Arrival(new(1), cell), 12, new(1_000_000)),
        ]
        select act;

    private static Gen<LedgerAct> Acts()
    {
        var product = new ProductId(1);
        var facility = Gen.Frequency((3, Gen.Const(new FacilityId(1))), (1, Gen.Const(new FacilityId(2))));
        var key = Gen.Select(Gen.ULong[1, 4], Gen.ULong[1, 200], (cause, row) => new EntryKey(cause, row));
        var order = Gen.ULong[1, 8].Select(i => new OrderKey(7, i));
        var at = Gen.Int[0, 40].Select(i => new Instant(1_000_000 + i));
        var units = Gen.Int[1, 6];
        var slot = facility.Select(place => Slot.Arrival(product, place));
        var wait = Gen.Select(slot, Gen.Int[1, 3], (s, count) => new SlotClaim(s, count));
        var line = Gen.Select(facility, Gen.Int[1, 3], (place, count) => new StockClaim(product, place, count));
        var entry = Gen.Select(Gen.Select(key, at), facility, Gen.Int[0, 9], units,
            (k, place, step, count) => Step(k.Item1, k.Item2, product, place, step, count));
        return Gen.Frequency(
            (8, entry.Select(LedgerAct (e) => new PostAct(e))),
            (2, Gen.Select(entry.Array[1, 3], Gen.ULong[1, 4], LedgerAct (group, cause) => new GroupAct(
                [.. group.Select(e => e with { Key = e.Key with { Cause = cause } })]))),
            (5, Gen.Select(slot, Gen.Int[0, 12], at, LedgerAct (s, limit, t) => new OpenAct(s, limit, t))),
            (8, Gen.Select(Gen.Select(order, at, Gen.Int[-9, 30]), line.Array[0, 1], wait.Array[0, 2],
                LedgerAct (o, lines, waits) => new HoldAct(o.Item1, o.Item2, o.Item3, lines, waits))),
            (1, Gen.Select(order, at, LedgerAct (o, t) => new DecideAct(o, t))),
            (1, Gen.Select(order, at, LedgerAct (o, t) => new ReleaseAct(o, t))),
            (1, Gen.Select(order, Gen.Int[0, 2], at, LedgerAct (o, f, t) => new ShipAct(o, new(f), t))),
            (1, Gen.Select(order, Gen.Int[0, 2], at, LedgerAct (o, f, t) => new PickAct(o, new(f), t))),
            (1, at.Select(LedgerAct (t) => new ExpireAct(t))),
            (1, Gen.Select(key, at, facility, units, LedgerAct (k, t, place, count) => new CountAct(
                k, t, new(product, place, count)))),
            (1, Gen.Select(at, facility, Gen.Long[1, 99], units, LedgerAct (t, place, number, count) => new FeedAct(
                t, new(product, place, number, FeedKind.Change, count)))),
            (1, Gen.Select(Gen.Select(key, at, order), Gen.Int[0, 3].Array[3],
                facility.Array[3], wait, Gen.Int[2, 14],
                LedgerAct (o, less, to, more, odd) => new AmendAct(o.Item1, o.Item2, o.Item3, less, to, more, odd))));
    }

    /// <summary>One step: ordered, or sent on, or arrived, or not coming.</summary>
    internal static Entry Step(EntryKey key, Instant at, ProductId product, FacilityId facility, int step, int units)
    {
        var vendor = Account.Outside(GoodsState.Vendor);
        var (ordered, transit, shelf) = (new Account(facility, GoodsState.Ordered),
            new Account(facility, GoodsState.InTransit), new Account(facility, GoodsState.OnHand));
        var (from, to) = step switch
        {
            < 3 => (vendor, ordered),
            3 => (ordered, shelf),
            4 => (ordered, transit),
            5 => (transit, shelf),
            _ => (ordered, vendor),
        };
        return new(key, at, product, default, 0, from, to, units);
    }
}
