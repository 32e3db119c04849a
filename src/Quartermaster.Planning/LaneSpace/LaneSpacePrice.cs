using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What room on a lane's departures of a day is worth, with the figures that say why.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The UTC day on which they leave.</param>
/// <param name="Measure">What there is least room of.</param>
/// <param name="Limit">Typical units that still fit.</param>
/// <param name="Wanted">Expected units if every order took its cheapest way.</param>
/// <param name="Units">Expected units at the prices.</param>
/// <param name="Price">Of a parcel, a kilogram or a cubic meter, by the measure, currency; 0 where there is room, or
/// where it would be below a thousandth of what a lost unit loses.</param>
public readonly record struct LaneSpacePrice(
    LaneId Lane, DateOnly Day, SlotKind Measure, double Limit, double Wanted, double Units, double Price);
