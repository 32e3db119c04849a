using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>Changes that a stop left in some shards and not in others.</content>
public sealed partial class ShardedLedger
{
    /// <summary>Does what is held for changes that are decided, and gives up what is held for others. Before anybody
    /// else uses the ledgers.</summary>
    private async ValueTask ResolveAsync(IEnumerable<HeldChange> changes, Instant now)
    {
        EntryKey[] keys = [.. changes.Select(change => change.Key).Distinct()];
        if (keys.Length == 0)
        {
            return;
        }

        var known = await EachAsync((_, ledger) => Array.FindAll(keys, ledger.Has)).ConfigureAwait(false);
        var decided = known.SelectMany(some => some).ToHashSet();
        await EachAsync((shard, ledger) =>
        {
            foreach (var change in ledger.HeldChanges())
            {
                if (!decided.Contains(change.Key) || !ledger.FollowChange(change.Key, now))
                {
                    ledger.WithdrawChange(change.Key, now);
                }

                FindHomes(shard, ledger, change.Orders);
            }

            return true;
        }).ConfigureAwait(false);
    }

    // What the homes of orders say of where they lie, as soon as it changes.
    private void FindHomes(int shard, GoodsLedger ledger, OrderChangePart[] parts) =>
        FindHomes(shard, ledger, Array.ConvertAll(parts, part => part.Order));

    private void FindHomes(int shard, GoodsLedger ledger, OrderKey[] orders)
    {
        foreach (var order in orders)
        {
            if (_homes.Of(order) is { IsKnown: true } place && place.Home == shard
                && ledger.LedgersOf(order) is not 0 and var ledgers)
            {
                _homes.Set(order, place with { Ledgers = ledgers });
            }
        }
    }
}
