using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>Which orders wait for goods on their way.</content>
public sealed partial class LedgerShards
{
    /// <summary>Orders that wait for goods on their way, oldest first; of several shards those of one day in no order.
    /// </summary>
    /// <inheritdoc cref="GoodsLedger.WaitingAfter"/>
    /// <param name="after">The last that is known already; the default for none.</param>
    /// <param name="most">At most so many; 1 or more.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    public async ValueTask<WaitingPage> WaitingAsync(
        WaitingPlace after, int most, CancellationToken cancel = default)
    {
        if (Only is { } one)
        {
            return await one.DoAsync(ledger => ledger.WaitingAfter(after, most), cancel).ConfigureAwait(false);
        }

        // Whoever is among the first of all is among the first of each shard in which he waits.
        var pages = await EachAsync((_, ledger) => ledger.WaitingAfter(after, most, byDay: true), cancel)
            .ConfigureAwait(false);
        return new(
            [
                .. pages.SelectMany(page => page.Orders).GroupBy(order => order.Place)
                    .OrderBy(of => of.Key.Rank).ThenBy(of => of.Key.Order).Take(most)
                    .Select(of => new WaitingOrder(of.Key, of.First().State,
                        of.Select(part => part.Ask).FirstOrDefault(ask => ask is not null),
                        [.. of.SelectMany(part => part.Waits)])),
            ],
            pages.Sum(page => page.Count), pages.Sum(page => page.Units));
    }
}
