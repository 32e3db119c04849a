using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Parcels of an order that hold the same.</summary>
/// <param name="Facility">The FC that packs them.</param>
/// <param name="Option">The way they go, an index into the route table's options.</param>
/// <param name="Count">How many there are; 1 or more.</param>
/// <param name="Goods">What is in each of them.</param>
public sealed record Package(FacilityId Facility, int Option, int Count, IReadOnlyList<CartLine> Goods);

/// <summary>Says what is in which parcel: a grouping of the rows of an order, packed as they were decided.</summary>
public static class Packages
{
    /// <summary>The parcels of an order, FC by FC in the order of its rows.</summary>
    /// <param name="inputs">What it was decided on.</param>
    /// <param name="rows">Its rows; those without units are passed over.</param>
    /// <exception cref="ArgumentException">A unit is above the limits of its way.</exception>
    public static IReadOnlyList<Package> Of(OrderInputs inputs, ReadOnlySpan<ShipmentRow> rows)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var shipped = rows.ToArray().Where(row => row.Units > 0);
        return [.. shipped.GroupBy(row => (row.Facility, row.Option)).SelectMany(parcel => OfOne(inputs, [.. parcel]))];
    }

    private static IEnumerable<Package> OfOne(OrderInputs inputs, ShipmentRow[] rows)
    {
        PackedGoods[] goods = [.. rows.Select(row => GoodsOf(in inputs.Terms.Rows[row.Product.Value], row.Units))];
        var plan = ParcelPacking.Pack(
            goods, inputs.Routes.TermsOf(rows[0].Option).Limits, PackedDivision.Nodes);
        return plan.Parcels.Select(parcel => new Package(rows[0].Facility, rows[0].Option, parcel.Count,
            [.. rows.Select((row, i) => new CartLine(row.Product, parcel.Units[i])).Where(line => line.Units > 0)]));
    }

    private static PackedGoods GoodsOf(in ShipTerms terms, int units) =>
        new(terms.WeightGrams, terms.VolumeCubicCentimeters, units);
}
