using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>What must be so when a simulated life of several shards is over and all of them were settled.</summary>
internal static class ShardJudge
{
    /// <summary>The rules broken, a sentence each.</summary>
    internal static IEnumerable<string> Check(
        IReadOnlyList<SimulatedShard> shards, IReadOnlyList<SimulatedFiles> files, ShardMap map, ShardClients clients)
    {
        GoodsLedger[] ledgers = [.. shards.Select(shard => shard.Writer.Goods)];
        var events = files.SelectMany(of => LedgerHistory.After(
            new SegmentLog(of, isWriter: false), 0, ShardSimulation.Small))
            .SelectMany(batch => batch.Changes).Select(named => named.Change).ToLookup(change => change.Order);
        for (var i = 1; i <= ShardClients.Orders; i++)
        {
            foreach (var rule in CheckOrder(i, clients, ledgers, map, [.. events[clients[i].Order]]))
            {
                yield return $"order {i}: {rule}";
            }
        }

        foreach (var rule in ledgers.SelectMany(LedgerAudit.Check).Concat(LedgerAudit.Check(LedgerMerge.Of(
            ledgers, ShardSimulation.Small))))
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

    private static IEnumerable<string> CheckOrder(
        int number, ShardClients clients, GoodsLedger[] ledgers, ShardMap map, OrderChange[] events)
    {
        var (order, shardsOf) = (clients[number], map.ShardsOf(clients[number].Lines, clients[number].Slots));
        var word = ledgers[ShardMap.HomeOf(shardsOf)].WordOf(order.Order);
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
            var isPart = (shardsOf >> shard & 1) != 0 && shard != ShardMap.HomeOf(shardsOf);
            if (isPart && word.State != OrderOutcome.Unknown ? !report.IsInLine(in word)
                : report.State is OrderOutcome.Held or OrderOutcome.Decided)
            {
                yield return $"its home says {word.State}, and shard {shard} {report.State}";
            }
        }

        var (lines, slots) = LedgerMerge.ClaimsOf(ledgers, order.Order);
        if (word.State == OrderOutcome.Decided && lines.Length == 0)
        {
            yield return "it is decided, and nothing is left of it";
        }

        // Every claim is there, has left, or was told to be cut.
        var cuts = events.Count(change => change.IsCut);
        if (word.State == OrderOutcome.Decided && !clients.HasAsked(number, "ship")
            && lines.Length + slots.Length + cuts != order.Lines.Length + order.Slots.Length)
        {
            yield return $"of {order.Lines.Length} lines and {order.Slots.Length} slots it claims {lines.Length} and "
                + $"{slots.Length}, and {cuts} were told to be cut";
        }

        if (events.Length > 0 && word.State != OrderOutcome.Unknown && events[^1].State != word.State)
        {
            yield return $"it is {word.State}, but the last that was told is {events[^1].State}";
        }

        if (events.Count(change => change is { State: OrderOutcome.Decided, IsCut: false, Facility.Value: 0 }) > 1
            || events.Count(change => change.State > OrderOutcome.Decided) > 1)
        {
            yield return $"it was told twice: {string.Join(", ", events.Select(change => change.State))}";
        }
    }
}
