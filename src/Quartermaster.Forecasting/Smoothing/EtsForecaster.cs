using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Smoothing;

/// <summary>ETS: each product's series by itself, the model of exponential smoothing that explains it best.</summary>
/// <remarks>The textbook's challenger (Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008),
/// chosen per series by AICc: it knows neither events nor prices nor a yearly season, and learns nothing from other
/// products, which <see cref="TrendLevel"/> ("exponential smoothing") does. Days that were not in stock throughout are
/// missing. Counts around its means have its variance, and no less than chance gives them (Poisson). The last two years
/// are read. A product with less than four weeks of full days is expected at the mean of what it sold and the launch
/// prior.</remarks>
internal sealed class EtsForecaster(DemandPatterns patterns, ForecastPolicy policy) : ILevelForecaster
{
    private const int MostDays = 728;
    private const int LeastDays = 28;

    public string Name => "ETS";

    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var tables = new ForecastTables(inputs);
        ForEachRow(inputs, DemandForecast.Levels.ToArray(), threads, (row, belief) =>
        {
            tables.SetMeans(row, belief.Means);
            tables.SetShape(row, belief.Usual[..7]);
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                belief.WriteDay(day, tables.Day(row, day));
            }

            for (var week = 0; week < DemandForecast.Weeks; week++)
            {
                belief.WriteWeek(week, tables.Week(row, week));
            }

            tables.SetRow(row, belief.Correlation, 0);
        }, cancel);
        return tables.ToForecast();
    }

    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var (wanted, columns) = (levels.ToArray(), DemandForecast.DailyDays * levels.Length);
        var values = new float[inputs.Count * columns];
        ForEachRow(inputs, wanted, threads, (row, belief) =>
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                belief.WriteDay(day, values.AsSpan((row * columns) + (day * wanted.Length), wanted.Length));
            }
        }, cancel);
        return new(columns, values);
    }

    private void ForEachRow(
        DemandInputs inputs, float[] levels, int threads, Action<int, EtsBelief> write, CancellationToken cancel)
    {
        var attributes = new AttributeIndex(inputs.Attributes);
        Blocks.Run(inputs.Count, ForecastTables.RowsAtOnce, threads, block =>
        {
            var (demand, weight) = (new float[inputs.Days], new float[inputs.Days]);
            var belief = new EtsBelief(levels);
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                CleanHistory.Read(inputs, row, policy, demand, weight);
                var product = inputs.Products.Rows[row];
                Believe(belief, product, demand, weight, attributes);
                belief.Keep(product, inputs.Days);
                write(row, belief);
            }
        }, cancel);
    }

    private void Believe(
        EtsBelief belief, ProductFacts product, Span<float> demand, ReadOnlySpan<float> weight,
        AttributeIndex attributes)
    {
        var first = Math.Max(Math.Clamp(product.LaunchDay, 0, demand.Length), demand.Length - MostDays);
        var (full, units, days) = (0, 0.0, 0.0);
        for (var day = first; day < demand.Length; day++)
        {
            var isFull = weight[day] >= 0.999f;
            (units, days) = (units + (weight[day] * demand[day]), days + weight[day]);
            full += isFull ? 1 : 0;
            demand[day] = isFull ? demand[day] : float.NaN;
        }

        if (full >= LeastDays)
        {
            belief.Smooth(demand[first..], first);
            return;
        }

        var (mean, worth) = patterns.Prior.Of(product, attributes.Of(product.Product));
        worth = Math.Min(worth, 1e6);
        belief.Start((worth + units) / ((worth / mean) + days), worth + units);
    }
}
