using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>The lines to one vendor for one ship-to on one day: a grouping of a plan's rows, nothing more.</summary>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">Where the goods go; none for the network.</param>
/// <param name="Day">The day of the order.</param>
/// <param name="Rows">The rows of the plan, ascending; at least one.</param>
/// <param name="Units">Units of all lines.</param>
/// <param name="Value">What the vendor charges, price breaks included.</param>
/// <param name="LeastValue">The least value that the vendor accepts.</param>
public sealed record PurchaseOrder(VendorId Vendor, FacilityId ShipTo, DateOnly Day, IReadOnlyList<int> Rows,
    long Units, MoneySum Value, MoneySum LeastValue)
{
    /// <summary>Whether the vendor accepts an order of this value.</summary>
    public bool IsAccepted => Value.Micros >= LeastValue.Micros;

    /// <summary>Whether a person decided one of its lines.</summary>
    internal bool HasHumanLine(BuyingInputs inputs) => Rows.Any(row => inputs.Overrides.Rows[row].IsGiven);
}

/// <summary>Makes purchase orders of purchase lines.</summary>
public static class PurchaseOrders
{
    /// <summary>The orders of a plan, by vendor and ship-to.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="lines">The plan's decisions; lines of 0 units are left out.</param>
    /// <remarks>O(lines × log lines).</remarks>
    public static IReadOnlyList<PurchaseOrder> Group(BuyingInputs inputs, Table<PurchaseLine> lines) =>
        [.. from row in Enumerable.Range(0, lines.Count)
            let line = lines.Rows[row]
            where line.Units > 0
            group row by (Vendor: line.Vendor.Value, ShipTo: line.ShipTo.Value) into order
            orderby order.Key.Vendor, order.Key.ShipTo
            select Order(inputs, lines, [.. order])];

    /// <summary>The purchase orders that a vendor would refuse: below its least value, and no person asked for a line.
    /// </summary>
    public static IReadOnlyList<Breach> Check(BuyingInputs inputs, Table<PurchaseLine> lines) =>
        [.. from order in Group(inputs, lines)
            where !order.IsAccepted && !order.HasHumanLine(inputs)
            select new Breach(order.Rows[0], "A purchase order reaches its vendor's least value.")];

    private static PurchaseOrder Order(BuyingInputs inputs, Table<PurchaseLine> lines, int[] rows)
    {
        var (units, value, least) = (0L, default(MoneySum), 0L);
        foreach (var row in rows)
        {
            var ofLine = lines.Rows[row].Units;
            units += ofLine;
            value += Spending.CostOf(inputs, row, ofLine) * ofLine;
            least = Math.Max(least, inputs.OrderMinimums.Rows[row].Value.Micros);
        }

        var first = lines.Rows[rows[0]];
        return new(first.Vendor, first.ShipTo, inputs.Today, rows, units, value, new(least));
    }
}
