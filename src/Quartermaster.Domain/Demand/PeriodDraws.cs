using System.Runtime.CompilerServices;
using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>The demand of one product in one day or week, as a function of the path.</summary>
internal readonly ref struct PeriodDraws
{
    /// <summary>How many paths may be drawn in one call.</summary>
    internal const int MostAtOnce = 256;

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

    /// <summary>Whole units of consecutive paths; over all paths their mean is the forecast's.</summary>
    /// <param name="steady">What the days of each path have in common, as a normal score.</param>
    /// <param name="first">The first path.</param>
    /// <param name="units">Filled, path after path; at most <see cref="MostAtOnce"/>.</param>
    /// <param name="roundings">Filled with a uniform draw of each path, apart from the units'.</param>
    [SkipLocalsInit]
    internal void Units(ReadOnlySpan<double> steady, int first, Span<int> units, Span<double> roundings)
    {
        KeyedRandom.Stratified(_rounding, (uint)first, roundings);
        if (_ratio == 0)
        {
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = Whole(_always + roundings[i]);
            }

            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(units.Length, MostAtOnce);
        Span<double> own = stackalloc double[units.Length];
        KeyedRandom.Stratified(_scramble, (uint)first, own);
        FastNormal.Quantiles(own);
        Span<Piece> pieces = stackalloc Piece[DemandForecast.Levels.Length];
        LayOut(pieces);
        var (levels, guide) = (s_levels, s_guide);
        for (var i = 0; i < units.Length; i++)
        {
            var probability = FastNormal.Cdf((_steadyWeight * steady[i]) + (_ownWeight * own[i]));

            // No 128th of probability has two levels in it.
            var level = (int)guide[double.ConvertToIntegerNative<int>(probability * Guides)];
            level += level < levels.Length && probability > levels[level] ? 1 : 0;
            var value = level < pieces.Length ? pieces[level].At(probability)
                : _values[^1] + (_tail * Math.Log((1 - levels[^1]) / (1 - probability + 1e-9)));
            units[i] = Whole((value * _ratio) + _always + roundings[i]);
        }
    }

    private static int Whole(double units) =>
        double.ConvertToIntegerNative<int>(units > 0 ? Math.Min(units, MostUnits) : 0);

    // The straight line that ends at each level; below the first level the value does not change.
    private void LayOut(Span<Piece> pieces)
    {
        pieces[0] = new(_values[0], 0, 0, 0);
        for (var level = 1; level < pieces.Length; level++)
        {
            pieces[level] = new(_values[level - 1], s_levels[level - 1], s_steps[level],
                (double)_values[level] - _values[level - 1]);
        }
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

    private readonly record struct Piece(double Start, double From, double PerProbability, double Rise)
    {
        internal double At(double probability) => Start + ((probability - From) * PerProbability * Rise);
    }
}
