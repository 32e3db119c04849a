using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>What can happen to a ledger, so small a world that everything collides with everything.</summary>
internal abstract record LedgerAct
{
    /// <summary>Any list of acts, in which keys, orders and cells repeat.</summary>
    internal static Gen<LedgerAct[]> Story { get; } = Gen.Frequency(
        (3, Acts().Array[0, 60]), (1, ArrivalActs.Story));

    internal abstract string Do(GoodsLedger ledger);

    internal abstract string Do(NaiveLedger ledger);

    /// <summary>What the naive ledger answers; what that did to who waits is settled.</summary>
    internal string Tell(NaiveLedger ledger)
    {
        var answer = Do(ledger);
        ledger.SettleArrivals();
        return answer;
    }

    private static Gen<LedgerAct> Acts()
    {
        var product = Gen.Int[1, 2].Select(i => new ProductId(i));
        var facility = Gen.Int[1, 2].Select(i => new FacilityId(i));
        var owner = Gen.Int[0, 3].Select(i => new OwnerId(i == 3 ? 1 : 0));
        var key = Gen.Select(Gen.ULong[1, 4], Gen.ULong[1, 12], (cause, row) => new EntryKey(cause, row));
        var order = Gen.ULong[1, 8].Select(i => new OrderKey(7, i));
        var at = Gen.Int[0, 40].Select(i => new Instant(1_000_000 + i));
        var account = Gen.Select(facility, Gen.Int[1, 11], Gen.Int[0, 19], (place, state, odd) =>
            new Account(IsOutside((GoodsState)state) == (odd > 0) ? default : place, (GoodsState)state));
        // Now and then nearly all units that an account can have: what comes back must find room there.
        Gen<int> Units(int least, int most, int often) => Gen.Frequency(
            (often, Gen.Int[least, most]), (1, Gen.Int[int.MaxValue - 9, int.MaxValue]));
        var supply = facility.Select(place => new Account(place, GoodsState.OnHand));
        var opening = Gen.Select(key, at, product, owner, supply, Units(1, 9, 9), (k, t, p, o, to, units) =>
            new Entry(k, t, p, o, 0, Account.Outside(GoodsState.Adjusted), to, units));
        var any = Gen.Select(
            Gen.Select(key, at), Gen.Select(product, owner, Gen.Int[0, 1]), account, account, Units(0, 9, 9),
            (k, p, from, to, units) => new Entry(k.Item1, k.Item2, p.Item1, p.Item2, p.Item3, from, to, units));
        var onTheWay = Gen.Select(key, at, Gen.Select(product, facility), Gen.Int[0, 6], Units(1, 9, 20),
            (k, t, cell, step, units) => ArrivalActs.Step(k, t, cell.Item1, cell.Item2, step, units));
        var entry = Gen.Frequency((4, opening), (2, any), (3, onTheWay));
        var line = Gen.Select(product, facility, Units(1, 4, 30), owner, (p, f, units, o) =>
            new StockClaim(p, f, units, o));
        var slot = Gen.Select(facility, Gen.Int[0, 15], (place, kind) => kind switch
        {
            0 => Slot.Parcels(new(place.Value), 29_000_000),
            1 => Slot.Delivery(new(place.Value), 29_000_000),
            _ => Slot.Pick(place, new(2026, 1, 2)),
        });
        var claim = Gen.Select(slot, Gen.Int[1, 4], (s, units) => new SlotClaim(s, units));
        var arrival = Gen.Select(product, facility, Slot.Arrival);
        var wait = Gen.Select(arrival, Gen.Int[1, 4], (s, units) => new SlotClaim(s, units));
        var amend = Gen.Select(Gen.Select(key, at, order), Gen.Int[0, 3].Array[3],
            Gen.Int[0, 2].Select(i => new FacilityId(i)).Array[3], claim, Gen.Int[0, 14],
            (o, less, to, more, odd) => new AmendAct(o.Item1, o.Item2, o.Item3, less, to, more, odd));
        return Gen.Frequency(
            (6, entry.Select(LedgerAct (e) => new PostAct(e))),
            (2, Gen.Select(entry.Array[1, 3], Gen.ULong[1, 4], LedgerAct (group, cause) => new GroupAct(
                [.. group.Select(e => e with { Key = e.Key with { Cause = cause } })]))),
            (8, Gen.Select(order, at, Gen.Int[-1, 30], line.Array[1, 3], claim.Array[0, 2],
                LedgerAct (o, t, wait, lines, slots) => new HoldAct(o, t, wait, lines, slots))),
            (4, Gen.Select(Gen.Select(order, at, Gen.Int[-9, 30]), line.Array[0, 2], wait.Array[0, 2],
                claim.Array[0, 1], LedgerAct (o, lines, waits, slots) =>
                    new HoldAct(o.Item1, o.Item2, o.Item3, lines, [.. waits, .. slots]))),
            (3, Gen.Select(arrival, Gen.Int[0, 12], at, LedgerAct (s, limit, t) => new OpenAct(s, limit, t))),
            (2, Gen.Select(order, at, LedgerAct (o, t) => new DecideAct(o, t))),
            (2, Gen.Select(order, at, LedgerAct (o, t) => new ReleaseAct(o, t))),
            (2, Gen.Select(order, Gen.Int[0, 2], at, LedgerAct (o, f, t) => new ShipAct(o, new(f), t))),
            (2, Gen.Select(order, Gen.Int[0, 2], at, LedgerAct (o, f, t) => new PickAct(o, new(f), t))),
            (1, at.Select(LedgerAct (t) => new ExpireAct(t))),
            (2, Gen.Select(key, at, line, Units(0, 9, 6), LedgerAct (k, t, l, units) => new CountAct(
                k, t, new(l.Product, l.Facility, units, l.Owner)))),
            (3, Gen.Select(
                Gen.Select(product, facility), Gen.Long[0, 9], Gen.Bool, Units(-4, 9, 6), at,
                LedgerAct (cell, number, isLevel, units, t) => new FeedAct(t, new(
                    cell.Item1, cell.Item2, number, isLevel ? FeedKind.Level : FeedKind.Change, units)))),
            (3, Gen.Select(slot, Gen.Int[0, 12], at, LedgerAct (s, limit, t) => new OpenAct(s, limit, t))),
            (6, Gen.Select(key, at, order.Array[1, 2], facility.Array[6], Gen.Int[0, 9],
                LedgerAct (k, t, orders, to, odd) => new MoveAct(k, t, orders, to, odd))),
            (4, amend.Select(LedgerAct (act) => act)),
            (8, HoldChangeAct.Any(amend, at)));
    }

