using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>An order as its shards have it, seen while nobody else has it change.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Whole">What it claims in all of them, by shard.</param>
/// <param name="Parts">What it claims in each.</param>
/// <param name="Content">The hash of it that its home has.</param>
/// <param name="Day">The UTC day on which it was placed, by its number.</param>
internal sealed record SeenOrder(
    OrderPlace Place, OpenClaims Whole, Dictionary<int, OpenClaims> Parts, ulong Content, int Day)
{
    /// <summary>An order's parts together.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="parts">What its shards have of it; its home has something.</param>
    internal static SeenOrder Of(OrderPlace place, IEnumerable<SeenPart> parts)
    {
        SeenPart[] all = [.. parts.Where(part => part.Claims is not null).OrderBy(part => part.Shard)];
        var home = Array.Find(all, part => part.Shard == place.Home)!;
        StockClaim[] lines = [.. all.SelectMany(part => part.Claims!.Lines)];
        SlotClaim[] slots = [.. all.SelectMany(part => part.Claims!.Slots)];
        var whole = home.Claims! with
        {
            Seen = OrderPart.ContentOf(lines, slots),
            Lines = lines,
            Slots = slots,
            HasLeft = Array.Exists(all, part => part.Claims!.HasLeft),
            Picked = [.. all.SelectMany(part => part.Claims!.Picked).Distinct().OrderBy(one => one.Value)],
        };
        return new(place, whole, all.ToDictionary(part => part.Shard, part => part.Claims!), home.Content, home.Day);
    }

    /// <summary>What each shard does of a change, by shard: those in which nothing changes left out, its home never.
    /// </summary>
    /// <param name="wanted">The change.</param>
    /// <param name="map">Which shard keeps what.</param>
    /// <param name="isMove">Whether it leaves from elsewhere and nothing else becomes of it.</param>
    internal IEnumerable<(int Shard, OrderChangePart Part)> Split(OrderAmendment wanted, ShardMap map, bool isMove)
    {
        var ledgers = LedgersOf(wanted, map);
        for (var left = ledgers; left != 0; left &= left - 1)
        {
            var shard = (int)ulong.TrailingZeroCount(left);
            var (isHome, known) = (shard == Place.Home, Parts.GetValueOrDefault(shard));
            var part = new OrderChangePart(wanted.Order, known?.Seen ?? OrderPart.ContentOf([], []),
                Array.FindAll(wanted.Lines, line => map.ShardOf(line.Product) == shard),
                Array.FindAll(wanted.Slots, claim => map.ShardOf(claim.Slot) == shard))
            {
                Missing = Array.FindAll(wanted.Missing, line => map.ShardOf(line.Product) == shard),
                MissingTo = wanted.MissingTo,
                Ledgers = ulong.PopCount(ledgers) > 1 ? ledgers : 0,
                Content = Content,
                Day = Day,
                Picked = Whole.Picked,
                IsMove = isMove,
            };
            if (isHome)
            {
                yield return (shard, part with
                {
                    Ask = wanted.Ask,
                    AllMissing = wanted.Missing,
                    Lost = wanted.LostOf(GoodsClaims.All(Whole.Lines, Whole.Slots)),
                });
            }
            else if (part.Missing.Length > 0 || !IsSame(part, known))
            {
                yield return (shard, part);
            }
        }
    }

    /// <summary>The shards that hold something of it after a change; those that did before stay among them.</summary>
    internal ulong LedgersOf(OrderAmendment wanted, ShardMap map) =>
        Place.Ledgers | map.ShardsOf([.. wanted.Lines, .. wanted.Missing], wanted.Slots);

    // Whether the order claims the same there, in whatever order.
    private static bool IsSame(OrderChangePart part, OpenClaims? known) =>
        Sorted(part.Lines).SequenceEqual(Sorted(known?.Lines ?? []))
        && Sorted(part.Slots).SequenceEqual(Sorted(known?.Slots ?? []));

    private static IEnumerable<StockClaim> Sorted(StockClaim[] lines) => lines.OrderBy(line => line.Product.Value)
        .ThenBy(line => line.Facility.Value).ThenBy(line => line.Owner.Value).ThenBy(line => line.Units);

    private static IEnumerable<SlotClaim> Sorted(SlotClaim[] slots) => slots.OrderBy(claim => claim.Slot.Kind)
        .ThenBy(claim => claim.Slot.Place).ThenBy(claim => claim.Slot.Window).ThenBy(claim => claim.Units);
}

/// <summary>What one shard has of an order.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Order">The order.</param>
/// <param name="Claims">What it claims there; null where there is nothing of it.</param>
/// <param name="Content">The hash of the order that its home has; 0 elsewhere.</param>
/// <param name="Day">The UTC day on which it was placed, by its number.</param>
internal sealed record SeenPart(int Shard, OrderKey Order, OpenClaims? Claims, ulong Content, int Day)
{
    internal static SeenPart Of(int shard, GoodsLedger ledger, OrderKey order) =>
        new(shard, order, ledger.ClaimsHere(order), ledger.WordOf(order).Content, ledger.DayOf(order));
}
