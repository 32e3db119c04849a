using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Where the tables of purchase orders and receipts say something else than the ledger was told, and it does
/// not take that over.</summary>
/// <remarks>A line is of one product for one place, and a delivery moves goods once: what is told under their keys
/// later as something else changes nothing, so a person must hear of it. Of what builds of before were told nobody
/// knows.</remarks>
/// <param name="Lines">Lines that the ledger has for another product or place, with that.</param>
/// <param name="Receipts">Deliveries that were told with other units, goods or places, and are not in the last count;
/// with the units that were told.</param>
public sealed record PurchaseDifferences(
    IReadOnlyList<(PurchaseOrderLine Row, ProductId Product, FacilityId ShipTo)> Lines,
    IReadOnlyList<(Receipt Row, int Told)> Receipts)
{
    /// <summary>None.</summary>
    public static PurchaseDifferences None { get; } = new([], []);

    /// <summary>Finds them. O(lines + receipts + keys).</summary>
    /// <param name="ledger">The ledger; one whose shelves were never stated has none.</param>
    /// <param name="orders">All purchase order lines.</param>
    /// <param name="receipts">All receipts.</param>
    public static PurchaseDifferences Of(
        GoodsLedger ledger, Table<PurchaseOrderLine> orders, Table<Receipt> receipts)
    {
        if (StockStatements.Last(ledger, StockState.OnHand) is not { } counted)
        {
            return None;
        }

        var rows = new Dictionary<ulong, PurchaseOrderLine>();
        foreach (ref readonly var row in orders.Rows)
        {
            rows[PurchaseMovements.KeyOf(row.PurchaseOrder, row.Line).Cause] = row;
        }

        var came = new Dictionary<ulong, Receipt>();
        foreach (ref readonly var row in receipts.Rows)
        {
            if (row.Day >= counted && row.Day >= ledger.RemembersFrom)
            {
                came[PurchaseMovements.KeyOf(row.PurchaseOrder, row.Line, row.Part)] = row;
            }
        }

        var (lines, others) = (new List<(PurchaseOrderLine Row, ProductId Product, FacilityId ShipTo)>(),
            new List<(Receipt Row, int Told)>());
        foreach (var key in ledger.KeysOf(rows.Keys.Concat(came.Keys).ToHashSet()))
        {
            if (rows.TryGetValue(key.Cause, out var line) && PurchaseMovements.PlacedBy(key) is { } placed
                && placed != (line.Product, line.ShipTo))
            {
                lines.Add((line, placed.Product, placed.ShipTo));
            }
            else if (came.TryGetValue(key.Cause, out var receipt) && PurchaseMovements.ToldBy(key) is { } told
                && key != PurchaseMovements.ReceiptKey(in receipt))
            {
                others.Add((receipt, told.Units));
            }
        }

        return new([.. lines.OrderBy(one => (one.Row.PurchaseOrder, one.Row.Line))],
            [.. others.OrderBy(one => (one.Row.PurchaseOrder, one.Row.Line, one.Row.Part))]);
    }
}