    private static bool IsOutside(GoodsState state) => state is GoodsState.Vendor or >= GoodsState.Shipped;
}

internal sealed record PostAct(Entry Entry) : LedgerAct
{
    internal override string Do(GoodsLedger ledger)
    {
        var outcomes = new Outcome[1];
        ledger.Post([Entry], outcomes);
        return $"{outcomes[0]}";
    }

    internal override string Do(NaiveLedger ledger) => $"{ledger.Post(Entry)}";
}

internal sealed record GroupAct(Entry[] Group) : LedgerAct
{
    internal override string Do(GoodsLedger ledger)
    {
        var outcomes = new Outcome[Group.Length];
        var isPosted = ledger.PostAll(Group, outcomes);
        return $"{string.Join(' ', outcomes)} {isPosted}";
    }

    internal override string Do(NaiveLedger ledger)
    {
        var outcomes = ledger.PostGroup(Group);
        var isPosted = Array.TrueForAll(outcomes, outcome => outcome is Outcome.Posted or Outcome.AlreadyPosted);
        return $"{string.Join(' ', outcomes)} {isPosted}";
    }
}

/// <summary>Holds an order, or places it where there is no wait.</summary>
internal sealed record HoldAct(OrderKey Order, Instant At, int Wait, StockClaim[] Lines, SlotClaim[] Slots) : LedgerAct
{
    private long Expires => Wait < 1 ? 0 : At.UnixMilliseconds + Wait;

    internal override string Do(GoodsLedger ledger) => Wait < 0
        ? $"{ledger.Place(Order, At, Lines, Slots)}"
        : $"{ledger.Hold(Order, At, new(Expires), Lines, Slots)}";

    internal override string Do(NaiveLedger ledger) =>
        $"{ledger.Hold(Order, At.UnixMilliseconds, Expires, Lines, Slots, Wait < 0)}";
}

internal sealed record DecideAct(OrderKey Order, Instant At) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Decide(Order, At)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Decide(Order, At.UnixMilliseconds)}";
}

internal sealed record ReleaseAct(OrderKey Order, Instant At) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Release(Order, At)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Release(Order)}";
}

internal sealed record ShipAct(OrderKey Order, FacilityId Facility, Instant At) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Ship(Order, Facility, At)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Ship(Order, Facility)}";
}

internal sealed record ExpireAct(Instant Now) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Expire(Now)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Expire(Now.UnixMilliseconds)}";
}

internal sealed record CountAct(EntryKey Key, Instant At, StockCount Stock) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Count(Key, At, Stock)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Count(Key, Stock)}";
}

internal sealed record FeedAct(Instant At, FeedUpdate Update) : LedgerAct
{
    internal override string Do(GoodsLedger ledger)
    {
        var outcomes = new FeedOutcome[1];
        ledger.Feed(FeedKey.Of("story"), At, [Update], outcomes);
        return $"feed {outcomes[0]}";
    }

    internal override string Do(NaiveLedger ledger) => $"feed {ledger.Feed(Update)}";
}

internal sealed record OpenAct(Slot Slot, int Limit, Instant At) : LedgerAct
{
    internal override string Do(GoodsLedger ledger)
    {
        ledger.OpenSlot(Slot, Limit, At);
        return "";
    }

    internal override string Do(NaiveLedger ledger)
    {
        ledger.OpenSlot(Slot, Limit);
        return "";
    }
}
