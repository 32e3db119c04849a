using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What a plan costs, worked out from its rows alone: freight, handling and split, and the prices of slots and
/// of lane space.</summary>
internal static class BacklogCosts
{
    /// <summary>The cost of one order, or of several planned as one; micros. Those of them that share a parcel are
    /// packed alike, and have one parcel each before another one splits them; the others stand on their own.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="order">The order with its plan.</param>
    /// <param name="splitMicros">The cost of each parcel beyond one per order.</param>
    internal static long Of(OrderInputs inputs, OpenOrder order, long splitMicros)
    {
        if (order.Parts is null)
        {
            var own = 0UL;
            return Of(inputs, order.Rows, PackOf(inputs, order.Lines), ref own)
                + SplitsOf(own, order.Members.Length, splitMicros);
        }

        var sum = 0L;
        foreach (var unit in MemberShares.UnitsOf(order, inputs.Routes))
        {
            var (opened, pack) = (0UL, PackOf(inputs, unit));
            foreach (var part in unit)
            {
                sum += Of(inputs, part.Rows, pack, ref opened);
            }

            sum += SplitsOf(opened, unit.Length, splitMicros);
        }

        return sum;
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

    /// <summary>Packing a parcel of orders that share parcels.</summary>
    internal static long PackOf(OrderInputs inputs, OpenOrder[] unit)
    {
        var pack = 0L;
        foreach (var part in unit)
        {
            pack = Math.Max(pack, PackOf(inputs, part.Lines));
        }

        return pack;
    }

    // Goods and parcels, those that are opened already left out.
    private static long Of(OrderInputs inputs, ReadOnlySpan<ShipmentRow> rows, long pack, ref ulong opened)
    {
        var sum = 0L;
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            ref readonly var way = ref inputs.Routes.Options[row.Option];
            var origin = 1UL << inputs.Routes.OriginOf(row.Facility);
            if ((opened & origin) == 0)
            {
                opened |= origin;
                sum += way.ParcelMicros + pack;
            }

            sum += row.Units * (FreightOf(inputs, in row, in way) + PickOf(inputs, in row) + SlotOf(inputs, in row));
        }

        return sum;
    }

    private static long SplitsOf(ulong opened, int orders, long splitMicros) =>
        splitMicros * Math.Max(0, System.Numerics.BitOperations.PopCount(opened) - orders);

    private static long PackOf(OrderInputs inputs, ReadOnlySpan<CartLine> lines)
    {
        var pack = 0L;
        foreach (ref readonly var line in lines)
        {
            pack = Math.Max(pack, inputs.Terms.Rows[line.Product.Value].PackPerParcel.Micros);
        }

        return pack;
    }
}
