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
