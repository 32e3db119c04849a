namespace Quartermaster.Forecasting.Smoothing;

/// <summary>What the states of a model start from.</summary>
/// <remarks>By rule, not by likelihood, which would search for nine numbers more: the week is that of the whole history
/// (the best one if it never changed), the level that of the first eight weeks, a damped trend starts from none, and a
/// steady one from the line of least squares. The original starts from the first seasons likewise (Hyndman et al.,
/// 2008, section 2.6.1) and then searches on.</remarks>
internal static class EtsStart
{
    private const int FirstDays = 56;

    internal static EtsState Of(ReadOnlySpan<float> units, int first, EtsForm form)
    {
        var state = new EtsState();
        var mean = Mean(units);
        FillWeek(units, first, form.Season, mean, state.Week);
        if (form.Trend == EtsTrend.Steady)
        {
            (state.Level, state.Trend) = Line(units, first, form, state.Week);
        }
        else
        {
            state.Level = Level(units, first, form, state.Week, mean);
        }

        state.Level = form.IsMultiplied ? Math.Max(state.Level, 0.05 * mean) : state.Level;
        return state;
    }

    private static double Mean(ReadOnlySpan<float> units)
    {
        var (sum, days) = (0.0, 0);
        foreach (var came in units)
        {
            (sum, days) = float.IsNaN(came) ? (sum, days) : (sum + came, days + 1);
        }

        return sum / Math.Max(1, days);
    }

    private static void FillWeek(
        ReadOnlySpan<float> units, int first, EtsSeason season, double mean, Span<double> week)
    {
        week.Fill(season == EtsSeason.Multiplied ? 1 : 0);
        if (season == EtsSeason.None)
        {
            return;
        }

        Span<double> sums = stackalloc double[EtsForm.DaysOfWeek];
        Span<int> days = stackalloc int[EtsForm.DaysOfWeek];
        for (var day = 0; day < units.Length; day++)
        {
            if (!float.IsNaN(units[day]))
            {
                sums[(first + day) % EtsForm.DaysOfWeek] += units[day];
                days[(first + day) % EtsForm.DaysOfWeek]++;
            }
        }

        for (var day = 0; day < week.Length; day++)
        {
            var own = days[day] > 0 ? sums[day] / days[day] : mean;
            week[day] = season == EtsSeason.Added ? own - mean : Math.Max(0.05, own / mean);
        }
    }

    private static double Level(
        ReadOnlySpan<float> units, int first, EtsForm form, ReadOnlySpan<double> week, double mean)
    {
        var (sum, days) = (0.0, 0);
        for (var day = 0; day < Math.Min(FirstDays, units.Length); day++)
        {
            if (!float.IsNaN(units[day]))
            {
                sum += WithoutWeek(units[day], week[(first + day) % EtsForm.DaysOfWeek], form);
                days++;
            }
        }

        return days > 0 ? sum / days : mean;
    }

    // Level before the first day, and units more by day.
    private static (double Level, double Trend) Line(
        ReadOnlySpan<float> units, int first, EtsForm form, ReadOnlySpan<double> week)
    {
        var (days, sum, times, squares, cross) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var day = 0; day < units.Length; day++)
        {
            if (!float.IsNaN(units[day]))
            {
                var own = WithoutWeek(units[day], week[(first + day) % EtsForm.DaysOfWeek], form);
                var time = day + 1.0;
                (days, sum, times) = (days + 1, sum + own, times + time);
                (squares, cross) = (squares + (time * time), cross + (time * own));
            }
        }

        var spread = squares - (times * times / days);
        var slope = spread > 0 ? (cross - (times * sum / days)) / spread : 0;
        return ((sum - (slope * times)) / days, slope);
    }

    private static double WithoutWeek(double units, double week, EtsForm form) =>
        form.IsMultiplied ? units / week : units - week;
}
