using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What the departures of a lane on a day can still take.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The UTC day on which they leave.</param>
/// <param name="Measure">What there is least room of: parcels, grams or cubic centimeters.</param>
/// <param name="Limit">Typical units that fit; 0 or more.</param>
public readonly record struct LaneDay(LaneId Lane, DateOnly Day, SlotKind Measure, double Limit);
