using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Smoothing;

/// <summary>A model fitted to a series.</summary>
/// <param name="Form">The model.</param>
/// <param name="Gains">Its gains.</param>
/// <param name="State">What the series is after its last day.</param>
/// <param name="Variance">Of one day's error: units squared, or squared multiples of the mean.</param>
/// <param name="Criterion">AICc, but for what all models share; lower is better.</param>
internal readonly record struct EtsFit(
    EtsForm Form, EtsGains Gains, EtsState State, double Variance, double Criterion)
{
    private const double Step = 1.2;
    private const double Tolerance = 0.05;
    private const int CallsPerGain = 22;

    // In the coordinates of the search: α 0.1, β a twentieth of it, γ a twentieth of the rest, φ 0.93.
    private const double FirstLevel = -2.2;
    private const double FirstShare = -3;
    private const double FirstDamping = 1;
    private static readonly EtsSeason[] s_seasons = [EtsSeason.None, EtsSeason.Added, EtsSeason.Multiplied];
    private static readonly EtsTrend[] s_trends = [EtsTrend.Steady, EtsTrend.Damped];

    /// <summary>The model with the least AICc: first of those without a trend, then of the best one's week with one.
    /// </summary>
    /// <param name="units">Units by day; NaN where not known, and at least four weeks known.</param>
    /// <param name="first">The first day of them, counted as weeks count.</param>
    /// <remarks>Some 200 runs through the series. A multiplied week needs every day above 0. Hyndman, Koehler, Snyder
    /// and Grose, "A state space framework for automatic forecasting using exponential smoothing methods",
    /// International Journal of Forecasting 18 (2002), look at all combinations.</remarks>
    internal static EtsFit Best(ReadOnlySpan<float> units, int first)
    {
        var best = Of(units, first, new(EtsTrend.None, EtsSeason.None));
        foreach (var season in s_seasons.AsSpan(1, AreAboveZero(units) ? 2 : 1))
        {
            best = Better(best, Of(units, first, new(EtsTrend.None, season)));
        }

        var chosen = best.Form.Season;
        foreach (var trend in s_trends)
        {
            best = Better(best, Of(units, first, new(trend, chosen)));
        }

        return best;
    }

    /// <summary>One model with its best gains.</summary>
    /// <param name="units">Units by day; NaN where not known.</param>
    /// <param name="first">The first day of them, counted as weeks count.</param>
    /// <param name="form">The model.</param>
    internal static EtsFit Of(ReadOnlySpan<float> units, int first, EtsForm form)
    {
        var (history, start) = (units.ToArray(), EtsStart.Of(units, first, form));
        Span<double> point = stackalloc double[form.Gains];
        point.Fill(FirstShare);
        point[0] = FirstLevel;
        if (form.Trend == EtsTrend.Damped)
        {
            point[^1] = FirstDamping;
        }

        SimplexSearch.Minimize(at => Deviance(history, first, form, GainsAt(at, form), start),
            point, Step, Tolerance, CallsPerGain * form.Gains);
        return With(units, first, form, GainsAt(point, form), start);
    }

    /// <summary>One model with given gains.</summary>
    internal static EtsFit With(
        ReadOnlySpan<float> units, int first, EtsForm form, EtsGains gains, EtsState start)
    {
        var state = start;
        var (squares, days, logs) = state.Run(units, first, form, gains);
        var free = days - form.Parameters;
        var deviance = DevianceOf(squares, days, logs);
        var criterion = free > 1
            ? deviance + (2.0 * form.Parameters * days / (free - 1)) : double.PositiveInfinity;
        return new(form, gains, state, squares / Math.Max(1, free),
            double.IsNaN(criterion) ? double.PositiveInfinity : criterion);
    }

    private static EtsFit Better(EtsFit first, EtsFit second) => second.Criterion < first.Criterion ? second : first;

    private static bool AreAboveZero(ReadOnlySpan<float> units)
    {
        foreach (var came in units)
        {
            if (came <= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static double Deviance(
        float[] units, int first, EtsForm form, in EtsGains gains, EtsState state)
    {
        var (squares, days, logs) = state.Run(units, first, form, gains);
        return DevianceOf(squares, days, logs);
    }

    // Twice the negative logarithm of the likelihood at the best variance (Hyndman et al., 2008, equation 5.3).
    private static double DevianceOf(double squares, int days, double logs) =>
        (days * Math.Log(Math.Max(1e-12, squares))) + (2 * logs);

    private static EtsGains GainsAt(ReadOnlySpan<double> point, EtsForm form)
    {
        var (level, next) = (Share(point[0]), 1);
        var trend = form.Trend == EtsTrend.None ? 0 : level * Share(point[next++]);
        var week = form.Season == EtsSeason.None ? 0 : (1 - level) * Share(point[next++]);
        return new(level, trend, week, form.Trend == EtsTrend.Damped ? 0.8 + (0.18 * Share(point[next])) : 1);
    }

    private static double Share(double at) => 1 / (1 + Math.Exp(-at));
}
