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

    /// <summary>No pattern: all days alike.</summary>
    internal static CategoryPattern Flat { get; } =
        new() { Weekday = [1, 1, 1, 1, 1, 1, 1], Season = [], Effects = new double[EffectFit.Count] };

    /// <summary>The multiple of a day by weekday and season.</summary>
    internal double On(DateOnly day)
    {
        var (log, angle) = (0.0, 2 * Math.PI * day.DayNumber / 365.2425);
        for (var i = 0; i < Season.Length; i += 2)
        {
            var harmonic = (i / 2) + 1;
            log += (Season[i] * Math.Cos(harmonic * angle)) + (Season[i + 1] * Math.Sin(harmonic * angle));
        }

        return Weekday[(int)day.DayOfWeek] * Math.Exp(Math.Clamp(log, -3, 3));
    }

    /// <summary>The multiple that an event brings.</summary>
    internal double Of(EventSpan happening)
    {
        var kind = (int)happening.Kind;
        return happening.Strength > 0
            ? happening.Strength * Math.Exp(Effects[EffectFit.Kinds + kind])
            : Math.Exp(Effects[kind]);
    }
}
