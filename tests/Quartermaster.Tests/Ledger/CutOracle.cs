using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>Which claims a count or a limit releases, found by looking at every order, again for each claim: as the
/// ledger did before it had an index.</summary>
internal sealed class CutOracle
{
    private readonly Dictionary<OrderKey, SlotClaim[]> _asked = [];
    private readonly List<OrderKey> _orders = [];

    /// <summary>Hears that an order was placed: the newest.</summary>
    internal void Note(OrderKey order, SlotClaim[] slots)
    {
        if (_asked.TryAdd(order, slots))
        {
            _orders.Add(order);
        }
    }

    internal List<ClaimCut> Count(GoodsLedger ledger, StockCount count)
    {
        var (orders, cuts) = (Open(ledger), new List<ClaimCut>());
        bool IsHere(StockClaim line) =>
            line.Product == count.Product && line.Facility == count.Facility && line.Owner == count.Owner;
        while (orders.Sum(order => order.Lines.Where(IsHere).Sum(line => (long)line.Units)) - count.Units
            is > 0 and var many)
        {
            var newest = orders.Last(order => order.Lines.Exists(IsHere));
            var line = newest.Lines.Find(IsHere);
            if (newest.IsDecided)
            {
                var less = (int)Math.Min(many, line.Units);
                cuts.Add(new(newest.Key, line with { Units = less }, default, WasDecided: true));
                newest.Lines[newest.Lines.IndexOf(line)] = line with { Units = line.Units - less };
                newest.Lines.RemoveAll(one => one.Units == 0);
            }
            else
            {
                CutWhole(newest, orders, cuts);
            }
        }

        return cuts;
    }

    internal List<ClaimCut> Limit(GoodsLedger ledger, Slot slot, long limit)
    {
        var (orders, cuts, claimed) = (Open(ledger), new List<ClaimCut>(), ledger.Use(slot).Claimed);
        while (claimed > limit && orders.FindLast(order => order.Slots.Exists(claim => claim.Slot == slot))
            is { } newest)
        {
            var gone = newest.Slots.FindAll(claim => claim.Slot == slot);
            claimed -= gone.Sum(claim => claim.Units);
            if (newest.IsDecided)
            {
                cuts.AddRange(gone.Select(claim => new ClaimCut(newest.Key, default, claim, WasDecided: true)));
                newest.Slots.RemoveAll(claim => claim.Slot == slot);
            }
            else
            {
                CutWhole(newest, orders, cuts);
            }
        }

        return cuts;
    }

    private static void CutWhole(Order order, List<Order> orders, List<ClaimCut> cuts)
    {
        cuts.AddRange(order.Lines.Select(line => new ClaimCut(order.Key, line, default, WasDecided: false)));
        cuts.AddRange(order.Slots.Select(slot => new ClaimCut(order.Key, default, slot, WasDecided: false)));
        orders.Remove(order);
    }

    // Oldest first. What an order that is only held claims of slots is what it asked for; one of which something has
    // left keeps its slots.
    private List<Order> Open(GoodsLedger ledger)
    {
        var unpicked = ledger.Unpicked().ToDictionary(order => order.Order, order => order.Slots);
        return
        [
            .. _orders.Where(order => ledger.StateOf(order) is OrderOutcome.Held or OrderOutcome.Decided)
                .Select(order => new Order(order, ledger.StateOf(order) == OrderOutcome.Decided,
                    [.. ledger.ClaimsOf(order)],
                    [.. ledger.StateOf(order) == OrderOutcome.Held ? _asked[order]
                        : unpicked.GetValueOrDefault(order) ?? []])),
        ];
    }

    private sealed record Order(OrderKey Key, bool IsDecided, List<StockClaim> Lines, List<SlotClaim> Slots);
}
