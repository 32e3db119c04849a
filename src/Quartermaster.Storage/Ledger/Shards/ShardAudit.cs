using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>The rules that the shards of a ledger obey together, checked on their state alone, besides those of each
/// (<see cref="LedgerAudit"/>).</summary>
public static class ShardAudit
{
    /// <summary>The rules broken, one sentence each; empty for sound shards. O(state).</summary>
    /// <param name="shards">The ledgers by number, in a moment in which nobody writes.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="view">What readers see of all of them; null where nobody reads.</param>
    public static IReadOnlyList<string> Check(
        IReadOnlyList<GoodsLedger> shards, ShardMap map, Availability? view = null)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(map);
        List<string> broken = [.. shards.SelectMany(LedgerAudit.Check)];
        var homes = shards.SelectMany((ledger, shard) => ledger.HomeOrders().Select(home => (home.Order, Shard: shard)))
            .GroupBy(home => home.Order).ToDictionary(of => of.Key, of => of.Last().Shard);
        for (var shard = 0; shard < shards.Count; shard++)
        {
            foreach (var goods in StockExport.Rows(shards[shard]).Rows)
            {
                if (map.ShardOf(goods.Product) != shard)
                {
                    broken.Add($"Shard {shard} has product {goods.Product.Value}, which another one keeps.");
                }
            }

            CheckParts(shards, homes, shard, broken);
        }

        if (view is not null)
        {
            CheckView(LedgerMerge.Of(shards), view, broken);
        }

        return broken;
    }

    private static void CheckParts(
        IReadOnlyList<GoodsLedger> shards, Dictionary<OrderKey, int> homes, int shard, List<string> broken)
    {
        foreach (var (order, ledgers) in shards[shard].OpenAcross())
        {
            // A part of an order that never was, or is forgotten, has no home.
            var (home, report) = (homes.GetValueOrDefault(order, -1), shards[shard].ReportOf(order));
            var word = home < 0 ? new(order, OrderOutcome.Unknown, 0, false) : shards[home].WordOf(order);
            for (var left = ledgers; home == shard && left != 0; left &= left - 1)
            {
                var other = (int)ulong.TrailingZeroCount(left);
                var part = other == home ? default : shards[other].ReportOf(order);
                if (other != home && shards[other].IsChanging(order))
                {
                    // It has still to hear of a change, or that there is none.
                    continue;
                }

                if (other != home && part.Content != word.Content)
                {
                    broken.Add($"{order} lies in shard {other} too, says its home, but it does not.");
                }
                else if (other != home && part.State is not (OrderOutcome.Held or OrderOutcome.Decided))
                {
                    broken.Add($"{order} is {word.State} in its home, and {part.State} in shard {other}: its goods "
                        + "there are free.");
                }
            }

            if (home != shard && report.State == OrderOutcome.Decided
                && (word.State != OrderOutcome.Decided || word.Content != report.Content))
            {
                broken.Add($"{order} is decided in shard {shard}, and {word.State} in its home.");
            }
        }
    }

    private static void CheckView(GoodsLedger all, Availability view, List<string> broken)
    {
        foreach (var product in StockExport.Rows(all).Rows.ToArray().Select(goods => goods.Product).Distinct())
        {
            for (var facility = 1; facility <= LedgerMerge.MostFacility(all); facility++)
            {
                var (units, seen) = (all.Available(product, new(facility)), view[product, new(facility)]);
                if (units != seen || !view.Units.Has(product, new(facility), 1, out var mark) || mark != 0 != units > 0)
                {
                    broken.Add($"Product {product.Value} has {units} units free at facility {facility}, but readers "
                        + $"see {seen}.");
                }
            }
        }

        foreach (var slot in LedgerMerge.SlotsOf(all))
        {
            var free = Math.Min(int.MaxValue, all.Use(slot).Free);
            if (view.Free(slot) != free)
            {
                broken.Add($"{slot} has {free} units free, but readers see {view.Free(slot)}.");
            }
        }
    }
}
