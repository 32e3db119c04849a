using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Neural;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>A weighted mean of forecasts, level by level, while it is summed up.</summary>
/// <remarks>Quantiles are averaged, not probabilities: the mean keeps the members' shape, where a mixture of them would
/// be wider than each (Lichtendahl, Grushka-Cockayne and Winkler, Management Science 59, 2013). Small ones are rounded:
/// what comes is whole, and so are its quantiles. It never crosses, as no member does. No member's forecast is kept.
/// </remarks>
internal sealed class QuantileBlend(int count)
{
    private const int Periods = DemandForecast.DailyDays + DemandForecast.Weeks;

    // As the networks round theirs.
    private static readonly double s_mostRounded = new NetworkPolicy().MostRounded;

    private readonly float[] _daily = new float[count * DemandForecast.DailyDays * DemandForecast.Levels.Length];
    private readonly float[] _weekly = new float[count * DemandForecast.Weeks * DemandForecast.Levels.Length];
    private readonly float[] _means = new float[count * Periods];
    private readonly float[] _shapes = new float[count * 7];
    private readonly ForecastRow[] _rows = new ForecastRow[count];
    private DateOnly _firstDay;

    /// <summary>Adds one member's forecast.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="rows">Which product each of its rows is.</param>
    /// <param name="weights">How much each of its rows counts; those with 0 are passed over.</param>
    internal void Add(DemandForecast forecast, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights)
    {
        _firstDay = forecast.FirstDay;
        for (var i = 0; i < rows.Length; i++)
        {
            if (weights[i] > 0)
            {
                Add(forecast, i, rows[i], (float)weights[i]);
            }
        }
    }

    /// <summary>The mean, once all members are added.</summary>
    internal DemandForecast ToForecast()
    {
        Round(_daily);
        Round(_weekly);
        return new()
        {
            FirstDay = _firstDay,
            Products = new(_rows),
            Daily = new(DemandForecast.DailyDays * DemandForecast.Levels.Length, _daily),
            Weekly = new(DemandForecast.Weeks * DemandForecast.Levels.Length, _weekly),
            WeekShape = new(7, _shapes),
            Means = new(Periods, _means),
        };
    }

    /// <summary>Makes small quantiles whole.</summary>
    internal static void Round(Span<float> quantiles)
    {
        foreach (ref var units in quantiles)
        {
            units = units < s_mostRounded ? MathF.Round(units) : units;
        }
    }

    /// <summary>Adds a weighted row to another.</summary>
    internal static void Add(Span<float> sums, ReadOnlySpan<float> values, float weight)
    {
        for (var i = 0; i < values.Length; i++)
        {
            sums[i] += weight * values[i];
        }
    }

    private void Add(DemandForecast forecast, int from, int row, float weight)
    {
        var daily = forecast.Daily.Row(from);
        var weekly = forecast.Weekly.Row(from);
        Add(_daily.AsSpan(row * daily.Length, daily.Length), daily, weight);
        Add(_weekly.AsSpan(row * weekly.Length, weekly.Length), weekly, weight);
        Add(_shapes.AsSpan(row * 7, 7), forecast.WeekShape.Row(from), weight);
        var means = _means.AsSpan(row * Periods, Periods);
        for (var i = 0; i < Periods; i++)
        {
            means[i] += weight * (float)(i < DemandForecast.DailyDays
                ? forecast.MeanOfDay(from, i) : forecast.MeanOfWeek(from, i - DemandForecast.DailyDays));
        }

        var (sum, own) = (_rows[row], forecast.Products.Rows[from]);
        var persistence = sum.Persistence + (weight * own.Persistence);
        _rows[row] = own with
        {
            Persistence = Math.Min(1, persistence),
            CommonLoading = Math.Min(persistence, sum.CommonLoading + (weight * own.CommonLoading)),
        };
    }
}
