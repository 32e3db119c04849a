using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What the plan of one order costs, cause by cause, without the worth of the units it takes.</summary>
/// <param name="Parcels">Centers that ship.</param>
/// <param name="FreightMicros">Freight of parcels and goods.</param>
/// <param name="HandlingMicros">Picking units, packing parcels.</param>
/// <param name="SplitMicros">Parcels beyond the first.</param>
/// <param name="SlotMicros">Slots, where they have a price.</param>
public readonly record struct PlanBill(
    int Parcels, long FreightMicros, long HandlingMicros, long SplitMicros, long SlotMicros)
{
    /// <summary>All of it: what the backlog engine weighs of a plan.</summary>
    public long Micros => FreightMicros + HandlingMicros + SplitMicros + SlotMicros;

    /// <summary>What a plan costs.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="lines">The order's lines.</param>
    /// <param name="rows">Its rows, those without units unused; all by ways of the inputs' routes.</param>
    /// <param name="splitCost">What a further parcel costs; 0 or more.</param>
    public static PlanBill Of(
        OrderInputs inputs, ReadOnlySpan<CartLine> lines, ReadOnlySpan<ShipmentRow> rows, Money splitCost)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (parcels, freight, handling, slots) = (0UL, 0L, 0L, 0L);
        var pack = BacklogCosts.PackOf(inputs, lines);
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            ref readonly var way = ref inputs.Routes.Options[row.Option];
            var origin = 1UL << inputs.Routes.OriginOf(row.Facility);
            if ((parcels & origin) == 0)
            {
                parcels |= origin;
                freight += way.ParcelMicros;
                handling += pack;
            }

            freight += row.Units * BacklogCosts.FreightOf(inputs, in row, in way);
            handling += row.Units * BacklogCosts.PickOf(inputs, in row);
            slots += row.Units * BacklogCosts.SlotOf(inputs, in row);
        }

        var count = System.Numerics.BitOperations.PopCount(parcels);
        return new(count, freight, handling, Math.Max(0, splitCost.Micros) * Math.Max(0, count - 1), slots);
    }

    /// <summary>Cause by cause together.</summary>
    public static PlanBill operator +(PlanBill one, PlanBill other) => new(
        one.Parcels + other.Parcels, one.FreightMicros + other.FreightMicros,
        one.HandlingMicros + other.HandlingMicros, one.SplitMicros + other.SplitMicros,
        one.SlotMicros + other.SlotMicros);

    /// <summary>Cause by cause the difference.</summary>
    public static PlanBill operator -(PlanBill one, PlanBill other) => new(
        one.Parcels - other.Parcels, one.FreightMicros - other.FreightMicros,
        one.HandlingMicros - other.HandlingMicros, one.SplitMicros - other.SplitMicros,
        one.SlotMicros - other.SlotMicros);

    /// <inheritdoc cref="op_Addition"/>
    public static PlanBill Add(PlanBill left, PlanBill right) => left + right;

    /// <inheritdoc cref="op_Subtraction"/>
    public static PlanBill Subtract(PlanBill left, PlanBill right) => left - right;
}
