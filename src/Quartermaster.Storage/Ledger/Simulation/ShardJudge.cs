using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>What must be so when a simulated life of several shards is over and all of them were settled.</summary>
internal static class ShardJudge
{
    /// <summary>The rules broken, a sentence each.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="files">Their logs.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="clients">What was asked for, and told.</param>
    /// <param name="watch">Who was told what became of orders.</param>
    internal static IEnumerable<string> Check(
        SimulatedShards shards, IReadOnlyList<SimulatedFiles> files, ShardMap map, ShardClients clients,
        ShardWatch watch)
    {
        var (ledgers, changes) = (shards.Goods, new ShardChangeJudge(clients, shards.Goods));
        var steps = watch.Told.SelectMany(batch => batch.Changes).ToArray();
        var events = steps.Select(named => named.Change).ToLookup(change => change.Order);
        var noted = files.Sum(of => LedgerHistory.After(new SegmentLog(of, isWriter: false), 0, ShardSimulation.Small)
            .Sum(batch => batch.Changes.Count));
        if (steps.Length != noted)
        {
            yield return $"{steps.Length} steps of orders were told, and the logs have {noted}";
        }

        for (var i = 1; i <= ShardClients.Orders; i++)
        {
            if (ShardClients.HasCode(i) && Array.Exists(steps, step =>
                step.Change.Order == clients[i].Order && step.Ask?.Code != ShardClients.CodeOf(i)))
            {
                yield return $"order {i} was told under another code, or none";
            }

            foreach (var rule in CheckOrder(
                i, clients, ledgers, map, SinceItWas([.. events[clients[i].Order]]), changes))
            {
                yield return $"order {i}: {rule}";
            }
        }

        foreach (var rule in ShardAudit.Check(ledgers, map, shards.View).Concat(LedgerAudit.Check(LedgerMerge.Of(
            ledgers, ShardSimulation.Small))).Concat(clients.Shipments.Check(ledgers)).Concat(changes.Check()))
        {
            yield return rule;
        }

        var left = ledgers.Sum(ledger => Enumerable.Range(1, ShardClients.Products)
            .Sum(product => ledger.Balance(new(product), default, default, GoodsState.Shipped)));
        if (left < clients.Units)
        {
            yield return $"{clients.Units} units were told to have left, but only {left} did";
        }
    }

    /// <summary>The first cell in which readers do not see the sum of what the shards have free; null if there is none.
    /// </summary>
    /// <param name="ledgers">The ledgers by number, none of them in the middle of a step.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="view">What readers see.</param>
    internal static string? CheckView(GoodsLedger[] ledgers, ShardMap map, Availability view)
    {
        for (var product = new ProductId(1); product.Value <= ShardClients.Products; product = new(product.Value + 1))
        {
            for (var place = new FacilityId(1); place.Value <= ShardClients.Facilities; place = new(place.Value + 1))
            {
                var (units, seen) = (0, view[product, place]);
                foreach (var ledger in ledgers)
                {
                    units += ledger.Available(product, place);
                }

                if (units != seen || (units > 0
                    && !(view.Units.Has(product, place, 1, out var mark) && mark != 0)))
                {
                    return $"product {product.Value} has {units} units free at {place.Value}, but readers see {seen}";
                }
            }
        }

        foreach (var slot in ShardClients.Slots.Concat(ShardClients.Arrivals))
        {
            var (free, seen) = (ledgers[map.ShardOf(slot)].Use(slot).Free, view.Free(slot));
            if (free != seen)
            {
                return $"{slot} has {free} units free, but readers see {seen}";
            }
        }

        return ledgers.Sum(ledger => ledger.Sequence) is var sequence && sequence != view.Sequence
            ? $"the shards are at movement {sequence}, but readers see {view.Sequence}" : null;
    }

    // What was only held and lacked a part never was: the same order may come again.
    private static OrderChange[] SinceItWas(OrderChange[] steps) => steps.Length == 0 ? steps
        : steps[(1 + Array.FindLastIndex(steps[..^1], step => step.State == OrderOutcome.Released))..];

    private static IEnumerable<string> CheckOrder(
        int number, ShardClients clients, GoodsLedger[] ledgers, ShardMap map, OrderChange[] events,
        ShardChangeJudge changes)
    {
        // Once it was changed it may lie in more shards; its home stays the same.
        var order = clients[number];
        var home = ShardMap.HomeOf(map.ShardsOf(order.Lines, order.Slots));
        var (word, shardsOf) = (ledgers[home].WordOf(order.Order), ledgers[home].LedgersOf(order.Order));
        shardsOf = shardsOf == 0 ? map.ShardsOf(order.Lines, order.Slots) : shardsOf;
        if (word.State is OrderOutcome.Held)
        {
            yield return "it is held though its time is over";
        }

        if (clients.ToldOf(number) == OrderOutcome.Decided && word.State is not (OrderOutcome.Decided
            or OrderOutcome.Shipped or OrderOutcome.Released or OrderOutcome.Cut))
        {
            yield return $"its customer was told that it is placed, and it is {word.State}";
        }

        for (var shard = 0; shard < ledgers.Length; shard++)
        {
            var report = ledgers[shard].ReportOf(order.Order);
            var isPart = (shardsOf >> shard & 1) != 0 && shard != home;
            if (isPart && word.State != OrderOutcome.Unknown ? !report.IsInLine(in word)
                : report.State is OrderOutcome.Held or OrderOutcome.Decided)
            {
                yield return $"its home says {word.State}, and shard {shard} {report.State}";
            }
        }

        var (lines, slots) = LedgerMerge.ClaimsOf(ledgers, order.Order);
        if (word.State == OrderOutcome.Decided && !GoodsClaims.Any(lines, slots))
        {
            yield return "it is decided, and nothing is left of it";
        }

        var since = events;
        var (last, lastSlots) = changes.LastOf(number, ref since);
        if (word.State == OrderOutcome.Decided && !clients.HasAsked(number, "ship")
            && CutClaims.Check(last, lastSlots, lines, slots, since) is { } rule)
        {
            yield return rule;
        }

        foreach (var told in changes.CheckTold(number, events, ledgers[home].AskOf(order.Order)))
        {
            yield return told;
        }

        if (events.Length > 0 && word.State != OrderOutcome.Unknown && events[^1].State != word.State)
        {
            yield return $"it is {word.State}, but the last that was told is {events[^1].State}";
        }

        // What waited and lies in one shard is told once that all of it is there, and waits for nothing then.
        if (events.Any(change => change.IsThere) && (GoodsClaims.AnyArriving(slots)
            || !GoodsClaims.AnyArriving(order.Slots)
            || ulong.PopCount(map.ShardsOf(order.Lines, order.Slots)) > 1))
        {
            yield return $"all it waited for is told to be there, and it waits for {slots.Length} slots";
        }

        if (events.Count(change => change is { State: OrderOutcome.Decided, IsCut: false, IsPicked: false,
                IsThere: false, IsShort: false, IsReaddressed: false, IsMoved: false, Facility.Value: 0 }) > 1
            || events.Count(change => change.IsThere) > 1
            || events.Count(change => change.State > OrderOutcome.Decided) > 1)
        {
            yield return $"it was told twice: {string.Join(", ", events.Select(change => change.State))}";
        }
    }
}
