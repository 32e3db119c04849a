using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Practice;

namespace Quartermaster.Forecasting.Smoothing;

/// <summary>One product's future as ETS sees it. One for a thread, filled again and again.</summary>
/// <param name="levels">The quantile levels to write, ascending, each in (0, 1).</param>
internal sealed class EtsBelief(float[] levels)
{
    private readonly double[] _scores = MomentSpread.Scores(levels);
    private readonly EtsOutlook _outlook = new();
    private readonly double[] _means = new double[DemandInputs.HorizonDays];
    private readonly double[] _usual = new double[7];
    private readonly bool[] _sold = new bool[DemandInputs.HorizonDays];
    private bool _isYoung;
    private double _worth;

    /// <summary>Expected units by day of the horizon; 0 where the product is not on sale.</summary>
    internal ReadOnlySpan<double> Means => _means;

    /// <summary>The same as if it were on sale throughout, for the first week.</summary>
    internal ReadOnlySpan<double> Usual => _usual;

    /// <summary>Between two days of four weeks.</summary>
    internal double Correlation { get; private set; }

    /// <summary>Takes the best model of a series.</summary>
    internal void Smooth(ReadOnlySpan<float> units, int first)
    {
        _outlook.Fill(EtsFit.Best(units, first), first + units.Length);
        _outlook.Means.CopyTo(_means);
        _isYoung = false;
        Correlation = _outlook.Correlation(DemandForecast.DailyDays);
    }

    /// <summary>Takes a mean, and how many units it is worth: a gamma belief in a level, counts around it.</summary>
    internal void Start(double mean, double worth)
    {
        Array.Fill(_means, mean);
        (_isYoung, _worth) = (true, worth);
        Correlation = mean / (mean + worth);
    }

    /// <summary>Leaves out days on which the product is not on sale.</summary>
    internal void Keep(ProductFacts product, int days)
    {
        _means.AsSpan(0, _usual.Length).CopyTo(_usual);
        EmpiricalForecast.MarkSold(product, days, _sold);
        for (var day = 0; day < _means.Length; day++)
        {
            _means[day] = _sold[day] ? _means[day] : 0;
        }
    }

    internal void WriteDay(int day, Span<float> quantiles) => Write(day, day + 1, quantiles);

    internal void WriteWeek(int week, Span<float> quantiles) =>
        Write(7 * week, (7 * week) + 7, quantiles);

    private void Write(int from, int to, Span<float> quantiles)
    {
        var (mean, sold) = (0.0, 0);
        for (var day = from; day < to; day++)
        {
            (mean, sold) = (mean + _means[day], sold + (_sold[day] ? 1 : 0));
        }

        var variance = _isYoung ? mean + (mean * mean / _worth)
            : _outlook.Variance(from, to) * sold / (to - from);
        MomentSpread.Write(mean, variance, levels, _scores, quantiles);
    }
}
