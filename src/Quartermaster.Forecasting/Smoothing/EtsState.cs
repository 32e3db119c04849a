using System.Runtime.CompilerServices;

namespace Quartermaster.Forecasting.Smoothing;

/// <summary>Seven numbers of a week, by day of history modulo 7.</summary>
[InlineArray(EtsForm.DaysOfWeek)]
internal struct EtsWeek
{
#pragma warning disable IDE0044, IDE0051 // The compiler repeats the field.
    private double _first;
#pragma warning restore IDE0044, IDE0051
}

/// <summary>What a smoothed series is on a day.</summary>
internal struct EtsState
{
    /// <summary>Units a day.</summary>
    internal double Level;

    /// <summary>Units a day, more by day.</summary>
    internal double Trend;

    /// <summary>Units added by weekday, or multiples of the level.</summary>
    internal EtsWeek Week;

    /// <summary>Works through a history, day by day.</summary>
    /// <param name="units">Units by day; NaN where not known: the trend goes on and nothing is learned.</param>
    /// <param name="first">The first day of it, counted as the week counts.</param>
    /// <param name="form">The model.</param>
    /// <param name="gains">Its gains.</param>
    /// <returns>The squared errors of one day ahead, their number, and the sum of the logarithms of the means where
    /// errors are multiples of them.</returns>
    internal (double Squares, int Days, double Logs) Run(
        ReadOnlySpan<float> units, int first, EtsForm form, in EtsGains gains) =>
        form.IsMultiplied ? Multiply(units, first, gains) : Add(units, first, gains);

    private (double Squares, int Days, double Logs) Add(ReadOnlySpan<float> units, int first, in EtsGains gains)
    {
        var (level, trend, place) = (Level, Trend, first % EtsForm.DaysOfWeek);
        var (squares, days) = (0.0, 0);
        Span<double> week = Week;
        foreach (var came in units)
        {
            trend *= gains.Damping;
            level += trend;
            if (!float.IsNaN(came))
            {
                var error = came - level - week[place];
                level += gains.Level * error;
                trend += gains.Trend * error;
                week[place] += gains.Week * error;
                squares += error * error;
                days++;
            }

            place = place == EtsForm.DaysOfWeek - 1 ? 0 : place + 1;
        }

        (Level, Trend) = (level, trend);
        return (squares, days, 0);
    }

    private (double Squares, int Days, double Logs) Multiply(ReadOnlySpan<float> units, int first, in EtsGains gains)
    {
        var (level, trend, place) = (Level, Trend, first % EtsForm.DaysOfWeek);
        var (squares, days, logs) = (0.0, 0, 0.0);
        Span<double> week = Week;
        foreach (var came in units)
        {
            trend *= gains.Damping;
            var before = level + trend;
            level = before;
            if (!float.IsNaN(came))
            {
                var mean = before * week[place];
                if (!(mean > 0))
                {
                    return (double.PositiveInfinity, days, 0);
                }

                var error = (came - mean) / mean;
                level = before * (1 + (gains.Level * error));
                trend += gains.Trend * before * error;
                week[place] *= 1 + (gains.Week * error);
                squares += error * error;
                logs += Math.Log(mean);
                days++;
            }

            place = place == EtsForm.DaysOfWeek - 1 ? 0 : place + 1;
        }

        (Level, Trend) = (level, trend);
        return (squares, days, logs);
    }
}
