using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Smoothing;

/// <summary>Means and variances of the days and weeks after a series. One for a thread, filled again and again.
/// </summary>
/// <remarks>Variances of additive models are those of class 1, of multiplicative ones those of classes 2 and 3 (Hyndman
/// et al., 2008, sections 6.2 and 6.3), the week's own change aside in the latter. A sum of days is taken as linear in
/// the shocks, which it is in class 1.</remarks>
internal sealed class EtsOutlook
{
    private const int Days = DemandInputs.HorizonDays;

    // A trend never takes a level further than this, up or down, in 26 weeks.
    private const double MostGrowth = 3;

    private readonly double[] _means = new double[Days];
    private readonly double[] _responses = new double[Days];
    private readonly double[] _shocks = new double[Days];
    private readonly double[] _multiples = new double[Days];

    /// <summary>Expected units by day; 0 or more.</summary>
    internal ReadOnlySpan<double> Means => _means;

    /// <summary>Looks ahead from the end of a series.</summary>
    /// <param name="fit">The model.</param>
    /// <param name="firstDay">The first day ahead, counted as weeks count.</param>
    internal void Fill(in EtsFit fit, int firstDay)
    {
        FillResponses(fit.Gains);
        var (level, trend, start) = (fit.State.Level, fit.State.Trend, Math.Max(0, fit.State.Level));
        for (var day = 0; day < Days; day++)
        {
            trend *= fit.Gains.Damping;
            level += trend;
            var kept = Math.Clamp(level, start / MostGrowth, start * MostGrowth);
            var week = fit.State.Week[(firstDay + day) % EtsForm.DaysOfWeek];
            _means[day] = Math.Max(0, fit.Form.IsMultiplied ? kept * week : kept + week);
            _multiples[day] = fit.Form.IsMultiplied ? week : 1;
            _shocks[day] = fit.Form.IsMultiplied ? kept * kept : fit.Variance;
        }

        if (fit.Form.IsMultiplied)
        {
            FillShocks(fit.Variance);
        }
    }

    /// <summary>Variance of the sum of some days.</summary>
    /// <param name="from">The first, from 0.</param>
    /// <param name="to">The one after the last.</param>
    internal double Variance(int from, int to)
    {
        var sum = 0.0;
        for (var shock = 0; shock < to; shock++)
        {
            var effect = 0.0;
            for (var day = Math.Max(from, shock); day < to; day++)
            {
                effect += _multiples[day] * _responses[day - shock];
            }

            sum += _shocks[shock] * effect * effect;
        }

        return sum;
    }

    /// <summary>The correlation between days at which independent draws would give the variance of a sum.</summary>
    internal double Correlation(int days)
    {
        var (apart, deviations) = (0.0, 0.0);
        for (var day = 0; day < days; day++)
        {
            var variance = Variance(day, day + 1);
            apart += variance;
            deviations += Math.Sqrt(variance);
        }

        var pairs = (deviations * deviations) - apart;
        return pairs > 0 ? (Variance(0, days) - apart) / pairs : 0;
    }

    // What a shock of 1 does to the days after it.
    private void FillResponses(in EtsGains gains)
    {
        _responses[0] = 1;
        var trend = 0.0;
        for (var day = 1; day < Days; day++)
        {
            trend = (trend + gains.Trend) * gains.Damping;
            _responses[day] = gains.Level + trend + (day % EtsForm.DaysOfWeek == 0 ? gains.Week : 0);
        }
    }

    // A day's error grows with its mean, which earlier shocks have moved: the recursion of θ.
    private void FillShocks(double variance)
    {
        for (var day = 0; day < Days; day++)
        {
            for (var ago = 1; ago <= day; ago++)
            {
                _shocks[day] += variance * _responses[ago] * _responses[ago] * _shocks[day - ago];
            }
        }

        foreach (ref var shock in _shocks.AsSpan())
        {
            shock = Math.Min(shock * variance, 1e30);
        }
    }
}
