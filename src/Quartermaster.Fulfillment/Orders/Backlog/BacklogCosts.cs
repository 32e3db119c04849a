using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What a plan costs, worked out from its rows alone: freight, handling and split, and the prices of slots and
/// of lane space.</summary>
internal static class BacklogCosts
{
    /// <summary>The cost of one order, or of several shipped together; micros.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="order">The order with its plan.</param>
    /// <param name="splitMicros">The cost of each parcel beyond one per order.</param>
    internal static long Of(OrderInputs inputs, OpenOrder order, long splitMicros)
    {
        var (sum, opened, parcels, pack) = (0L, 0UL, 0, PackOf(inputs, order.Lines));
        foreach (ref readonly var row in order.Rows.AsSpan())
        {
            if (row.Units == 0)
            {
                continue;
            }

            ref readonly var way = ref inputs.Routes.Options[row.Option];
            var origin = 1UL << inputs.Routes.OriginOf(row.Facility);
            if ((opened & origin) == 0)
            {
                (opened, parcels) = (opened | origin, parcels + 1);
                sum += way.ParcelMicros + pack;
            }

            sum += row.Units * (FreightOf(inputs, in row, in way) + PickOf(inputs, in row) + SlotOf(inputs, in row));
        }

        return sum + (splitMicros * Math.Max(0, parcels - order.Members.Length));
    }

    /// <summary>The freight of one unit, the price of its lane space included.</summary>
    internal static long FreightOf(OrderInputs inputs, in ShipmentRow row, in RouteOption way)
    {
        ref readonly var terms = ref inputs.Terms.Rows[row.Product.Value];
        return way.GoodsMicros(terms.WeightGrams, terms.VolumeCubicCentimeters);
    }

    /// <summary>Picking one unit.</summary>
    internal static long PickOf(OrderInputs inputs, in ShipmentRow row) =>
        inputs.Terms.Rows[row.Product.Value].PickPerUnit.Micros;

    /// <summary>The slot of one unit.</summary>
    internal static long SlotOf(OrderInputs inputs, in ShipmentRow row) =>
        SlotPrice.Of(inputs, inputs.Routes.OriginOf(row.Facility), row.Option);

    /// <summary>Packing a parcel.</summary>
    internal static long PackOf(OrderInputs inputs, ReadOnlySpan<CartLine> lines)
    {
        var pack = 0L;
        foreach (ref readonly var line in lines)
        {
            pack = Math.Max(pack, inputs.Terms.Rows[line.Product.Value].PackPerParcel.Micros);
        }

        return pack;
    }
}
