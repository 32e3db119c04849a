namespace Quartermaster.Forecasting.Demand;

/// <summary>What the products of a category have in common.</summary>
internal sealed record CategoryPattern
{
    /// <summary>Demand by weekday, Sunday first, as a multiple of the mean day.</summary>
    internal required double[] Weekday { get; init; }

    /// <summary>Logarithm of the yearly season: cosine and sine of each harmonic; empty if not known.</summary>
    internal required double[] Season { get; init; }

    /// <summary>Logarithmic effects: price (elasticity), events without a stated strength by kind, corrections of
    /// stated
    /// strengths by kind.</summary>
    internal required double[] Effects { get; init; }

    /// <summary>Logarithm of what days of the month bring: cosine and sine of each harmonic; empty if not known.
    /// </summary>
    internal double[] Month { get; init; } = [];

    /// <summary>By the name of events, logarithm of what each place beside them brings (<see cref="NamedDays"/>).
    /// </summary>
    internal IReadOnlyDictionary<int, double[]> Named { get; init; } = new Dictionary<int, double[]>();

    /// <summary>No pattern: all days alike.</summary>
    internal static CategoryPattern Flat { get; } =
        new() { Weekday = [1, 1, 1, 1, 1, 1, 1], Season = [], Effects = new double[EffectFit.Count] };

    /// <summary>The multiple of a day by weekday, season and month.</summary>
    internal double On(DateOnly day)
    {
        var (log, angle) = (0.0, 2 * Math.PI * day.DayNumber / 365.2425);
        for (var i = 0; i < Season.Length; i += 2)
        {
            var harmonic = (i / 2) + 1;
            log += (Season[i] * Math.Cos(harmonic * angle)) + (Season[i + 1] * Math.Sin(harmonic * angle));
        }

        Span<double> month = stackalloc double[Month.Length];
        CalendarFit.FillMonth(day, month);
        for (var i = 0; i < month.Length; i++)
        {
            log += Month[i] * month[i];
        }

        return Weekday[(int)day.DayOfWeek] * Math.Exp(Math.Clamp(log, -3, 3));
    }

    /// <summary>Multiplies days by what events bring to them.</summary>
    /// <param name="happenings">Events of the category and of all; days counted from the first of the factors.</param>
    /// <param name="factors">By day.</param>
    /// <returns>What is on, by day.</returns>
    internal EventsOn[] Apply(IEnumerable<EventSpan> happenings, Span<double> factors)
    {
        var on = new EventsOn[factors.Length];
        EventsOn.Add(happenings, on);
        for (var day = 0; day < factors.Length; day++)
        {
            factors[day] *= on[day].Multiple(Effects);
        }

        foreach (var (day, name, place) in NamedDays.Of(happenings, factors.Length))
        {
            factors[day] *= Named.TryGetValue(name, out var effects) ? Math.Exp(effects[place]) : 1;
        }

        return on;
    }
}
