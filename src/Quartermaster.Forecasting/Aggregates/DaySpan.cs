using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Consecutive days of a forecast.</summary>
/// <param name="From">The first, counted from the first forecast day.</param>
/// <param name="To">The day after the last.</param>
public readonly record struct DaySpan(int From, int To)
{
    /// <summary>Each of the days with quantiles of their own.</summary>
    public static IReadOnlyList<DaySpan> Days { get; } =
        [.. Enumerable.Range(0, DemandForecast.DailyDays).Select(day => new DaySpan(day, day + 1))];

    /// <summary>Weeks from the first forecast day on.</summary>
    public static IReadOnlyList<DaySpan> Weeks(int count) =>
        [.. Enumerable.Range(0, count).Select(week => new DaySpan(7 * week, 7 * (week + 1)))];

    /// <summary>The rest of the first day's month, then whole months.</summary>
    /// <param name="firstDay">The first forecast day.</param>
    /// <param name="count">How many, that rest among them.</param>
    public static IReadOnlyList<DaySpan> Months(DateOnly firstDay, int count)
    {
        var month = new DateOnly(firstDay.Year, firstDay.Month, 1);
        return [.. Enumerable.Range(0, count).Select(i => new DaySpan(
            Math.Max(0, month.AddMonths(i).DayNumber - firstDay.DayNumber),
            month.AddMonths(i + 1).DayNumber - firstDay.DayNumber))];
    }
}
