namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Time as parcels feel it: a day counts as much as the network delivers on such a weekday at its present
/// speed, so that strikes, holidays and faster weeks lengthen or shorten every parcel's way alike.</summary>
/// <remarks>The speed of a day is deliveries seen over deliveries expected at the usual speed (a Poisson rate with a
/// gamma prior), smoothed exponentially; what comes is expected at the newest speed carried on by its trend, Holt's
/// method in the form of a fast and a slow average.</remarks>
internal sealed class NetworkClock
{
    private const double SlowFactor = 3, LeastSpeed = 0.4, MostSpeed = 2.5, WeekdayPrior = 5;

    // A lasting change of speed becomes the usual one: durations are measured by this clock, so nothing else would
    // bring it back to 1.
    private const double Return = 0.02;

    private readonly CalibrationPolicy _policy;
    private readonly double[] _weekdays = [1, 1, 1, 1, 1, 1, 1];
    private readonly double[] _deliveries = new double[7];
    private (double Seen, double Expected) _fast, _slow;

    internal NetworkClock(CalibrationPolicy policy) => _policy = policy;

    /// <summary>How fast parcels are expected to move from now on; 1 is usual.</summary>
    internal double Ahead { get; private set; } = 1;

    /// <summary>How fast they have moved lately; 1 is usual.</summary>
    internal double Lately { get; private set; } = 1;

    /// <summary>What a whole day counts at the usual speed; 1 on average over a week.</summary>
    /// <param name="day">Days since 1970.</param>
    internal double WeightOf(int day) => _weekdays[(day + 3) % 7];

    /// <summary>Counts a day that is over.</summary>
    /// <param name="day">Days since 1970.</param>
    /// <param name="seen">Deliveries.</param>
    /// <param name="expected">Deliveries expected at the usual speed.</param>
    /// <param name="deliveries">All deliveries, for the weekdays.</param>
    internal void Count(int day, double seen, double expected, int deliveries)
    {
        var prior = _policy.SpeedPriorParcels;
        _fast = Fade(_fast, _policy.SpeedHalfLifeDays, seen, expected);
        _slow = Fade(_slow, _policy.SpeedHalfLifeDays * SlowFactor, seen, expected);
        Lately = Ratio(_fast, prior);
        var slow = Ratio(_slow, prior * SlowFactor);
        Ahead = Math.Clamp(Lately * Math.Pow(Lately / slow, _policy.SpeedTrend), LeastSpeed, MostSpeed);
        var fade = Math.Pow(0.5, 1 / _policy.HistoryHalfLifeDays);
        for (var weekday = 0; weekday < 7; weekday++)
        {
            _deliveries[weekday] *= fade;
        }

        _deliveries[(day + 3) % 7] += deliveries;
    }

    /// <summary>Weighs the weekdays anew by the deliveries so far.</summary>
    internal void WeighWeekdays()
    {
        var total = _deliveries.Sum() + (7 * WeekdayPrior);
        for (var weekday = 0; weekday < 7; weekday++)
        {
            _weekdays[weekday] = 7 * (_deliveries[weekday] + WeekdayPrior) / total;
        }
    }

    private static (double Seen, double Expected) Fade(
        (double Seen, double Expected) sum, double halfLife, double seen, double expected)
    {
        var fade = Math.Pow(0.5, 1 / halfLife);
        return ((sum.Seen * fade) + seen, (sum.Expected * fade) + expected);
    }

    private static double Ratio((double Seen, double Expected) sum, double prior)
    {
        prior += Return * sum.Expected;
        return sum.Expected + prior <= 0 ? 1
            : Math.Clamp((sum.Seen + prior) / (sum.Expected + prior), LeastSpeed, MostSpeed);
    }
}
