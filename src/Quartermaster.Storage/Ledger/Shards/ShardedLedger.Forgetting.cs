using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>What is forgotten of old orders, so that memory is bounded.</content>
public sealed partial class ShardedLedger
{
    /// <summary>Forgets keys and closed orders of days before one, in all shards, and where such orders were; entries
    /// and orders of those days are refused from now on: see <see cref="GoodsLedger.Forget"/>.</summary>
    /// <remarks>An order's home, the last of its shards, forgets it last; where it was is forgotten when that is safe.
    /// If it is given up or stopped in between, the next one goes on. O(remembered), while others write.</remarks>
    /// <param name="before">The first day that is remembered.</param>
    /// <param name="cancel">Ends it.</param>
    public async ValueTask ForgetAsync(DateOnly before, CancellationToken cancel = default)
    {
        RequireAll();
        foreach (var shard in _shards)
        {
            await shard.DoAsync(
                ledger =>
                {
                    ledger.Forget(before);
                    return true;
                }, cancel).ConfigureAwait(false);
        }

        for (var stripe = 0; stripe < OrderHomes.Stripes; stripe++)
        {
            await Task.WhenAll(_homes.InStripe(stripe).Select(of => ForgetHomesAsync(of.Key, [.. of], cancel)))
                .ConfigureAwait(false);
        }
    }

    private async Task ForgetHomesAsync(int shard, OrderKey[] orders, CancellationToken cancel)
    {
        foreach (var some in orders.Chunk(OrdersPerBatch))
        {
            // Also one that is just being placed is not known yet: whoever does so is let out of the gate first.
            var unknown = await _shards[shard].DoAsync(
                ledger => Array.FindAll(some, order => ledger.StateOf(order) == OrderOutcome.Unknown), cancel)
                .ConfigureAwait(false);
            if (unknown.Length > 0)
            {
                Array.Sort(unknown);
                await InsideAllAsync(unknown, async () => await _shards[shard].DoAsync(
                    ledger => ForgetHomes(shard, ledger, unknown), cancel).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }

    // In the home's own thread: so nobody has it hold the order meanwhile, in a moment of all shards either.
    private bool ForgetHomes(int shard, GoodsLedger ledger, OrderKey[] orders)
    {
        foreach (var order in orders)
        {
            if (_homes.Of(order) is { IsKnown: true } place && place.Home == shard
                && ledger.StateOf(order) == OrderOutcome.Unknown)
            {
                _homes.Remove(order);
            }
        }

        return true;
    }
}
