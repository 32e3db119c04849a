namespace Quartermaster.Forecasting.Metrics;

/// <summary>Two ways in which forecasts that score well can still mislead those who buy by them: what they expect after
/// a peak, and how much they change from one time to the next.</summary>
public sealed class ForecastHabits
{
    private double _peakExcess;
    private double _peakUnits;
    private double _revised;
    private double _expected;

    /// <summary>Nothing seen yet.</summary>
    public ForecastHabits()
    {
    }

    /// <summary>Habits as they were kept.</summary>
    public ForecastHabits(HabitSums sums) =>
        (_peakExcess, _peakUnits, _revised, _expected) =
            (sums.PeakExcess, sums.PeakUnits, sums.Revised, sums.Expected);

    /// <summary>What they are made of, to keep.</summary>
    public HabitSums Sums => new(_peakExcess, _peakUnits, _revised, _expected);

    /// <summary>Expected over actual units, less 1, in the two weeks after a peak (a day with at least three times the
    /// mean of the eight weeks before, in the two weeks before the forecast); NaN where there was none.</summary>
    public double PostPeakBias => _peakUnits > 0 ? _peakExcess / _peakUnits : double.NaN;

    /// <summary>How much expected weeks changed from one forecast to the next, over the weeks expected by the first;
    /// NaN with fewer than two forecasts, or where less than a unit was expected.</summary>
    public double RevisionVolatility => _expected >= 1 ? _revised / _expected : double.NaN;

    /// <summary>Adds a day after a peak.</summary>
    /// <param name="mean">Expected units.</param>
    /// <param name="actual">Units that came.</param>
    internal void AddAfterPeak(double mean, double actual)
    {
        _peakExcess += mean - actual;
        _peakUnits += actual;
    }

    /// <summary>Adds a week that was forecast twice.</summary>
    /// <param name="before">Expected units by the earlier forecast.</param>
    /// <param name="now">By the later.</param>
    internal void AddRevision(double before, double now)
    {
        _revised += Math.Abs(now - before);
        _expected += before;
    }

    /// <summary>Adds what another saw.</summary>
    internal void Add(ForecastHabits other)
    {
        _peakExcess += other._peakExcess;
        _peakUnits += other._peakUnits;
        _revised += other._revised;
        _expected += other._expected;
    }
}

/// <summary>What <see cref="ForecastHabits"/> add up, units.</summary>
/// <param name="PeakExcess">Expected less actual after peaks.</param>
/// <param name="PeakUnits">Actual after peaks.</param>
/// <param name="Revised">Changes of expected weeks, absolute.</param>
/// <param name="Expected">Weeks expected that were forecast again.</param>
public readonly record struct HabitSums(double PeakExcess, double PeakUnits, double Revised, double Expected);
