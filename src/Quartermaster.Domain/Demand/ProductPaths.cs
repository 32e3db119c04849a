using System.Runtime.CompilerServices;
using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>The futures of one product, ready to be drawn.</summary>
internal readonly ref struct ProductPaths
{
    private const ulong CommonStream = 0x51;
    private const ulong ProductStream = 0x52;
    private const ulong DayStream = 0x53;
    private const ulong RoundingStream = 0x54;

    // Days and weeks draw from sequences of their own.
    private const ulong FirstWeek = 1UL << 32;

    private readonly DemandForecast _forecast;
    private readonly int _row;
    private readonly ulong _seed;
    private readonly ulong _key;
    private readonly uint _commonScramble;
    private readonly uint _ownScramble;
    private readonly double _commonWeight;
    private readonly double _ownWeight;
    private readonly double _dayWeight;
    private readonly double _weekSteadyWeight;
    private readonly double _weekWeight;

    internal ProductPaths(DemandForecast forecast, ulong seed, int row)
    {
        (_forecast, _seed, _row) = (forecast, seed, row);
        var product = forecast.Products.Rows[row];
        _key = product.Key;
        _commonScramble = KeyedRandom.Scramble(seed, CommonStream, 0, 0);
        _ownScramble = KeyedRandom.Scramble(seed, ProductStream, _key, 0);

        var common = Math.Clamp((double)product.CommonLoading, 0, 1);
        var persistence = Math.Clamp((double)product.Persistence, common, 1);
        (_commonWeight, _ownWeight) = (Math.Sqrt(common), Math.Sqrt(persistence - common));
        _dayWeight = Math.Sqrt(1 - persistence);

        // A week averages its days' own draws, so what persists weighs more: 7ρ ÷ (1 + 6ρ).
        var byWeek = 7 * persistence / (1 + (6 * persistence));
        _weekSteadyWeight = persistence > 0 ? Math.Sqrt(byWeek / persistence) : 0;
        _weekWeight = Math.Sqrt(1 - byWeek);
    }

    /// <summary>What all days of each of consecutive paths have in common, as normal scores.</summary>
    /// <param name="first">The first path.</param>
    /// <param name="scores">Filled; at most <see cref="PeriodDraws.MostAtOnce"/>.</param>
    [SkipLocalsInit]
    internal void Steady(int first, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scores.Length, PeriodDraws.MostAtOnce);
        Span<double> own = stackalloc double[scores.Length];
        KeyedRandom.Stratified(_commonScramble, (uint)first, scores);
        KeyedRandom.Stratified(_ownScramble, (uint)first, own);
        FastNormal.Quantiles(scores);
        FastNormal.Quantiles(own);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (_commonWeight * scores[i]) + (_ownWeight * own[i]);
        }
    }

    /// <summary>One day, 0 to 27.</summary>
    internal PeriodDraws Day(int day) => new(
        _forecast.Day(_row, day), _forecast.MeanOfDay(_row, day), 1, _dayWeight,
        KeyedRandom.Scramble(_seed, DayStream, _key, (ulong)day),
        KeyedRandom.Scramble(_seed, RoundingStream, _key, (ulong)day));

    /// <summary>The total of one week, 0 or more.</summary>
    internal PeriodDraws Week(int week)
    {
        var known = Math.Min(week, _forecast.KnownWeeks - 1);
        return new(
            _forecast.Week(_row, known), _forecast.MeanOfWeek(_row, known), _weekSteadyWeight, _weekWeight,
            KeyedRandom.Scramble(_seed, DayStream, _key, FirstWeek + (ulong)week),
            KeyedRandom.Scramble(_seed, RoundingStream, _key, FirstWeek + (ulong)week));
    }

    /// <summary>Which parts of a week fall before its days from one to another, and before the other.</summary>
    /// <param name="from">First day of the week, 0 to 6.</param>
    /// <param name="to">The day after the last, to 7.</param>
    internal (double Before, double Through) Parts(int from, int to)
    {
        var shape = _forecast.WeekShape.Row(_row);
        var (before, through) = (0.0, 0.0);
        for (var day = 0; day < 7; day++)
        {
            before += day < from ? shape[day] : 0;
            through += day < to ? shape[day] : 0;
        }

        return (Math.Min(1, before), to == 7 ? double.PositiveInfinity : Math.Min(1, through));
    }

    /// <summary>What of a week's total falls on some of its days: all seven days together get all of it.</summary>
    /// <param name="total">Units of the week.</param>
    /// <param name="rounding">A uniform draw of the week and path.</param>
    /// <param name="parts">Where the days lie in the week.</param>
    internal static int Part(int total, double rounding, (double Before, double Through) parts)
    {
        var end = double.IsPositiveInfinity(parts.Through) ? total : (int)((total * parts.Through) + rounding);
        return Math.Max(0, end - (int)((total * parts.Before) + rounding));
    }
}
