using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders;

/// <summary>Opens the slots of goods on their way to centers that orders may claim.</summary>
/// <remarks>A slot that was opened once stays open: what is not expected any more has the limit 0. Open them whenever
/// purchase orders or receipts have changed, and once a day.</remarks>
public static class ArrivalSlots
{
    /// <summary>Opens them; those that are open at the same limit stay untouched. O(slots).</summary>
    /// <param name="ledger">Where the slots are kept; it lets orders claim no more than it knows to be on its way.
    /// </param>
    /// <param name="arrivals">What is on its way; null where none of it may be ordered.</param>
    /// <param name="at">When this is done.</param>
    public static void Open(IOrderLedger ledger, ArrivingGoods? arrivals, Instant at)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var gone = ledger.Availability.Arrivals.Open().Where(slot => arrivals?.Limits.ContainsKey(slot) != true);
        foreach (var slot in gone.Order(SlotOrder.Instance).ToArray())
        {
            ledger.OpenSlot(slot, 0, at);
        }

        if (arrivals is not null)
        {
            // In one order whatever the tables' was: the ledger's log is the same then.
            foreach (var slot in arrivals.Limits.Keys.Order(SlotOrder.Instance))
            {
                ledger.OpenSlot(slot, arrivals.Limits[slot], at);
            }
        }
    }

    private sealed class SlotOrder : IComparer<Slot>
    {
        internal static SlotOrder Instance { get; } = new();

        public int Compare(Slot x, Slot y) => (x.Place, x.Window).CompareTo((y.Place, y.Window));
    }
}
