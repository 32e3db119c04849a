namespace Quartermaster.Fulfillment.Orders;

/// <summary>A parcel that could be sent: an FC by one way.</summary>
/// <param name="Origin">The FC.</param>
/// <param name="Option">The way.</param>
/// <param name="CutoffMinute">The way's cut-off.</param>
/// <param name="FreightMicros">Freight of the parcel, however heavy.</param>
/// <param name="FixedMicros">Freight and packing: what opening it costs.</param>
/// <param name="Costs">Where its costs per unit stand: one per line.</param>
/// <param name="IsTight">Whether the goods of the whole order need more than one parcel by this way.</param>
internal readonly record struct Parcel(
    int Origin, int Option, int CutoffMinute, long FreightMicros, long FixedMicros, int Costs, bool IsTight);

/// <summary>What one unit of a line costs in a parcel.</summary>
/// <param name="FreightMicros">Freight.</param>
/// <param name="UnitMicros">Freight, picking and the worth of the next unit.</param>
/// <param name="SlopeMicros">How much more each further unit is worth; 0 or more.</param>
/// <param name="Units">Units that the parcel can hold: those free at the FC; 0 if handling takes too long.</param>
internal readonly record struct UnitCost(long FreightMicros, long UnitMicros, long SlopeMicros, int Units)
{
    /// <summary>The worth of some units, the k-th at the slope's k − 1 steps above the first; micros.</summary>
    internal long Of(long units) => (units * UnitMicros) + (SlopeMicros * (units * (units - 1) / 2));
}
