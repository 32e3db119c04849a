using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>How far forecasts of groups went wrong in the past beyond what their products' own spread explains: what
/// products share, day by day and for weeks, and no forecast of single products shows.</summary>
/// <remarks>The forecaster looks ahead from several past days, four weeks apart. By method of moments: the squared
/// errors of a grouping over its squared expectations, less the relative variance of its sums of paths; drawn to that
/// of all groupings, because some have few groups.</remarks>
public sealed class GroupErrors
{
    /// <summary>Past days that are looked ahead from.</summary>
    public const int Origins = 4;

    private const int Days = DemandForecast.DailyDays;
    private const double PriorGroups = 2;
    private const int Rounds = 8;

    // Three deviations, squared.
    private const double Most = 9;

    private readonly IReadOnlyList<Grouping> _groupings;
    private readonly int _spanDays;

    // By grouping: (origin × group) × day.
    private readonly float[][] _expected;
    private readonly float[][] _came;
    private int _count;

    /// <summary>Nothing looked at yet.</summary>
    /// <param name="groupings">How products are put together.</param>
    /// <param name="spanDays">Days that are summed before errors are taken: 1, 7 or 28.</param>
    public GroupErrors(IReadOnlyList<Grouping> groupings, int spanDays = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Days % spanDays, 0);
        (_groupings, _spanDays) = (groupings, spanDays);
        _expected = [.. groupings.Select(grouping => new float[Origins * grouping.Codes.Count * Days])];
        _came = [.. _expected.Select(sums => new float[sums.Length])];
    }

    /// <summary>Looks ahead from past days for the next products, in row order.</summary>
    /// <param name="forecaster">Who forecasts.</param>
    /// <param name="inputs">What is known today of these products.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="cancel">Asked between products.</param>
    public void Add(IForecaster forecaster, DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        for (var origin = 0; origin < Origins; origin++)
        {
            var first = inputs.Days - ((origin + 1) * Days);
            if (first < 2 * Days)
            {
                break;
            }

            var forecast = forecaster.Forecast(inputs.Until(first), threads, cancel);
            for (var row = 0; row < inputs.Count; row++)
            {
                Add(origin, first, forecast, inputs, row);
            }
        }

        _count += inputs.Count;
    }

    /// <summary>Relative variances of groups' spans beyond their own, by grouping.</summary>
    /// <param name="own">By grouping and group, the relative variance of its spans by sample paths.</param>
    public IReadOnlyList<double> Variances(IReadOnlyList<double[]> own)
    {
        var found = own.Select((ofGroups, i) => Variance(ofGroups, i)).ToArray();
        var known = found.Where(one => one.Groups > 0).ToArray();
        var all = known.Length > 0 ? known.Average(one => one.Variance) : 0;
        return [.. found.Select(one =>
            ((one.Groups * one.Variance) + (PriorGroups * all)) / (one.Groups + PriorGroups))];
    }

    private void Add(int origin, int first, DemandForecast forecast, DemandInputs inputs, int row)
    {
        for (var day = 0; day < Days; day++)
        {
            // Of days that ran out of stock nobody knows the demand.
            var units = BackTest.Demand(inputs, row, first + day);
            for (var i = 0; i < _groupings.Count && units >= 0; i++)
            {
                var grouping = _groupings[i];
                var at = (((origin * grouping.Codes.Count) + grouping.GroupOf[_count + row]) * Days) + day;
                _expected[i][at] += (float)forecast.MeanOfDay(row, day);
                _came[i][at] += (float)units;
            }
        }
    }

    // Again and again with what is beyond three deviations cut off: a day that the shops were shut says nothing of
    // usual ones.
    private (double Variance, int Groups) Variance(double[] own, int grouping)
    {
        var (variance, groups) = (1.0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (sum, weights) = (0.0, 0.0);
            groups = 0;
            for (var group = 0; group < own.Length; group++)
            {
                var before = weights;
                for (var origin = 0; origin < Origins && double.IsFinite(own[group]); origin++)
                {
                    var at = ((origin * own.Length) + group) * Days;
                    for (var day = at; day < at + Days; day += _spanDays)
                    {
                        var expected = Sum(_expected[grouping].AsSpan(day, _spanDays));
                        var error = Sum(_came[grouping].AsSpan(day, _spanDays)) - expected;
                        var weight = expected * expected;
                        var most = Most * (own[group] + variance) * weight;
                        sum += Math.Min(error * error, most) - (own[group] * weight);
                        weights += weight;
                    }
                }

                groups += weights > before ? 1 : 0;
            }

            variance = weights > 0 ? Math.Max(0, sum / weights) : 0;
        }

        return (variance, groups);
    }

    private static double Sum(ReadOnlySpan<float> units)
    {
        var sum = 0.0;
        foreach (var one in units)
        {
            sum += one;
        }

        return sum;
    }
}
