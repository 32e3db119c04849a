using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>What must be so of the changes of orders when a simulated life of several shards is over: those that
/// somebody was told are done, once each, and those that nobody knows of are done whole or not at all.</summary>
/// <param name="clients">What was asked for, and told.</param>
/// <param name="ledgers">The ledgers by number, all of them settled.</param>
internal sealed class ShardChangeJudge(ShardClients clients, GoodsLedger[] ledgers)
{
    /// <summary>The rules broken, a sentence each.</summary>
    internal IEnumerable<string> Check()
    {
        foreach (var (ledger, shard) in ledgers.Select((ledger, shard) => (ledger, shard)))
        {
            if (ledger.HeldChanges().Length > 0)
            {
                yield return $"shard {shard} still holds a change";
            }
        }

        foreach (var change in clients.Changes)
        {
            var (times, notes) = (ledgers.Count(ledger => ledger.Has(change.Key)),
                ledgers.Count(ledger => ledger.Has(new(change.Key.Cause, 7))));
            if ((times != notes && !change.IsMove) || times > 1 || (change.Outcome == MoveOutcome.Moved && times == 0)
                || (change.Outcome is not (MoveOutcome.Moved or default(MoveOutcome)) && times > 0))
            {
                yield return $"change {change.Key.Cause} of order {change.Order} was told to be {change.Outcome}, and "
                    + $"{times} shards have it done";
            }
        }
    }

    /// <summary>What an order was to claim when it was last changed; what it was placed with where it never was.
    /// </summary>
    /// <param name="order">Which.</param>
    /// <param name="events">What was told of it; what was told up to the last change is left out of it.</param>
    internal (StockClaim[] Lines, SlotClaim[] Slots) LastOf(int order, ref OrderChange[] events)
    {
        var last = DoneOf(order).LastOrDefault();
        if (last is null)
        {
            return (clients[order].Lines, clients[order].Slots);
        }

        var isCut = last.IsShort
            && last.Wanted.Lines.Sum(line => line.Units) < last.Units ? 1 : 0;
        events = events[(1 + isCut + Array.FindLastIndex(events, change => IsTold(change, last)))..];
        return (last.Wanted.Lines, last.Wanted.Slots);
    }

    /// <summary>What was told of the changes of an order, and what was not, a sentence each.</summary>
    internal IEnumerable<string> CheckTold(int order, OrderChange[] events, OrderAsk? ask)
    {
        var done = DoneOf(order);
        var (shorted, moved) = (done.Count(change => change.IsShort), done.Count(change => change.IsAddress));
        if (events.Count(change => change.IsShort) != shorted || events.Count(change => change.IsReaddressed) != moved
            || events.Count(change => change.IsMoved) != done.Count(change => change.IsMove))
        {
            yield return $"{shorted} times units of it were not found, and {moved} times it went elsewhere, but told "
                + $"were {events.Count(change => change.IsShort)} and {events.Count(change => change.IsReaddressed)}";
        }

        var to = Array.FindLast(done, change => change.IsAddress)?.Wanted.Ask;
        if (to is not null && ask is not null && (ask.Readdressed, ask.Promised) != (to.Readdressed, to.Promised))
        {
            yield return $"it was to go to {to.Readdressed.Value}, and goes to {ask.Readdressed.Value}";
        }
    }

    private SimulatedChange[] DoneOf(int order) =>
    [
        .. clients.Changes.Where(change =>
            change.Order == order && Array.Exists(ledgers, ledger => ledger.Has(change.Key))),
    ];

    private static bool IsTold(OrderChange told, SimulatedChange change) =>
        change.IsMove ? told.IsMoved : change.IsAddress ? told.IsReaddressed : told.IsShort;
}
