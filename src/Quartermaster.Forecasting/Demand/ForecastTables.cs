using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A forecast while it is written. Rows are apart, so that threads may write different ones.</summary>
internal sealed class ForecastTables(DemandInputs inputs)
{
    /// <summary>Products that one thread works on at a time.</summary>
    internal const int RowsAtOnce = 64;

    private const int Periods = DemandForecast.DailyDays + DemandForecast.Weeks;

    private const float LeastJoined = 0.5f;
    private const float MostJoined = 2;

    private readonly float[] _daily = new float[inputs.Count * DemandForecast.DailyDays * Levels];
    private readonly float[] _weekly = new float[inputs.Count * DemandForecast.Weeks * Levels];
    private readonly float[] _means = new float[inputs.Count * Periods];
    private readonly float[] _shapes = new float[inputs.Count * 7];
    private readonly ForecastRow[] _rows = new ForecastRow[inputs.Count];

    internal static int Levels => DemandForecast.Levels.Length;

    internal Span<float> Day(int row, int day) =>
        _daily.AsSpan(((row * DemandForecast.DailyDays) + day) * Levels, Levels);

    internal Span<float> Week(int row, int week) =>
        _weekly.AsSpan(((row * DemandForecast.Weeks) + week) * Levels, Levels);

    /// <summary>Expected units of the days, then of the weeks.</summary>
    internal Span<float> Means(int row) => _means.AsSpan(row * Periods, Periods);

    /// <summary>Takes means by day of the horizon.</summary>
    internal void SetMeans(int row, ReadOnlySpan<double> daily)
    {
        var means = Means(row);
        for (var day = 0; day < daily.Length; day++)
        {
            if (day < DemandForecast.DailyDays)
            {
                means[day] = (float)daily[day];
            }

            means[DemandForecast.DailyDays + (day / 7)] += (float)daily[day];
        }
    }

    /// <summary>Makes the first weeks, whose days have quantiles of their own, expect what these days do: their
    /// quantiles are scaled, by two at most.</summary>
    /// <param name="row">The product's row, with days and weeks written.</param>
    internal void JoinWeeks(int row)
    {
        var means = Means(row);
        for (var week = 0; week < DemandForecast.DailyDays / 7; week++)
        {
            var (sum, place) = (0f, DemandForecast.DailyDays + week);
            foreach (var mean in means.Slice(7 * week, 7))
            {
                sum += mean;
            }

            var ratio = means[place] > 0 ? Math.Clamp(sum / means[place], LeastJoined, MostJoined) : 1;
            ScaledQuantiles.Scale(Week(row, week), ratio);
            means[place] = sum;
        }
    }

    /// <summary>Sets a product's usual week: weights by day, from that of the first forecast day.</summary>
    internal void SetShape(int row, ReadOnlySpan<double> weights)
    {
        var shape = _shapes.AsSpan(row * 7, 7);
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += Math.Max(0, weight);
        }

        for (var day = 0; day < 7; day++)
        {
            shape[day] = sum > 0 ? (float)(Math.Max(0, weights[day]) / sum) : 1f / 7;
        }
    }

    internal void SetRow(int row, double persistence, double commonLoading)
    {
        var product = inputs.Products.Rows[row];
        var steady = Math.Clamp(persistence, 0, 0.99);
        _rows[row] = new(product.Product, product.Key, (float)steady, (float)Math.Clamp(commonLoading, 0, steady));
    }

    /// <summary>Works on every row, a block of rows per call.</summary>
    internal void ForEachBlock(int threads, Action<Block> work, CancellationToken cancel) =>
        Blocks.Run(inputs.Count, RowsAtOnce, threads, work, cancel);

    internal DemandForecast ToForecast() => new()
    {
        FirstDay = inputs.FirstDay.AddDays(inputs.Days),
        Products = new(_rows),
        Daily = new(DemandForecast.DailyDays * Levels, _daily),
        Weekly = new(DemandForecast.Weeks * Levels, _weekly),
        WeekShape = new(7, _shapes),
        Means = new(Periods, _means),
    };
}
