using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.LongRange;

namespace Quartermaster.App.Worlds;

/// <summary>What a forecast is told by: 28 days, 52 weeks, or the rest of this month and 17 more.</summary>
/// <param name="Name">Day, week or month.</param>
/// <param name="Spans">The days of each.</param>
/// <param name="Weeks">Weeks that a forecast must reach.</param>
/// <param name="ErrorDays">Days that past errors are summed over.</param>
internal sealed record ForecastPeriods(string Name, IReadOnlyList<DaySpan> Spans, int Weeks, int ErrorDays)
{
    private const int MonthCount = 18;

    internal static ForecastPeriods Days { get; } = new("day", DaySpan.Days, DemandForecast.Weeks, 1);

    /// <summary>The names of all.</summary>
    internal static IReadOnlyList<string> Names => ["day", "week", "month"];

    internal bool AreDays => Name == "day";

    internal bool AreWeeks => Name == "week";

    /// <summary>Those of a name, from a day on.</summary>
    internal static ForecastPeriods Of(string name, DateOnly firstDay) => name switch
    {
        "week" => new(name, DaySpan.Weeks(FarWeeks.Year), FarWeeks.Year, 7),
        "month" => new(name, DaySpan.Months(firstDay, MonthCount), FarWeeks.Most, 28),
        _ => Days,
    };
}
