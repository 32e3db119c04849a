using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Quantiles of groups of products by day, week or month: in each sample path the products of a group are
/// added up, so that what they share stays shared.</summary>
/// <remarks>The expected units of a group are those of its products (coherence), as every path's are; its spread is
/// what <see cref="ForecastRow.CommonLoading"/> says of their dependence, and what groups were seen to err beyond it.
/// Takes products some at a time, in row order. O(products × days × paths) time, O(groups × spans × paths) memory.
/// </remarks>
public sealed class SumsOfPaths
{
    /// <summary>Paths that are good for levels of 0.005 to 0.995.</summary>
    public const int UsualPaths = 512;

    private const long MostHeld = 1L << 27;
    private const int LeastPaths = 64;

    private readonly IReadOnlyList<Grouping> _groupings;
    private readonly int _paths;
    private readonly ulong _seed;

    private readonly IReadOnlyList<DaySpan> _spans;

    // By span and grouping: group × path.
    private readonly float[][][] _sums;

    /// <summary>Nothing added yet.</summary>
    /// <param name="groupings">How products are put together.</param>
    /// <param name="seed">The seed of the paths.</param>
    /// <param name="paths">Equally likely futures; a power of two covers each day evenly.</param>
    /// <param name="spans">What is summed over; null for each of the days with quantiles of their own.</param>
    public SumsOfPaths(
        IReadOnlyList<Grouping> groupings, ulong seed, int paths = UsualPaths, IReadOnlyList<DaySpan>? spans = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        (_groupings, _seed, _paths, _spans) = (groupings, seed, paths, spans ?? DaySpan.Days);
        _sums = [.. _spans.Select(_ => groupings.Select(
            grouping => new float[Cells.Of(grouping.Codes.Count, paths, "sums by group and path")]).ToArray())];
    }

    /// <summary>The region whose part of the products is summed; null for all of them.</summary>
    public RegionOfPaths? Region { get; init; }

    /// <summary>Paths for some groups: <see cref="UsualPaths"/>, or fewer where they would take more than half a GB.
    /// </summary>
    /// <param name="groups">Groups in all.</param>
    /// <param name="spans">What is summed over.</param>
    public static int PathsFor(long groups, int spans)
    {
        var paths = UsualPaths;
        while (paths > LeastPaths && groups * spans * paths > MostHeld)
        {
            paths /= 2;
        }

        return paths;
    }

    /// <summary>Products added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next products.</summary>
    /// <param name="forecast">Their forecast.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="cancel">Asked between spans.</param>
    public void Add(DemandForecast forecast, int threads = 1, CancellationToken cancel = default)
    {
        var (futures, first) = (new SamplePaths(forecast, _seed), Count);
        Blocks.Run(_spans.Count, size: 1, threads, block =>
        {
            var (drawn, span) = (new int[_paths], _spans[block.Start]);
            for (var row = 0; row < forecast.Count; row++)
            {
                futures.Sums(row, span.From, span.To, drawn);
                Region?.Keep(first + row, _seed, forecast.Products.Rows[row].Key, span.From, drawn);
                for (var i = 0; i < _groupings.Count; i++)
                {
                    Add(drawn, _sums[block.Start][i].AsSpan(_groupings[i].GroupOf[first + row] * _paths, _paths));
                }
            }
        }, cancel);
        Count += forecast.Count;
    }

    /// <summary>By group of a grouping, the relative variance of a span, mean over spans; NaN where nothing is
    /// expected.</summary>
    public double[] RelativeVariances(int grouping)
    {
        var variances = new double[_groupings[grouping].Codes.Count];
        for (var group = 0; group < variances.Length; group++)
        {
            var spans = 0;
            foreach (var ofSpan in _sums)
            {
                var (sum, squares) = (0.0, 0.0);
                foreach (var units in ofSpan[grouping].AsSpan(group * _paths, _paths))
                {
                    sum += units;
                    squares += (double)units * units;
                }

                variances[group] += sum > 0 ? Math.Max(0, (squares * _paths / (sum * sum)) - 1) : 0;
                spans += sum > 0 ? 1 : 0;
            }

            variances[group] /= spans;
        }

        return variances;
    }

    /// <summary>Expected units of the groups of a grouping: the mean of the paths.</summary>
    /// <param name="grouping">Which of those given.</param>
    /// <returns>Units: group × spans.</returns>
    public Matrix Means(int grouping)
    {
        var (groups, spans) = (_groupings[grouping].Codes.Count, _spans.Count);
        var values = new float[Cells.Of(groups, spans, "expected units by group")];
        for (var i = 0; i < values.Length; i++)
        {
            var ((group, span), sum) = (Math.DivRem(i, spans), 0.0);
            foreach (var units in _sums[span][grouping].AsSpan(group * _paths, _paths))
            {
                sum += units;
            }

            values[i] = (float)(sum / _paths);
        }

        return new(spans, values);
    }

    /// <summary>Quantiles of the groups of a grouping.</summary>
    /// <param name="grouping">Which of those given.</param>
    /// <param name="levels">Probabilities, ascending, each in (0, 1).</param>
    /// <param name="variance">Relative variance of a span that groups have beyond their products'
    /// (<see cref="GroupErrors"/>); 0 or more.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <returns>Units: group × (spans × levels), span after span.</returns>
    public Matrix Quantiles(int grouping, ReadOnlySpan<float> levels, double variance = 0, int threads = 1)
    {
        var (wanted, spans) = (levels.ToArray(), _spans.Count);
        var (groups, columns) = (_groupings[grouping].Codes.Count, spans * wanted.Length);
        var values = new float[Cells.Of(groups, columns, "quantiles by group")];
        var shocks = Shocks(variance);
        Blocks.Run(spans, size: 1, threads, block =>
        {
            var sorted = new float[_paths];
            for (var group = 0; group < groups; group++)
            {
                _sums[block.Start][grouping].AsSpan(group * _paths, _paths).CopyTo(sorted);
                Array.Sort(sorted);
                if (variance > 0)
                {
                    for (var path = 0; path < _paths; path++)
                    {
                        sorted[path] *= shocks[path];
                    }

                    Array.Sort(sorted);
                }

                for (var i = 0; i < wanted.Length; i++)
                {
                    values[(group * columns) + (block.Start * wanted.Length) + i] = At(sorted, wanted[i]);
                }
            }
        });
        return new(columns, values);
    }

    // Lognormal multiples of mean 1, one per path from the least sum to the greatest: in an order that has nothing to
    // do with it (van der Corput, 1935).
    private float[] Shocks(double variance)
    {
        var log = Math.Log(1 + variance);
        return [.. Enumerable.Range(0, _paths).Select(path =>
        {
            var (place, half) = (0.5 / _paths, 0.5);
            for (var bits = path; bits > 0; bits >>= 1, half /= 2)
            {
                place += (bits & 1) * half;
            }

            return (float)Math.Exp((Math.Sqrt(log) * Normal.Quantile(Math.Min(place, 1 - 1e-9))) - (log / 2));
        })];
    }

    // Each path stands for the middle of its share of probability.
    private static float At(float[] sorted, double level)
    {
        var place = Math.Clamp((level * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var (below, share) = ((int)place, place - (int)place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return (float)(sorted[below] + (share * (sorted[above] - sorted[below])));
    }

    private static void Add(int[] drawn, Span<float> sums)
    {
        for (var path = 0; path < drawn.Length; path++)
        {
            sums[path] += drawn[path];
        }
    }
}
