using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>The demand of one product in one day or week, as a function of the path.</summary>
internal readonly ref struct PeriodDraws
{
    private const int Guides = 128;

    // So that the days of 26 weeks add up within an int.
    private const double MostUnits = 10_000_000;

    private static readonly double[] s_levels = MakeLevels();
    private static readonly double[] s_steps = MakeSteps();
    private static readonly byte[] s_guide = MakeGuide();

    private readonly ReadOnlySpan<float> _values;
    private readonly double _tail;
    private readonly double _ratio;
    private readonly double _always;
    private readonly double _steadyWeight;
    private readonly double _ownWeight;
    private readonly uint _scramble;
    private readonly uint _rounding;

    internal PeriodDraws(
        ReadOnlySpan<float> values, double mean, double steadyWeight, double ownWeight, uint scramble, uint rounding)
    {
        _values = values;
        (_steadyWeight, _ownWeight) = (steadyWeight, ownWeight);
        (_scramble, _rounding) = (scramble, rounding);

        // Beyond the last level an exponential tail, as steep as the lines before it say.
        var last = values.Length - 1;
        _tail = Math.Max(0, values[last] - values[last - 1])
            / Math.Log((1 - s_levels[last - 1]) / (1 - s_levels[last]));
        var drawn = Quantiles.Mean(DemandForecast.Levels, values) + (_tail * (1 - s_levels[last]));
        (_ratio, _always) = drawn > 0 ? (mean / drawn, 0.0) : (0.0, mean);
    }

    /// <summary>Whole units; over all paths their mean is the forecast's.</summary>
    /// <param name="steady">What the days of the path have in common, as a normal score.</param>
    /// <param name="path">Which future.</param>
    internal int Units(double steady, int path)
    {
        var own = FastNormal.Quantile(KeyedRandom.Stratified(_scramble, (uint)path));
        var probability = FastNormal.Cdf((_steadyWeight * steady) + (_ownWeight * own));
        var units = (ValueAt(probability) * _ratio) + _always;
        return (int)Math.Clamp(units + Rounding(path), 0, MostUnits);
    }

    /// <summary>A uniform draw apart from the units'.</summary>
    internal double Rounding(int path) => KeyedRandom.Stratified(_rounding, (uint)path);

    private double ValueAt(double probability)
    {
        var levels = s_levels;
        var level = (int)s_guide[(int)(probability * Guides)];
        while (level < levels.Length && probability > levels[level])
        {
            level++;
        }

        return level == 0 ? _values[0]
            : level == levels.Length ? _values[^1] + (_tail * Math.Log((1 - levels[^1]) / (1 - probability + 1e-9)))
            : _values[level - 1] + ((probability - levels[level - 1]) * s_steps[level]
                * ((double)_values[level] - _values[level - 1]));
    }

    private static double[] MakeLevels()
    {
        var levels = new double[DemandForecast.Levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = DemandForecast.Levels[i];
        }

        return levels;
    }

    private static double[] MakeSteps()
    {
        var steps = new double[s_levels.Length];
        for (var i = 1; i < steps.Length; i++)
        {
            steps[i] = 1 / (s_levels[i] - s_levels[i - 1]);
        }

        return steps;
    }

    // For each 128th of probability, the first level that may lie at or above it.
    private static byte[] MakeGuide()
    {
        var guide = new byte[Guides + 1];
        for (var i = 0; i < guide.Length; i++)
        {
            while (guide[i] < s_levels.Length && s_levels[guide[i]] < i / (double)Guides)
            {
                guide[i]++;
            }
        }

        return guide;
    }
}
