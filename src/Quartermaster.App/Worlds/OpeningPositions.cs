using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Worlds;

/// <summary>What planning sees of goods at the start of a simulation: the opening entries, posted to a ledger of its
/// own.
/// </summary>
internal sealed class OpeningPositions(OpenedWorkspace opened)
{
    internal PlanningState State(ulong seed)
    {
        var (opening, ledger, facts) = (opened.Opening(), new GoodsLedger(), opened.Facts);
        ledger.Post(opening.Entries, new Outcome[opening.Entries.Length]);
        var centers = facts.Centers.Length;
        var (available, onOrder) = (new int[facts.Products.Count * centers], new int[facts.Products.Count * centers]);
        for (var at = 0; at < available.Length; at++)
        {
            var product = facts.Products.Rows[at / centers].Id;
            available[at] = ledger.Available(product, facts.Centers[at % centers]);
            onOrder[at] = (int)Math.Min(int.MaxValue, ledger.OnOrder(product, facts.Centers[at % centers]));
        }

        return new()
        {
            Today = opened.Today,
            Available = available,
            OnOrder = onOrder,
            OpenLines = opening.OpenLines,
            Seed = seed,
        };
    }
}
