namespace Quartermaster.Forecasting.Demand;

/// <summary>How far a product's own weeks lay from its level of some weeks before, beyond the chance of their days.
/// </summary>
/// <remarks>Products of one category and pace differ: the level of one stands still for years, that of another jumps.
/// Method of moments over the last year and a half; a fast mover says it in few weeks, a slow one hardly at all, which
/// is what the weights hold.</remarks>
/// <param name="Excess">Weighed squares of errors less what chance explains.</param>
/// <param name="Square">Weighed squares of what was expected: excess ÷ square is a relative variance.</param>
internal readonly record struct WeekErrors(double Excess, double Square)
{
    private const int MostWeeks = 78;
    private const int Gap = 2;
    private const int LeastWeeks = 4;
    private const double LeastDays = 3.5;

    // Of the level that errors are measured from: half is forgotten in eight weeks.
    private static readonly double s_fade = Math.Pow(0.5, 1.0 / 8);

    /// <summary>A product's own.</summary>
    /// <param name="history">Its history.</param>
    /// <param name="dispersion">α of a day.</param>
    internal static WeekErrors Of(in ProductHistory history, double dispersion)
    {
        var days = history.Demand.Length;
        var weeks = Math.Min(MostWeeks, days / 7);
        Span<Week> known = stackalloc Week[weeks];
        var (excess, square, level) = (0.0, 0.0, default(Level));
        for (var week = 0; week < weeks; week++)
        {
            known[week] = Week.Of(history, days - ((weeks - week) * 7));
            if (week >= Gap)
            {
                level.Add(known[week - Gap]);
            }

            if (level.Weeks >= LeastWeeks && level.Units > 0 && known[week].Days >= LeastDays)
            {
                level.Compare(known[week], dispersion, ref excess, ref square);
            }
        }

        return new(excess, square);
    }

    /// <summary>The relative variance, drawn to a usual one.</summary>
    internal double Variance(double usual, double priorWeeks) =>
        Math.Clamp((Excess + (priorWeeks * usual)) / (Square + priorWeeks), 0, 3);

    private readonly record struct Week(double Days, double Units, double Factors, double SquaredFactors)
    {
        internal static Week Of(in ProductHistory history, int from)
        {
            var (days, units, factors, squares) = (0.0, 0.0, 0.0, 0.0);
            for (var day = from; day < from + 7; day++)
            {
                double weight = history.Weight[day], factor = weight * history.Factors[day];
                days += weight;
                units += weight * history.Demand[day];
                factors += factor;
                squares += factor * factor;
            }

            return new(days, units, factors, squares);
        }
    }

    // Discounted sums of the weeks up to some weeks before.
    private struct Level
    {
        internal double Units;
        internal double Factors;
        internal double SquaredShares;
        internal int Weeks;

        internal void Add(Week week)
        {
            Units = (Units * s_fade) + week.Units;
            Factors = (Factors * s_fade) + week.Factors;
            SquaredShares = (SquaredShares * s_fade * s_fade) + week.Factors;
            Weeks += week.Days >= LeastDays ? 1 : 0;
        }

        // Chance is in the week, and in the level too, as far as that rests on few weeks.
        internal readonly void Compare(Week week, double dispersion, ref double excess, ref double square)
        {
            var level = Units / Factors;
            var expected = level * week.Factors;
            var error = week.Units - expected;
            var chance = (expected + (dispersion * level * level * week.SquaredFactors))
                * (1 + (week.Factors * SquaredShares / (Factors * Factors)));
            var trust = 1 / ((1 + expected) * (1 + expected));
            excess += trust * (Math.Min(error * error, 9 * (expected + 1) * (expected + 1)) - chance);
            square += trust * expected * expected;
        }
    }
}
