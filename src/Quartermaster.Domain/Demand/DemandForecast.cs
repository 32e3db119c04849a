using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>What customers are believed to want of each product: quantiles by day, then by week.</summary>
/// <remarks>Regions by shares and sample paths are functions of this (see <see cref="SamplePaths"/>), never stored.
/// </remarks>
public sealed record DemandForecast
{
    /// <summary>Days with quantiles of their own.</summary>
    public const int DailyDays = 28;

    /// <summary>Weeks with quantiles, the first of which starts on <see cref="FirstDay"/>.</summary>
    public const int Weeks = 26;

    /// <summary>The quantile levels of every forecast in the house.</summary>
    public static ReadOnlySpan<float> Levels =>
        [0.01f, 0.05f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 0.95f, 0.99f];

    /// <summary>The first day that is forecast.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Which product each row is for, and its key for keyed draws.</summary>
    public required Table<ForecastRow> Products { get; init; }

    /// <summary>Units a day: product × (<see cref="DailyDays"/> × levels), day after day; never decreasing in a day.
    /// </summary>
    public required Matrix Daily { get; init; }

    /// <summary>Units a week: product × (<see cref="KnownWeeks"/> × levels), week after week.</summary>
    public required Matrix Weekly { get; init; }

    /// <summary>Share of a week's demand by day: product × 7, from the weekday of <see cref="FirstDay"/>.</summary>
    public required Matrix WeekShape { get; init; }

    /// <summary>Expected units: product × (<see cref="DailyDays"/> + <see cref="KnownWeeks"/>), days first; or no
    /// columns, and then the means are those of the quantiles.</summary>
    /// <remarks>Thirteen quantiles cannot hold the mean of a slow mover (at 0.05 units a day all but the last are 0),
    /// so
    /// a forecaster that knows it says it; sample paths keep to it.</remarks>
    public Matrix Means { get; init; } = new(0, []);

    /// <summary>Weeks with quantiles: <see cref="Weeks"/>, or more where a forecast reaches further.</summary>
    public int KnownWeeks => Count == 0 ? Weeks : Weekly.Columns / Levels.Length;

    /// <summary>The number of products.</summary>
    public int Count => Products.Count;

    /// <summary>The quantiles of one day, one per level, in units.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">0 to <see cref="DailyDays"/> − 1.</param>
    public ReadOnlySpan<float> Day(int row, int day) => Daily.Row(row).Slice(day * Levels.Length, Levels.Length);

    /// <summary>The quantiles of one week, one per level, in units.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="week">0 to <see cref="KnownWeeks"/> − 1.</param>
    public ReadOnlySpan<float> Week(int row, int week) => Weekly.Row(row).Slice(week * Levels.Length, Levels.Length);

    /// <summary>Expected units of one day: the mean, not the median.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">0 to <see cref="DailyDays"/> − 1.</param>
    public double MeanOfDay(int row, int day) =>
        Means.Columns > 0 ? Means.Row(row)[day] : Quantiles.Mean(Levels, Day(row, day));

    /// <summary>Expected units of one week: the mean, not the median.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="week">0 to <see cref="KnownWeeks"/> − 1.</param>
    public double MeanOfWeek(int row, int week) =>
        Means.Columns > 0 ? Means.Row(row)[DailyDays + week] : Quantiles.Mean(Levels, Week(row, week));

    /// <summary>Variance of the units of one week, by its quantiles: tails beyond the first and the last are not in it.
    /// </summary>
    /// <param name="row">The product's row.</param>
    /// <param name="week">0 to <see cref="KnownWeeks"/> − 1.</param>
    /// <returns>Units squared; 0 or more.</returns>
    public double VarianceOfWeek(int row, int week) => Quantiles.Variance(Levels, Week(row, week));

    /// <summary>Consecutive products, sharing memory.</summary>
    public DemandForecast Slice(int start, int count) => this with
    {
        Products = Products.Slice(start, count),
        Daily = Daily.Slice(start, count),
        Weekly = Weekly.Slice(start, count),
        WeekShape = WeekShape.Slice(start, count),
        Means = Means.Slice(start, count),
    };

    /// <summary>A copy of the given products, in the given order.</summary>
    public DemandForecast Pick(ReadOnlySpan<int> rows) => this with
    {
        Products = Products.Pick(rows),
        Daily = Daily.Pick(rows),
        Weekly = Weekly.Pick(rows),
        WeekShape = WeekShape.Pick(rows),
        Means = Means.Pick(rows),
    };
}

/// <summary>Which product a row of a forecast is for, and how its uncertainty hangs together over time.</summary>
/// <param name="Product">The product.</param>
/// <param name="Key">The hash of its code, for keyed draws.</param>
/// <param name="Persistence">Correlation between the normal scores of two days of the same path, 0 to 1: a level that
/// was misjudged stays misjudged, so the spread of a sum is wider than independent days say.</param>
/// <param name="CommonLoading">The part of it that all products share, 0 to <paramref name="Persistence"/>: the square
/// of the path's correlation with the market's common factor.</param>
public readonly record struct ForecastRow(ProductId Product, ulong Key, float Persistence, float CommonLoading);
