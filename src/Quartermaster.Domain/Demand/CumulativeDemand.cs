using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>What customers are believed to want in the first days from today on: sorted sums of sample paths.</summary>
/// <remarks>
/// Drawn once per plan; Targets, stock values and Buying read the same sums. For days between two of the grid's, each
/// rank lies on a straight line between its two sums, so that a longer time never has less demand at any rank.
/// Memory: 11 kB per product at 128 paths, in blocks of products: 11 GB for a million.
/// </remarks>
public sealed record CumulativeDemand
{
    /// <summary>The usual grid: daily for a week, then wider, to 26 weeks.</summary>
    public static ReadOnlySpan<int> UsualDays =>
        [1, 2, 3, 4, 5, 6, 7, 10, 14, 17, 21, 24, 28, 35, 42, 49, 56, 70, 84, 112, 140, 182];

    /// <summary>The numbers of days summed over, strictly increasing from 1 or more.</summary>
    public required Table<int> Days { get; init; }

    /// <summary>Sums per number of days: equally likely futures, 1 or more.</summary>
    public required int Paths { get; init; }

    /// <summary>Units: product × (days of the grid × <see cref="Paths"/>), ascending within each number of days.
    /// </summary>
    public required LongMatrix Sums { get; init; }

    /// <summary>The number of products.</summary>
    public int Count => Sums.Count;

    /// <summary>Draws the sums of a forecast.</summary>
    /// <param name="forecast">The belief; its first day is today.</param>
    /// <param name="horizonDays">For each product, how far its paths are drawn, in days; beyond, sums grow in
    /// proportion to time. Lead time plus review period at its longest is enough.</param>
    /// <param name="paths">Equally likely futures; 128 is good for critical ratios to 0.97, 256 to 0.99.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    public static CumulativeDemand Draw(
        DemandForecast forecast, ReadOnlySpan<int> horizonDays, int paths, ulong seed, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(horizonDays.Length, forecast.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        var days = UsualDays.ToArray();
        var (horizons, sums) = (horizonDays.ToArray(), LongMatrix.Empty(forecast.Count, days.Length * paths));
        var futures = new SamplePaths(forecast, seed);
        Blocks.Run(forecast.Count, size: 64, threads, block =>
        {
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                Fill(futures, row, days, horizons[row], sums.ToFill(row));
            }
        });

        return new() { Days = new(days), Paths = paths, Sums = sums };
    }

    /// <summary>The sums over one of the grid's numbers of days, ascending.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="column">The place in <see cref="Days"/>.</param>
    public ReadOnlySpan<float> Of(int row, int column) => Sums.Row(row).Slice(column * Paths, Paths);

    /// <summary>Mean demand a day over the days that have daily quantiles, in units.</summary>
    /// <param name="row">The product's row.</param>
    public double MeanPerDay(int row)
    {
        var sum = 0.0;
        foreach (var units in Of(row, Days.Rows.IndexOf(DemandForecast.DailyDays)))
        {
            sum += units;
        }

        return sum / Paths / DemandForecast.DailyDays;
    }

    /// <summary>The sums over any number of days, ascending.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="days">0 or more; beyond the grid, the last sums grow in proportion to time.</param>
    /// <param name="sums">Room for <see cref="Paths"/> values, in units.</param>
    public void Over(int row, double days, Span<float> sums)
    {
        var column = 0;
        var grid = Days.Rows;
        while (column < grid.Length - 1 && grid[column] < days)
        {
            column++;
        }

        var upper = Of(row, column);
        if (column == 0 || days > grid[column])
        {
            var share = (float)(days / grid[column]);
            for (var i = 0; i < upper.Length; i++)
            {
                sums[i] = upper[i] * share;
            }

            return;
        }

        var lower = Of(row, column - 1);
        var weight = (float)((days - grid[column - 1]) / (grid[column] - grid[column - 1]));
        for (var i = 0; i < upper.Length; i++)
        {
            sums[i] = lower[i] + (weight * (upper[i] - lower[i]));
        }
    }

    /// <summary>Demand over an uncertain lead time plus some days, all equally likely values in ascending order.
    /// </summary>
    /// <param name="row">The product's row.</param>
    /// <param name="leadTimeDays">Equally likely lead times, never decreasing, in days.</param>
    /// <param name="moreDays">Days beyond the lead time: the review period.</param>
    /// <param name="mostDays">No later day counts: the days that the product is still sold.</param>
    /// <param name="sums">Room for lead times × <see cref="Paths"/> values, in units.</param>
    /// <param name="scratch">As much room again; overwritten.</param>
    /// <returns>The values: the first part of <paramref name="sums"/>.</returns>
    public Span<float> Over(int row, ReadOnlySpan<float> leadTimeDays, double moreDays, double mostDays,
        Span<float> sums, Span<float> scratch)
    {
        var runs = leadTimeDays[0] == leadTimeDays[^1] ? 1 : leadTimeDays.Length;
        for (var run = 0; run < runs; run++)
        {
            Over(row, Math.Min(leadTimeDays[run] + moreDays, mostDays), sums.Slice(run * Paths, Paths));
        }

        var all = sums[..(runs * Paths)];
        SortedSample.MergeRuns(all, Paths, scratch);
        return all;
    }

    /// <summary>Consecutive products, sharing memory.</summary>
    public CumulativeDemand Slice(int start, int count) => this with { Sums = Sums.Slice(start, count) };

    /// <summary>A copy of the given products, in the given order.</summary>
    public CumulativeDemand Pick(ReadOnlySpan<int> rows) => this with { Sums = Sums.Pick(rows) };

    private static void Fill(
        SamplePaths futures, int row, ReadOnlySpan<int> days, int horizonDays, Span<float> sums)
    {
        var last = 0;
        while (last < days.Length - 1 && days[last] < horizonDays)
        {
            last++;
        }

        var paths = sums.Length / days.Length;
        futures.RunningSums(row, days[..(last + 1)], sums[..((last + 1) * paths)]);
        for (var column = 0; column <= last; column++)
        {
            SortedSample.SortWhole(sums.Slice(column * paths, paths));
        }

        for (var column = last + 1; column < days.Length; column++)
        {
            for (var path = 0; path < paths; path++)
            {
                sums[(column * paths) + path] = sums[(last * paths) + path] * days[column] / days[last];
            }
        }
    }
}
