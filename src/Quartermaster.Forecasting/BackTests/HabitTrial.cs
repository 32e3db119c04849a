using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Watches what one forecaster expects after peaks, and how it revises itself from origin to origin.</summary>
internal sealed class HabitTrial(int products)
{
    private const int PeakDays = 14;
    private const int MeanDays = 56;
    private const double PeakMultiple = 3;
    private const double LeastPeak = 5;

    private readonly float[] _weeks = new float[products * DemandForecast.Weeks];
    private DateOnly _before;

    /// <summary>Looks at a product's forecast of one origin.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="truth">A longer history of the same products.</param>
    /// <param name="row">The product's row.</param>
    internal ForecastHabits Watch(DemandForecast forecast, DemandInputs truth, int row)
    {
        var (habits, origin) = (new ForecastHabits(), forecast.FirstDay.DayNumber - truth.FirstDay.DayNumber);
        if (HadPeak(truth, row, origin))
        {
            for (var day = 0; day < PeakDays && origin + day < truth.Days; day++)
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

    private static bool HadPeak(DemandInputs truth, int row, int origin)
    {
        var sales = truth.Sales.Row(row);
        for (var day = Math.Max(MeanDays, origin - PeakDays); day < origin; day++)
        {
            var (sum, seen) = (0.0, 0);
            for (var before = day - MeanDays; before < day; before++)
            {
                var units = BackTest.Demand(truth, row, before);
                sum += Math.Max(0, units);
                seen += units >= 0 ? 1 : 0;
            }

            if (seen > 0 && sales[day] >= LeastPeak && sales[day] >= PeakMultiple * sum / seen)
            {
                return true;
            }
        }

        return false;
    }
}
