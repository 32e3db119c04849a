using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <content>Orders that change before they leave: units that were not found, and other addresses.</content>
internal sealed partial class ShardClients
{
    private readonly List<SimulatedChange> _changes = [];
    private ulong _changeKey;

    /// <summary>The changes that somebody asked for, in turn; of one order one after the other.</summary>
    internal IReadOnlyList<SimulatedChange> Changes => _changes;

    // Of one order one at a time, so that it is known in the end in which order they were done.
    private bool IsChanging(int order) => _waiting.Exists(one => one.Order == order && one.IsChange);

    private async Task ChangeAsync(LedgerShards shards, int order, bool isAddress, Instant now)
    {
        var claims = await shards.ClaimsToAmendAsync(_orders[order].Order, now).ConfigureAwait(false);
        if (claims is not { State: OrderOutcome.Decided, Lines.Length: > 0 }
            || (isAddress && (claims.Ask is null || GoodsClaims.AnyArriving(claims.Slots))))
        {
            return;
        }

        var change = new SimulatedChange(order, new(++_changeKey, 6), isAddress ? Readdressed(order, claims, now)
            : Shorted(order, claims), claims.Lines.Sum(line => line.Units), ulong.PopCount(claims.Ledgers) > 1);
        _changes.Add(change);
        var (outcome, _) = await shards.AmendAsync(change.Key, now, change.Wanted, new(change.Key.Cause, 7))
            .ConfigureAwait(false);
        change.Outcome = outcome;
        Require(outcome is MoveOutcome.Moved or MoveOutcome.Changed or MoveOutcome.NotEnoughStock
            or MoveOutcome.SlotFull or MoveOutcome.Refused, $"change {change.Key.Cause} of order {order} is {outcome}");
        Require(outcome != MoveOutcome.Refused || claims.HasLeft || HasAsked(order, "pick") || HasAsked(order, "ship"),
            $"change {change.Key.Cause} of order {order} is refused");
    }

    // Some leave from the other center; two of them may exchange units.
    private async Task MoveAsync(LedgerShards shards, int order, int other, Instant now)
    {
        var (key, moves) = (new EntryKey(++_changeKey, 6), new List<SimulatedChange>());
        foreach (var one in (int[])(order == other ? [order] : [order, other]))
        {
            var claims = await shards.ClaimsToAmendAsync(_orders[one].Order, now).ConfigureAwait(false);
            if (claims is not { State: OrderOutcome.Decided, Lines.Length: > 0, HasLeft: false, Picked.Length: 0 }
                || GoodsClaims.AnyArriving(claims.Slots))
            {
                return;
            }

            var lines = claims.Lines.Select(line => line with { Facility = OtherThan(line.Facility) });
            moves.Add(new(one, key, new(_orders[one].Order, claims.Seen, Together(lines), claims.Slots),
                claims.Lines.Sum(line => line.Units), ulong.PopCount(claims.Ledgers) > 1) { IsMove = true });
        }

        _changes.AddRange(moves);
        var outcome = await shards.Many!.MoveAsync(key, now, [.. moves.Select(move => new OrderMove(
            move.Wanted.Order, move.Wanted.Seen, move.Wanted.Lines, move.Wanted.Slots))], []).ConfigureAwait(false);
        moves.ForEach(move => move.Outcome = outcome);
        Require(outcome is MoveOutcome.Moved or MoveOutcome.Changed or MoveOutcome.NotEnoughStock
            or MoveOutcome.SlotFull or MoveOutcome.Refused, $"move {key.Cause} is {outcome}");
    }

    // Some units of a line are not there; as many come from the other center, or none, and need hands there or not.
    private OrderAmendment Shorted(int order, OpenClaims claims)
    {
        var at = below(claims.Lines.Length);
        var (line, units) = (claims.Lines[at], 1 + below(claims.Lines[at].Units));
        var lines = claims.Lines.ToList();
        lines[at] = line with { Units = line.Units - units };
        if (below(3) > 0)
        {
            lines.Add(line with { Units = units, Facility = OtherThan(line.Facility) });
        }

        var hands = Slot.Pick(OtherThan(line.Facility), Start.UtcDay);
        return new(_orders[order].Order, claims.Seen, Together(lines),
            below(2) == 0 ? claims.Slots : Together([.. claims.Slots, new SlotClaim(hands, units)]))
        {
            Missing = [line with { Units = units }],
            MissingTo = below(2) == 0 ? GoodsState.Lost : GoodsState.Unfulfillable,
        };
    }

    // It leaves from the other center; some of it stays where it is.
    private OrderAmendment Readdressed(int order, OpenClaims claims, Instant now)
    {
        var lines = claims.Lines.Select(line =>
            below(3) == 0 ? line : line with { Facility = OtherThan(line.Facility) });
        var slots = claims.Slots.Where(claim => claim.Slot.Kind != SlotKind.PickUnits)
            .Append(new(Slot.Pick(new(1 + below(Facilities)), Start.UtcDay), 1 + below(2)));
        return new(_orders[order].Order, claims.Seen, Together(lines), Together(slots))
        {
            Ask = claims.Ask! with { Readdressed = new(2 + below(3)), Promised = now.PlusMinutes(below(100)) },
        };
    }

    private static FacilityId OtherThan(FacilityId facility) => new(Facilities + 1 - facility.Value);

    private static StockClaim[] Together(IEnumerable<StockClaim> lines) =>
    [
        .. lines.Where(line => line.Units > 0).GroupBy(line => line with { Units = 0 })
            .Select(of => of.Key with { Units = of.Sum(line => line.Units) }),
    ];

    private static SlotClaim[] Together(IEnumerable<SlotClaim> slots) =>
        [.. slots.GroupBy(claim => claim.Slot).Select(of => new SlotClaim(of.Key, of.Sum(claim => claim.Units)))];
}
