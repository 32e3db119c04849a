using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>Holds a change of some orders beside them: of each as <see cref="AmendAct"/> would have it.</summary>
/// <param name="Key">The change's key.</param>
/// <param name="At">When.</param>
/// <param name="Orders">How each is to change; their own keys and asks are left out.</param>
internal sealed record HoldChangeAct(EntryKey Key, Instant At, AmendAct[] Orders) : LedgerAct
{
    internal const int Wait = 20;

    /// <summary>Such changes, and ends of them, of few keys.</summary>
    internal static Gen<LedgerAct> Any(Gen<AmendAct> order, Gen<Instant> at)
    {
        var key = Gen.ULong[1, 2].Select(row => new EntryKey(9, row));
        return Gen.Frequency(
            (5, Gen.Select(key, at, order.Array[1, 2], LedgerAct (k, t, orders) => new HoldChangeAct(k, t, orders))),
            (6, Gen.Select(key, at, Gen.Int[0, 3], LedgerAct (k, t, how) => new EndChangeAct(k, t, how))));
    }

    internal override string Do(GoodsLedger ledger) => "hold change " + ledger.HoldChange(Key, At,
        new(At.UnixMilliseconds + Wait), Array.ConvertAll(Orders, one => PartOf(one, ledger.ClaimsHere(one.Order))));

    internal override string Do(NaiveLedger ledger) => $"hold change {ledger.HoldChange(this)}";

    // Not always a slot more, which is seldom open.
    internal static IEnumerable<SlotClaim> SlotsOf(AmendAct one, IEnumerable<SlotClaim> claimed) =>
        one.Odd == 2 ? [] : one.Odd > 7 ? claimed : claimed.Append(one.More);

    private static OrderChangePart PartOf(AmendAct one, OpenClaims? claims)
    {
        var (lines, missing) = one.Split([.. claims?.Lines ?? [new(new(1), new(1), 1)]]);
        return new(one.Order, (claims?.Seen ?? 7) + (one.Odd == 0 ? 1UL : 0), [.. lines],
            [.. SlotsOf(one, claims?.Slots ?? [])])
        {
            Missing = [.. missing], MissingTo = one.MissingTo, Picked = PickedOf(one),
        };
    }

    /// <summary>Where it is being picked in other ledgers.</summary>
    internal static FacilityId[] PickedOf(AmendAct one) => one.Odd > 6 ? [.. one.To.Where(to => to.Value > 0)] : [];
}

/// <summary>Ends a change that is held.</summary>
/// <param name="Key">The change's key.</param>
/// <param name="At">When.</param>
/// <param name="How">0: it is given up; 1: it is done, as another ledger says; else it is decided here.</param>
internal sealed record EndChangeAct(EntryKey Key, Instant At, int How) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => How switch
    {
        0 => $"withdraw change {ledger.WithdrawChange(Key, At)}",
        1 => $"follow change {ledger.FollowChange(Key, At)}",
        _ => $"decide change {ledger.DecideChange(Key, At)}",
    };

    internal override string Do(NaiveLedger ledger) => How switch
    {
        0 => $"withdraw change {ledger.EndChange(Key, isDone: false)}",
        1 => $"follow change {ledger.EndChange(Key, isDone: true)}",
        _ => $"decide change {ledger.DecideChange(Key)}",
    };
}
