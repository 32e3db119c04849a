using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Movements of goods that somebody tells, each by itself and once per code, in the turn in which they stand.
/// </summary>
/// <remarks>A movement lies in the shard of its product, which writes its entries and its code in one batch; shards
/// work beside one another. Of several shards all are asked first whether they know a code, so that a code that comes
/// again with another product is refused, as one shard would. Two that come at the same moment under one code, of
/// products of two shards, may both be posted: neither of them is one of the other.</remarks>
public static class LedgerMovements
{
    /// <summary>Posts movements.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="told">The movements; at most <see cref="DurableLedger.MostUpdates"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come; null if nobody asks.
    /// </param>
    /// <param name="cancel">Gives up waiting to get into a queue: then some may be posted, and can be told again.
    /// </param>
    /// <returns>One outcome per movement.</returns>
    public static async ValueTask<ToldOutcome[]> PostAsync(
        LedgerShards ledger, IReadOnlyList<ToldMovement> told, Instant now, ICollection<ClaimCut>? cuts = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(told);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(told.Count, DurableLedger.MostUpdates);
        var outcomes = new ToldOutcome[told.Count];
        var others = await OthersAsync(ledger, told, cancel).ConfigureAwait(false);
        var parts = Enumerable.Range(0, told.Count).Where(row => !others.Contains(row))
            .GroupBy(row => ledger.Map.ShardOf(told[row].Product))
            .Select(of => (Shard: of.Key, Rows: of.ToArray(), Cuts: new List<ClaimCut>())).ToArray();
        try
        {
            await Task.WhenAll(parts.Select(PartAsync)).ConfigureAwait(false);
        }
        finally
        {
            // What one shard has posted counts, whatever became of another.
            await ledger.SettleAsync(parts.SelectMany(part => part.Cuts), now).ConfigureAwait(false);
        }

        foreach (var row in others)
        {
            outcomes[row] = ToldOutcome.Other;
        }

        foreach (var cut in cuts is null ? [] : parts.SelectMany(part => part.Cuts))
        {
            cuts!.Add(cut);
        }

        return outcomes;

        async Task PartAsync((int Shard, int[] Rows, List<ClaimCut> Cuts) part)
        {
            var found = await ledger.DoAsync(
                part.Shard, goods =>
                {
                    var desk = new MovementDesk(goods, now);
                    return Array.ConvertAll(part.Rows, row => desk.Post(told[row], part.Cuts));
                }, cancel).ConfigureAwait(false);
            for (var i = 0; i < found.Length; i++)
            {
                outcomes[part.Rows[i]] = found[i];
            }
        }
    }

    // Rows whose code stands on an earlier row of another shard, or is known in a shard that is not theirs.
    private static async ValueTask<HashSet<int>> OthersAsync(
        LedgerShards ledger, IReadOnlyList<ToldMovement> told, CancellationToken cancel)
    {
        var (others, first) = (new HashSet<int>(), new Dictionary<EntryKey, int>(told.Count));
        for (var row = 0; row < told.Count; row++)
        {
            // Within a shard its desk knows better: what was refused may be told again as something else.
            if (!first.TryAdd(told[row].Name, ledger.Map.ShardOf(told[row].Product))
                && first[told[row].Name] != ledger.Map.ShardOf(told[row].Product))
            {
                others.Add(row);
            }
        }

        if (ledger.Only is null && told.Count > 0)
        {
            var known = await ledger.EachAsync(
                (shard, goods) => Enumerable.Range(0, told.Count).Where(row =>
                    ledger.Map.ShardOf(told[row].Product) != shard && goods.Has(told[row].Name)).ToArray(),
                cancel).ConfigureAwait(false);
            others.UnionWith(known.SelectMany(rows => rows));
        }

        return others;
    }
}
