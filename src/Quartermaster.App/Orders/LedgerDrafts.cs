using Quartermaster.Domain;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>Places drafts in a workspace's ledger: in one step where they lie in one shard, else in two phases.
/// </summary>
internal static class LedgerDrafts
{
    /// <inheritdoc cref="DraftPlacing.Place"/>
    internal static async Task<PlacedDraft> PlaceAsync(
        LedgerShards ledger, OrderDraft draft, Instant holdUntil, CancellationToken cancel)
    {
        if (ledger.Many is not { } many)
        {
            return await ledger.Only!.DoAsync(goods => DraftPlacing.Place(goods, draft, holdUntil), cancel)
                .ConfigureAwait(false);
        }

        var order = draft.Order;
        var ask = order.Ask with { Promised = draft.Offer?.Promised ?? default };
        var placed = await many.PlaceAsync(
            new NewOrder(new(order.Key, order.At, draft.Claims, draft.Slots), holdUntil, ask), cancel)
            .ConfigureAwait(false);
        return new(placed.Outcome, placed.IsKnown, placed.Earlier);
    }

    /// <summary>What the ledger has of an order; the default if it does not have it.</summary>
    internal static async Task<PlacedDraft> KnownAsync(
        LedgerShards ledger, CustomerOrder order, CancellationToken cancel)
    {
        if (ledger.Many is not { } many)
        {
            return await ledger.Only!.DoAsync(goods => DraftPlacing.Known(goods, order) ?? default, cancel)
                .ConfigureAwait(false);
        }

        var known = await many.KnownAsync(order.Key, order.Ask, cancel).ConfigureAwait(false);
        return new(known.Outcome, known.IsKnown, known.Earlier);
    }
}
