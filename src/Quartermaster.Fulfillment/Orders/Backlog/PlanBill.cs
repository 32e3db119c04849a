namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What the plan of one order costs, cause by cause, without the worth of the units it takes.</summary>
/// <param name="Parcels">Centers that ship.</param>
/// <param name="FreightMicros">Freight of parcels and goods.</param>
/// <param name="HandlingMicros">Picking units, packing parcels.</param>
/// <param name="SplitMicros">Parcels beyond the first.</param>
/// <param name="SlotMicros">Slots, where they have a price.</param>
/// <param name="SpaceMicros">Space on lanes, where it has a price.</param>
public readonly record struct PlanBill(
    int Parcels, long FreightMicros, long HandlingMicros, long SplitMicros, long SlotMicros, long SpaceMicros)
{
    /// <summary>All of it: what the backlog engine weighs of a plan.</summary>
    public long Micros => SpentMicros + SlotMicros + SpaceMicros;

    /// <summary>What of it somebody bears: freight, handling and split. Slots and space are worth something to other
    /// orders, and nobody pays for them.</summary>
    public long SpentMicros => FreightMicros + HandlingMicros + SplitMicros;

    /// <summary>Cause by cause together.</summary>
    public static PlanBill operator +(PlanBill one, PlanBill other) => new(
        one.Parcels + other.Parcels, one.FreightMicros + other.FreightMicros,
        one.HandlingMicros + other.HandlingMicros, one.SplitMicros + other.SplitMicros,
        one.SlotMicros + other.SlotMicros, one.SpaceMicros + other.SpaceMicros);

    /// <summary>Cause by cause the difference.</summary>
    public static PlanBill operator -(PlanBill one, PlanBill other) => new(
        one.Parcels - other.Parcels, one.FreightMicros - other.FreightMicros,
        one.HandlingMicros - other.HandlingMicros, one.SplitMicros - other.SplitMicros,
        one.SlotMicros - other.SlotMicros, one.SpaceMicros - other.SpaceMicros);

    /// <inheritdoc cref="op_Addition"/>
    public static PlanBill Add(PlanBill left, PlanBill right) => left + right;

    /// <inheritdoc cref="op_Subtraction"/>
    public static PlanBill Subtract(PlanBill left, PlanBill right) => left - right;
}
