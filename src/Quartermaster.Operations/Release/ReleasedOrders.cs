using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Release;

/// <summary>Groups a run's lines into purchase orders: one per vendor and day, whose lines name the facility.</summary>
/// <remarks>A vendor's least value is of the whole order: the lines that placement splits among facilities reach it
/// together. See docs/decisions/0002.</remarks>
public static class ReleasedOrders
{
    /// <summary>The purchase order lines of a run, by vendor, ship-to and product.</summary>
    /// <param name="run">The run's name: codes are made of it, so releasing it again gives the same orders.</param>
    /// <param name="day">The day of the run.</param>
    /// <param name="lines">All lines of the run.</param>
    /// <returns>One row per vendor × ship-to × product; lines of the same product and cost are added up.</returns>
    public static Table<PurchaseOrderLine> Of(string run, DateOnly day, Table<ReleaseLine> lines)
    {
        var rows = new List<PurchaseOrderLine>(lines.Count);
        var orders = lines.Rows.ToArray()
            .GroupBy(line => line.Vendor.Value).OrderBy(order => order.Key);
        var number = 0;
        foreach (var order in orders)
        {
            var code = Label.Of(string.Create(CultureInfo.InvariantCulture, $"PO-{run}-{++number:0000}"));
            var line = 0;
            foreach (var same in order
                .GroupBy(row => (ShipTo: row.ShipTo.Value, Product: row.Product.Value, row.UnitCost, row.DueDay))
                .OrderBy(group => group.Key.ShipTo).ThenBy(group => group.Key.Product))
            {
                var first = same.First();
                rows.Add(new(code, ++line, PurchaseOrderState.Released, first.Product, first.Vendor, first.ShipTo,
                    same.Sum(row => row.Units), first.UnitCost, day, first.DueDay, ConfirmedUnits: -1, IsOurs: true));
            }
        }

        return new([.. rows]);
    }
}
