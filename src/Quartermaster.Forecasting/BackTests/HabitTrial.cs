using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Watches what one forecaster expects after peaks, and how it revises itself from origin to origin.</summary>
internal sealed class HabitTrial(int products)
{
    private readonly float[] _weeks = new float[products * DemandForecast.Weeks];
    private DateOnly _before;

    /// <summary>Looks at a product's forecast of one origin.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="truth">A longer history of the same products.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="hadPeak">Whether it had a peak in the days before.</param>
    internal ForecastHabits Watch(DemandForecast forecast, DemandInputs truth, int row, bool hadPeak)
    {
        var (habits, origin) = (new ForecastHabits(), forecast.FirstDay.DayNumber - truth.FirstDay.DayNumber);
        if (hadPeak)
        {
            for (var day = 0; day < PastPeaks.Days && origin + day < truth.Days; day++)
            {
                if (BackTest.Demand(truth, row, origin + day) is >= 0 and var units)
                {
                    habits.AddAfterPeak(forecast.MeanOfDay(row, day), units);
                }
            }
        }

        var later = _before == default ? 0 : forecast.FirstDay.DayNumber - _before.DayNumber;
        var weeks = _weeks.AsSpan(row * DemandForecast.Weeks, DemandForecast.Weeks);
        for (var week = 0; later > 0 && later % 7 == 0 && week + (later / 7) < weeks.Length; week++)
        {
            habits.AddRevision(weeks[week + (later / 7)], forecast.MeanOfWeek(row, week));
        }

        for (var week = 0; week < weeks.Length; week++)
        {
            weeks[week] = (float)forecast.MeanOfWeek(row, week);
        }

        return habits;
    }

    /// <summary>Says that all products of an origin were looked at.</summary>
    internal void End(DemandForecast forecast) => _before = forecast.FirstDay;
}
