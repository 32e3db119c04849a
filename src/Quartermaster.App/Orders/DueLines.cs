using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.App.Orders;

/// <summary>When goods on order are due, by the open purchase order lines: where they come to, on which days, and how
/// many are still to come.</summary>
/// <remarks>What comes first goes to who has waited longest, so whoever waits is told the day of the last unit that he
/// needs beside those before him. Immutable.</remarks>
internal sealed class DueLines
{
    private readonly Dictionary<(ProductId, FacilityId), (DateOnly Due, long Units)[]> _lines;

    private DueLines(Dictionary<(ProductId, FacilityId), (DateOnly Due, long Units)[]> lines) => _lines = lines;

    /// <summary>The lines of tables. O(lines + receipts · log).</summary>
    internal static DueLines Of(Table<PurchaseOrderLine> orders, Table<Receipt> receipts)
    {
        var came = new Dictionary<(Label, int), long>();
        foreach (ref readonly var row in receipts.Rows)
        {
            came[(row.PurchaseOrder, row.Line)] = came.GetValueOrDefault((row.PurchaseOrder, row.Line)) + row.Units;
        }

        return new(orders.Rows.ToArray().Where(row => row.State.IsOpen())
            .Select(row => (Place: (row.Product, row.ShipTo), row.DueDay,
                Units: row.ExpectedUnits - came.GetValueOrDefault((row.PurchaseOrder, row.Line))))
            .Where(row => row.Units > 0).GroupBy(row => row.Place).ToDictionary(
                of => of.Key, of => of.OrderBy(row => row.DueDay).Select(row => (row.DueDay, row.Units)).ToArray()));
    }

    /// <summary>When orders get what they wait for, in the turn in which they do; null where no line says.</summary>
    /// <param name="waiting">All orders that wait, oldest first.</param>
    internal IEnumerable<(WaitingOrder Order, Domain.Goods.StockClaim Goods, DateOnly? Due)> For(
        IEnumerable<WaitingOrder> waiting)
    {
        var before = new Dictionary<(ProductId, FacilityId), long>();
        foreach (var order in waiting)
        {
            foreach (var goods in Domain.Goods.GoodsClaims.AsStock(order.Waits))
            {
                var place = (goods.Product, goods.Facility);
                var units = before.GetValueOrDefault(place) + goods.Units;
                before[place] = units;
                yield return (order, goods, DueOf(place, units));
            }
        }
    }

    private DateOnly? DueOf((ProductId, FacilityId) place, long units)
    {
        foreach (var line in _lines.GetValueOrDefault(place) ?? [])
        {
            units -= line.Units;
            if (units <= 0)
            {
                return line.Due;
            }
        }

        return null;
    }
}
