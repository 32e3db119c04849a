using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>All shards as one ledger, in a moment in which nobody else uses any of them.</summary>
/// <remarks>Orders of several shards are only held in such a moment, all parts of them; their home decides in a later
/// one, when every part is safe, and then the others are told.</remarks>
/// <param name="shards">The ledgers.</param>
/// <param name="map">Which of them keeps what.</param>
/// <param name="homes">Where orders are.</param>
/// <param name="view">What they can promise together.</param>
internal sealed class ShardGroup(
    GoodsLedger[] shards, ShardMap map, OrderHomes homes, Availability view) : IOrderLedger
{
    private readonly List<ClaimCut> _cuts = [];

    public Availability Availability => view;

    public DateOnly RemembersFrom => shards.Max(ledger => ledger.RemembersFrom);

    /// <summary>Orders whose parts are to be told what their home says now.</summary>
    internal HashSet<OrderKey> ToSettle { get; } = [];

    /// <summary>The latest instant of what was done.</summary>
    internal Instant Latest { get; private set; }

    public int Expire(Instant now, ICollection<OrderKey>? expired = null)
    {
        Note(now);
        var ended = new List<OrderKey>();
        var count = shards.Sum(ledger => ledger.Expire(now, ended));
        foreach (var order in ended)
        {
            // Other parts follow when the home's word is safe: goods that are free before it could be sold twice.
            ToSettle.Add(order);
            expired?.Add(order);
        }

        ToSettle.UnionWith(shards.SelectMany(ledger => ledger.Waiting(now)).Select(part => part.Order));
        return count;
    }

    public OrderOutcome StateOf(OrderKey order) => WordOf(order).State;

    public OrderAsk? AskOf(OrderKey order) => HomeOf(order)?.AskOf(order);

    public OrderOutcome Ask(OrderKey order, OrderAsk ask) => HomeOf(order)?.Ask(order, ask) ?? OrderOutcome.Unknown;

    public OrderOutcome Hold(
        OrderKey order, Instant at, Instant expires, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        Note(at);
        var word = WordOf(order);
        if (word.State != OrderOutcome.Unknown)
        {
            return word.Content == OrderPart.ContentOf(lines, slots) ? word.State : OrderOutcome.OtherContent;
        }

        var request = new OrderRequest(order, at, lines.ToArray(), slots.ToArray());
        var parts = !GoodsClaims.Any(lines, slots) ? [] : map.Split(request, expires);
        var outcome = parts.Length switch
        {
            0 => OrderOutcome.Refused,
            1 => shards[parts[0].Shard].Hold(order, at, expires, lines, slots),
            _ => HoldParts(parts),
        };
        if (outcome.IsAccepted())
        {
            homes.Set(order, OrderPlace.OfNew(parts.Aggregate(0UL, (all, part) => all | (1UL << part.Shard))));
        }

        return outcome;
    }

    public OrderOutcome Decide(OrderKey order, Instant at)
    {
        Note(at);
        if (HomeOf(order) is not { } home)
        {
            return OrderOutcome.Unknown;
        }

        ToSettle.Add(order);
        return home.Decide(order, at);
    }

    public void OpenSlot(Slot slot, long limit, Instant at, ICollection<ClaimCut>? cuts = null)
    {
        Note(at);
        _cuts.Clear();
        shards[map.ShardOf(slot)].OpenSlot(slot, limit, at, _cuts);
        foreach (var one in _cuts)
        {
            ToSettle.Add(one.Order);
            cuts?.Add(one);
        }
    }

    public int CloseSlots(SlotKind kind, int beforeWindow) =>
        shards.Sum(ledger => ledger.CloseSlots(kind, beforeWindow));

    private OrderOutcome HoldParts((int Shard, OrderPart Part)[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var (ledger, part) = (shards[parts[i].Shard], parts[i].Part);
            var outcome = ledger.HoldPart(part);
            if (!outcome.IsAccepted())
            {
                foreach (var (shard, held) in parts.AsSpan(0, i))
                {
                    shards[shard].WithdrawPart(held.Order, held.At);
                }

                return outcome;
            }
        }

        return OrderOutcome.Held;
    }

    private OrderWord WordOf(OrderKey order) =>
        HomeOf(order)?.WordOf(order) ?? new(order, OrderOutcome.Unknown, 0, false);

    private GoodsLedger? HomeOf(OrderKey order) =>
        homes.Of(order) is { IsKnown: true } place ? shards[place.Home] : null;

    private void Note(Instant at) => Latest = at > Latest ? at : Latest;
}
