using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Aggregates;

/// <summary>Quantiles of groups of products by day: in each sample path the products of a group are added up, so that
/// what they share stays shared.</summary>
/// <remarks>The expected units of a group are those of its products (coherence), as every path's are; its spread is
/// what <see cref="ForecastRow.CommonLoading"/> says of their dependence. Takes products some at a time, in row order.
/// O(products × days × paths) time, O(groups × days × paths) memory.</remarks>
public sealed class SumsOfPaths
{
    /// <summary>Paths that are good for levels of 0.005 to 0.995.</summary>
    public const int UsualPaths = 512;

    private readonly IReadOnlyList<Grouping> _groupings;
    private readonly int _paths;
    private readonly ulong _seed;

    // By day and grouping: group × path.
    private readonly float[][][] _sums;

    /// <summary>Nothing added yet.</summary>
    /// <param name="groupings">How products are put together.</param>
    /// <param name="seed">The seed of the paths.</param>
    /// <param name="paths">Equally likely futures; a power of two covers each day evenly.</param>
    public SumsOfPaths(IReadOnlyList<Grouping> groupings, ulong seed, int paths = UsualPaths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        (_groupings, _seed, _paths) = (groupings, seed, paths);
        _sums = [.. Enumerable.Range(0, DemandForecast.DailyDays).Select(_ => groupings.Select(
            grouping => new float[Cells.Of(grouping.Codes.Count, paths, "sums by group and path")]).ToArray())];
    }

    /// <summary>Products added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next products.</summary>
    /// <param name="forecast">Their forecast.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="cancel">Asked between days.</param>
    public void Add(DemandForecast forecast, int threads = 1, CancellationToken cancel = default)
    {
        var (futures, first) = (new SamplePaths(forecast, _seed), Count);
        Blocks.Run(DemandForecast.DailyDays, size: 1, threads, block =>
        {
            var drawn = new int[_paths];
            for (var row = 0; row < forecast.Count; row++)
            {
                futures.Sums(row, block.Start, block.Start + 1, drawn);
                for (var i = 0; i < _groupings.Count; i++)
                {
                    Add(drawn, _sums[block.Start][i].AsSpan(_groupings[i].GroupOf[first + row] * _paths, _paths));
                }
            }
        }, cancel);
        Count += forecast.Count;
    }

    /// <summary>Quantiles of the groups of a grouping.</summary>
    /// <param name="grouping">Which of those given.</param>
    /// <param name="levels">Probabilities, ascending, each in (0, 1).</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <returns>Units: group × (<see cref="DemandForecast.DailyDays"/> × levels), day after day.</returns>
    public Matrix Quantiles(int grouping, ReadOnlySpan<float> levels, int threads = 1)
    {
        var (wanted, days) = (levels.ToArray(), DemandForecast.DailyDays);
        var (groups, columns) = (_groupings[grouping].Codes.Count, days * wanted.Length);
        var values = new float[Cells.Of(groups, columns, "quantiles by group")];
        Blocks.Run(days, size: 1, threads, block =>
        {
            var sorted = new float[_paths];
            for (var group = 0; group < groups; group++)
            {
                _sums[block.Start][grouping].AsSpan(group * _paths, _paths).CopyTo(sorted);
                Array.Sort(sorted);
                for (var i = 0; i < wanted.Length; i++)
                {
                    values[(group * columns) + (block.Start * wanted.Length) + i] = At(sorted, wanted[i]);
                }
            }
        });
        return new(columns, values);
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
