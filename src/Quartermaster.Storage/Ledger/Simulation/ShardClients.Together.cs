using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <content>What is done in moments of all shards: shipments from vendors, and blocks of orders.</content>
internal sealed partial class ShardClients
{
    private readonly ShardShipments _shipments = new(below);
    private Task _together = Task.CompletedTask;
    private int[] _block = [];

    /// <summary>Orders that were placed in moments of all shards.</summary>
    internal int PlacedTogether { get; private set; }

    internal ShardShipments Shipments => _shipments;

    /// <summary>Whether somebody wants all shards for himself.</summary>
    internal bool IsTogether => !_together.IsCompleted;

    // One at a time has all shards for himself.
    private void AskTogether(LedgerShards shards, Instant now, bool isLast)
    {
        if (isLast || below(2) == 0)
        {
            Later(0, "announce", _together = _shipments.AnnounceAsync(shards, now, isLast));
            return;
        }

        _block =
        [
            .. Enumerable.Range(1, Orders).Where(order => _told[order] == default && below(2) == 0
                && _waiting.TrueForAll(one => one.Order != order)),
        ];
        var answers = Array.ConvertAll(_block, _ => new TaskCompletionSource<PlacedOrder>());
        _waiting.AddRange(_block.Zip(answers, (order, answer) => new Waiting(order, answer.Task)));
        Later(0, "place", _together = PlaceTogetherAsync(shards, _block, answers, now));
    }

    // Held in one moment, and decided in a later one.
    private async Task PlaceTogetherAsync(
        LedgerShards shards, int[] block, TaskCompletionSource<PlacedOrder>[] answers, Instant now)
    {
        OrderRequest[] orders = [.. block.Select(order => _orders[order])];
        var held = await shards.DoAsync(all =>
        {
            all.Expire(now);
            return block.Select(order => HoldTogether(all, order, now)).ToArray();
        }).ConfigureAwait(false);
        var placed = await shards.DoAsync(all => orders.Select((order, i) =>
            held[i] == OrderOutcome.Held ? all.Decide(order.Order, now) : held[i]).ToArray()).ConfigureAwait(false);
        PlacedTogether += placed.Count(outcome => outcome == OrderOutcome.Decided);
        _block = [];
        for (var i = 0; i < placed.Length; i++)
        {
            answers[i].SetResult(new(placed[i], IsKnown: false, null));
        }
    }

    private OrderOutcome HoldTogether(IOrderLedger all, int number, Instant now)
    {
        var order = _orders[number];
        var outcome = all.Hold(order.Order, order.At, now.PlusMinutes(3), order.Lines, order.Slots);
        if (outcome == OrderOutcome.Held && HasCode(number))
        {
            all.Ask(order.Order, AskOf(number, now));
        }

        return outcome;
    }
}
