using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>What other systems say of their stock.</content>
public sealed partial class ShardedLedger
{
    /// <summary>Takes in a feed's updates, each in its shard, all shards at once.</summary>
    /// <param name="feed">Who says so.</param>
    /// <param name="at">When it came.</param>
    /// <param name="updates">In the order in which they came.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    /// <returns>One outcome per update.</returns>
    /// <exception cref="ArgumentException">More than <see cref="DurableLedger.MostUpdates"/>: give them in several
    /// calls.</exception>
    public async ValueTask<FeedOutcome[]> FeedAsync(
        FeedKey feed, Instant at, FeedUpdate[] updates, ICollection<ClaimCut>? cuts = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates.Length, DurableLedger.MostUpdates);
        RequireAll();
        var outcomes = new FeedOutcome[updates.Length];
        var parts = RowsByShard(updates).Select(of => (of.Shard, of.Rows, Cuts: new List<ClaimCut>())).ToArray();
        try
        {
            await Task.WhenAll(parts.Select(part => FeedAsync(part.Shard, part.Rows, part.Cuts))).ConfigureAwait(false);
        }
        finally
        {
            // What one shard has taken in counts, whatever became of another.
            await SettleAsync(parts.SelectMany(part => part.Cuts), at).ConfigureAwait(false);
        }

        foreach (var cut in cuts is null ? [] : parts.SelectMany(part => part.Cuts))
        {
            cuts!.Add(cut);
        }

        return outcomes;

        async Task FeedAsync(int shard, int[] rows, List<ClaimCut> cut)
        {
            var (some, found) = (Array.ConvertAll(rows, row => updates[row]), new FeedOutcome[rows.Length]);
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
        }
    }

    private IEnumerable<(int Shard, int[] Rows)> RowsByShard(FeedUpdate[] updates) =>
        Enumerable.Range(0, updates.Length).GroupBy(row => _map.ShardOf(updates[row].Product))
            .Select(of => (of.Key, of.ToArray()));
}
