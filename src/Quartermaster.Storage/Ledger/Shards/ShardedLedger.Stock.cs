using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>What other systems say of their stock.</content>
public sealed partial class ShardedLedger
{
    /// <summary>Takes in a feed's updates, each in its shard, all shards at once.</summary>
    /// <returns>One outcome per update.</returns>
    /// <exception cref="ArgumentException">More than <see cref="DurableLedger.MostUpdates"/>: give them in several
    /// calls.</exception>
    public async ValueTask<FeedOutcome[]> FeedAsync(
        FeedKey feed, Instant at, FeedUpdate[] updates, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates.Length, DurableLedger.MostUpdates);
        var outcomes = new FeedOutcome[updates.Length];
        var cuts = await Task.WhenAll(RowsByShard(updates).Select(of => FeedAsync(of.Shard, of.Rows))).ConfigureAwait(
            false);
        await SettleAsync(cuts.SelectMany(some => some), at).ConfigureAwait(false);
        return outcomes;

        async Task<List<ClaimCut>> FeedAsync(int shard, int[] rows)
        {
            var (some, found, cut) = (Array.ConvertAll(rows, row => updates[row]), new FeedOutcome[rows.Length],
                new List<ClaimCut>());
            await _shards[shard].DoAsync(
                ledger =>
                {
                    ledger.Feed(feed, at, some, found, cut);
                    return true;
                }, cancel).ConfigureAwait(false);
            for (var i = 0; i < rows.Length; i++)
            {
                outcomes[rows[i]] = found[i];
            }

            return cut;
        }
    }

    private IEnumerable<(int Shard, int[] Rows)> RowsByShard(FeedUpdate[] updates) =>
        Enumerable.Range(0, updates.Length).GroupBy(row => _map.ShardOf(updates[row].Product))
            .Select(of => (of.Key, of.ToArray()));
}
