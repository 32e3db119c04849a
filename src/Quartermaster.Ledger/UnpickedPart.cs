using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What one of several ledgers has of a decided order that lies in several, as <see
/// cref="GoodsLedger.UnpickedParts"/> saw it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Ledgers">All ledgers that hold a part of it, where its home is this one; 0 elsewhere.</param>
/// <param name="Lines">What it claims here from where.</param>
/// <param name="Slots">The capacity that it claims here.</param>
/// <param name="IsLeaving">Whether something of it has left or is being picked, as far as is known here.</param>
public sealed record UnpickedPart(
    OrderKey Order, ulong Ledgers, StockClaim[] Lines, SlotClaim[] Slots, bool IsLeaving)
{
    /// <summary>The whole orders of which all parts are there, and nothing has left or is being picked, by key.
    /// </summary>
    /// <param name="byLedger">The parts, by ledger.</param>
    public static IEnumerable<UnpickedOrder> Whole(IReadOnlyList<IReadOnlyList<UnpickedPart>> byLedger)
    {
        ArgumentNullException.ThrowIfNull(byLedger);
        foreach (var of in byLedger.SelectMany((parts, ledger) => parts.Select(part => (Ledger: ledger, Part: part)))
            .GroupBy(one => one.Part.Order).OrderBy(of => of.Key))
        {
            var parts = of.OrderBy(one => one.Ledger).ToArray();
            var (wanted, there) = (parts.Aggregate(0UL, (all, one) => all | one.Part.Ledgers),
                parts.Aggregate(0UL, (all, one) => all | (1UL << one.Ledger)));
            if (wanted != 0 && (wanted & ~there) == 0 && !Array.Exists(parts, one => one.Part.IsLeaving))
            {
                StockClaim[] lines = [.. parts.SelectMany(one => one.Part.Lines)];
                SlotClaim[] slots = [.. parts.SelectMany(one => one.Part.Slots)];
                yield return new(of.Key, OrderContent.Of(lines, slots), lines, slots);
            }
        }
    }
}
