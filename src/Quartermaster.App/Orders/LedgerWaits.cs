using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>What orders in a ledger wait for.</summary>
internal static class LedgerWaits
{
    /// <summary>Units that an order has claimed and that are still on their way, by where they come to.</summary>
    internal static async ValueTask<StockClaim[]> OfAsync(
        LedgerShards ledger, OrderKey order, CancellationToken cancel)
    {
        if (ledger.Availability.Arrivals.IsUnlimited)
        {
            return [];
        }

        var slots = await ledger.EachAsync((_, goods) => goods.ClaimsToAmend(order)?.Slots ?? [], cancel)
            .ConfigureAwait(false);
        return
        [
            .. slots.SelectMany(of => of).Where(claim => claim.Slot.Kind == SlotKind.Arrival).Select(claim =>
                new StockClaim(new(claim.Slot.Place), new(claim.Slot.Window), claim.Units)),
        ];
    }
}
