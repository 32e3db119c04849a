using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What room on lanes is worth where departures are short, and how that was found.</summary>
public sealed record LaneSpacePlan
{
    /// <summary>Every limited lane and day that ways lead over, by lane and day.</summary>
    public required Table<LaneSpacePrice> Rows { get; init; }

    /// <summary>No way of shipping the expected demand within the limits is worth more, currency; of the regions that
    /// limited lanes lead to.</summary>
    public required double Bound { get; init; }

    /// <summary>What the mixture of ways behind the prices is worth.</summary>
    public required double Value { get; init; }

    /// <summary>How many times prices were tried.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether the bound settled before the work limit.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>What orders are sourced at: of each lane with a price the mean over the days, by what is shipped.
    /// </summary>
    public Table<LaneSpaceRate> Rates() => RatesOf(Rows);

    /// <summary>The same of rows.</summary>
    /// <param name="rows">By lane and day.</param>
    public static Table<LaneSpaceRate> RatesOf(Table<LaneSpacePrice> rows)
    {
        var rates = new List<LaneSpaceRate>();
        foreach (var lane in rows.Rows.ToArray().GroupBy(row => row.Lane).OrderBy(lane => lane.Key.Value))
        {
            var units = lane.Sum(day => day.Units);
            if (units > 0 && lane.Any(day => day.Price > 0))
            {
                rates.Add(new(lane.Key, MeanOf(SlotKind.LaneParcels), MeanOf(SlotKind.LaneGrams),
                    MeanOf(SlotKind.LaneCubicCentimeters)));
            }

            double MeanOf(SlotKind measure) =>
                lane.Sum(day => day.Measure == measure ? day.Price * day.Units : 0) / units;
        }

        return new([.. rates]);
    }
}

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

/// <summary>What room on a lane is worth to others, whenever it leaves.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="PerParcel">Of a parcel, currency; 0 or more.</param>
/// <param name="PerKilogram">Of a kilogram.</param>
/// <param name="PerCubicMeter">Of a cubic meter.</param>
public readonly record struct LaneSpaceRate(LaneId Lane, double PerParcel, double PerKilogram, double PerCubicMeter);
