using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Repeats the mean of the last same weekdays, with the spread that this had in the past.</summary>
/// <param name="weeks">How many weeks are averaged; 1 is the seasonal naive forecast.</param>
internal sealed class WeekdayHistory(int weeks)
{
    private const int Origins = 26;
    private const int NearWeeks = DemandForecast.DailyDays / 7;
    private const int FarWeeks = 8;
    private const int LeastResiduals = 8;

    private readonly double[] _point = new double[7];
    private readonly float[] _residuals = new float[Origins * 7];
    private readonly float[] _weekResiduals = new float[Origins * 2];

    /// <summary>Writes one product's forecast.</summary>
    /// <param name="tables">Where to.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="demand">Units by day; masked days repeat the week before.</param>
    /// <param name="firstDay">The first day that counts.</param>
    /// <param name="sold">Whether the product is sold, by day of the horizon.</param>
    internal void Write(
        ForecastTables tables, int row, ReadOnlySpan<float> demand, int firstDay, ReadOnlySpan<bool> sold)
    {
        Point(demand, firstDay, demand.Length);
        tables.SetShape(row, _point);
        var means = tables.Means(row);
        var (dayVariance, weekVariance) = (0.0, 0.0);
        for (var week = 0; week < NearWeeks; week++)
        {
            var residuals = DayResiduals(demand, firstDay, week);
            for (var day = 7 * week; day < (7 * week) + 7; day++)
            {
                Spread(_point[day % 7], residuals, sold[day] ? 1 : 0, tables.Day(row, day));
                means[day] = (float)Quantiles.Mean(DemandForecast.Levels, tables.Day(row, day));
            }

            dayVariance += week == 0 ? Variance(residuals) : 0;
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            var residuals = WeekResiduals(demand, firstDay, Math.Min(week, FarWeeks - 1));
            weekVariance += week == 0 ? Variance(residuals) : 0;
            Spread(_point.Sum(), residuals, ShareSold(sold.Slice(7 * week, 7)), tables.Week(row, week));
            means[DemandForecast.DailyDays + week] =
                (float)Quantiles.Mean(DemandForecast.Levels, tables.Week(row, week));
        }

        var persistence = dayVariance > 0 ? ((weekVariance / (7 * dayVariance)) - 1) / 6 : 0;
        Point(demand, firstDay, demand.Length);
        tables.SetRow(row, persistence, 0);
    }

    // Mean by weekday over the last weeks, as known on a day; the first is that day's own weekday.
    private void Point(ReadOnlySpan<float> demand, int firstDay, int origin)
    {
        for (var day = 0; day < 7; day++)
        {
            var (sum, count) = (0.0, 0);
            for (var past = origin + day - 7; past >= firstDay && count < weeks; past -= 7)
            {
                sum += demand[past];
                count++;
            }

            _point[day] = count > 0 ? sum / count : 0;
        }
    }

    private ReadOnlySpan<float> DayResiduals(ReadOnlySpan<float> demand, int firstDay, int week)
    {
        var count = 0;
        for (var i = 1; i <= Origins; i++)
        {
            var origin = demand.Length - (7 * (i + week));
            if (origin - 7 >= firstDay)
            {
                Point(demand, firstDay, origin);
                for (var day = 0; day < 7; day++)
                {
                    _residuals[count++] = (float)(demand[origin + (7 * week) + day] - _point[day]);
                }
            }
        }

        Point(demand, firstDay, demand.Length);
        var residuals = _residuals.AsSpan(0, count);
        residuals.Sort();
        return residuals;
    }

    private ReadOnlySpan<float> WeekResiduals(ReadOnlySpan<float> demand, int firstDay, int week)
    {
        var count = 0;
        for (var i = 1; i <= _weekResiduals.Length; i++)
        {
            var origin = demand.Length - (7 * (i + week));
            if (origin - 7 >= firstDay)
            {
                Point(demand, firstDay, origin);
                var error = -_point.Sum();
                for (var day = 0; day < 7; day++)
                {
                    error += demand[origin + (7 * week) + day];
                }

                _weekResiduals[count++] = (float)error;
            }
        }

        Point(demand, firstDay, demand.Length);
        var residuals = _weekResiduals.AsSpan(0, count);
        residuals.Sort();
        return residuals;
    }

    private static void Spread(double point, ReadOnlySpan<float> residuals, double share, Span<float> quantiles)
    {
        if (share <= 0 || residuals.Length < LeastResiduals)
        {
            // Too young to have erred: a count with a spread as wide as its mean.
            NegativeBinomial.Quantiles(point * share, 1, DemandForecast.Levels, quantiles);
            return;
        }

        for (var level = 0; level < quantiles.Length; level++)
        {
            var place = DemandForecast.Levels[level] * (residuals.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, residuals.Length - 1);
            var residual = residuals[below] + ((place - below) * (residuals[above] - residuals[below]));
            quantiles[level] = (float)(share * Math.Max(0, point + residual));
        }
    }

    private static double Variance(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return values.Length < LeastResiduals ? 0
            : Math.Max(0, (squares / values.Length) - (sum / values.Length * (sum / values.Length)));
    }

    private static double ShareSold(ReadOnlySpan<bool> sold)
    {
        var count = 0;
        foreach (var day in sold)
        {
            count += day ? 1 : 0;
        }

        return count / 7.0;
    }
}
