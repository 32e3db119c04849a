using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;

namespace Quartermaster.App.Worlds;

/// <summary>Expected units of groups of products by day or week: the sums of those of their products.</summary>
/// <param name="groupings">How products are put together.</param>
/// <param name="periods">Days or weeks.</param>
internal sealed class GroupMeans(IReadOnlyList<Grouping> groupings, ForecastPeriods periods)
{
    private readonly double[][] _units =
        [.. groupings.Select(grouping => new double[grouping.Codes.Count * periods.Spans.Count])];

    /// <summary>Whether forecasts say them themselves; where not, they are the means of sample paths.</summary>
    internal static bool AreKnown(ForecastPeriods periods, RegionOfPaths? region) =>
        region is null && (periods.AreDays || periods.AreWeeks);

    /// <summary>Adds the next products.</summary>
    /// <param name="first">The row of the first.</param>
    /// <param name="forecast">Their forecast.</param>
    internal void Add(int first, DemandForecast forecast)
    {
        var count = periods.Spans.Count;
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var period = 0; period < count; period++)
            {
                var units = periods.AreDays ? forecast.MeanOfDay(row, period) : forecast.MeanOfWeek(row, period);
                for (var i = 0; i < _units.Length; i++)
                {
                    _units[i][(groupings[i].GroupOf[first + row] * count) + period] += units;
                }
            }
        }
    }

    /// <summary>Units of a grouping: group × periods.</summary>
    internal Matrix Of(int grouping) =>
        new(periods.Spans.Count, Array.ConvertAll(_units[grouping], units => (float)units));
}
