using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Additive Holt–Winters smoothing with a weekly season and a damped trend.</summary>
/// <remarks>In the error-correction form ETS(A,Ad,A), whose forecast variances are in closed form (Hyndman et al.,
/// Forecasting with Exponential Smoothing, 2008, sections 2.5 and 6.3).</remarks>
internal sealed class HoltWinters
{
    private const double Damping = 0.95;
    private const int Season = 7;
    private static readonly (double Level, double Trend, double Week)[] s_gains =
        [(0.02, 0, 0.02), (0.05, 0, 0.05), (0.1, 0, 0.05), (0.1, 0.01, 0.05), (0.2, 0, 0.1), (0.3, 0.02, 0.1)];

    private readonly (double Level, double Trend, double Week) _gains;
    private readonly double[] _week = new double[Season];
    private readonly double[] _responses = new double[DemandInputs.HorizonDays + 1];
    private double _level;
    private double _trend;
    private double _variance;
    private int _days;

    private HoltWinters((double Level, double Trend, double Week) gains) => _gains = gains;

    /// <summary>The gains with the least squared error of one day ahead.</summary>
    internal static HoltWinters Best(ReadOnlySpan<float> sales)
    {
        var best = new HoltWinters(s_gains[0]);
        best.Run(sales);
        foreach (var gains in s_gains.AsSpan(1))
        {
            var other = new HoltWinters(gains);
            other.Run(sales);
            best = other._variance < best._variance ? other : best;
        }

        best.SumResponses();

        return best;
    }

    /// <summary>The belief about a product without a history: a mean, and as much doubt.</summary>
    /// <param name="perDay">Units a day.</param>
    internal static HoltWinters Newcomer(double perDay)
    {
        var belief = new HoltWinters(s_gains[0]) { _level = perDay, _variance = perDay + (perDay * perDay) };
        belief.SumResponses();
        return belief;
    }

    /// <summary>Expected units, some days after the history; not kept above 0.</summary>
    internal double Expect(int ahead)
    {
        var trend = _trend * Damping * (1 - Math.Pow(Damping, ahead + 1)) / (1 - Damping);
        return _level + trend + _week[(_days + ahead) % Season];
    }

    /// <summary>Variance of the sum of some days after the history.</summary>
    internal double Variance(int from, int to)
    {
        var sum = 0.0;
        for (var shock = 0; shock < to; shock++)
        {
            var effect = _responses[to - shock] - _responses[Math.Max(from, shock) - shock];
            sum += effect * effect;
        }

        return _variance * sum;
    }

    /// <summary>The correlation between days at which independent draws would give the variance of a sum.</summary>
    internal double Correlation(int days)
    {
        var apart = 0.0;
        for (var day = 0; day < days; day++)
        {
            apart += Variance(day, day + 1);
        }

        return apart > 0 ? ((Variance(0, days) / apart) - 1) / (days - 1) : 0;
    }

    // What a shock of 1 has left in all, some days later.
    private void SumResponses()
    {
        var (response, trend) = (1.0, 0.0);
        for (var day = 0; day < _responses.Length - 1; day++)
        {
            _responses[day + 1] = _responses[day] + response;
            trend = (trend + _gains.Trend) * Damping;
            response = _gains.Level + trend + ((day + 1) % Season == 0 ? _gains.Week : 0);
        }
    }

    private void Run(ReadOnlySpan<float> sales)
    {
        _days = sales.Length;
        Start(sales[..Math.Min(sales.Length, 8 * Season)]);
        var (squares, counted, level, trend, week, weekday) = (0.0, 0, _level, _trend, _week, -1);
        foreach (var sold in sales)
        {
            weekday = weekday == Season - 1 ? 0 : weekday + 1;
            trend *= Damping;
            if (float.IsNaN(sold))
            {
                // Nothing was seen: what was believed goes on.
                level += trend;
                continue;
            }

            var error = sold - (level + trend + week[weekday]);
            level += trend + (_gains.Level * error);
            trend += _gains.Trend * error;
            week[weekday] += _gains.Week * error;
            squares += error * error;
            counted++;
        }

        (_level, _trend) = (level, trend);
        _variance = counted > Season ? squares / (counted - 1) : _level * _level;
    }

    // The first eight weeks' mean and weekdays.
    private void Start(ReadOnlySpan<float> sales)
    {
        Span<int> counts = stackalloc int[Season];
        var known = 0;
        for (var day = 0; day < sales.Length; day++)
        {
            if (!float.IsNaN(sales[day]))
            {
                _level += sales[day];
                _week[day % Season] += sales[day];
                counts[day % Season]++;
                known++;
            }
        }

        _level /= Math.Max(1, known);

        for (var day = 0; day < Season; day++)
        {
            _week[day] = counts[day] >= 2 ? (_week[day] / counts[day]) - _level : 0;
        }
    }
}
