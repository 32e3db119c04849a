using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>Gradient-boosted trees over all products: what is left after level, week, season, events and
/// price.</summary>
internal sealed class TreeForecaster(
    DemandPatterns patterns, LevelCalibration calibration, LevelModels days, LevelModels weeks, ForecastPolicy policy)
    : ISeasonal
{
    private const int RowsAtOnce = 1024;

    public string Name => "boosted trees";

    public IForecaster WithoutSeason() =>
        new TreeForecaster(patterns.WithoutSeason(), calibration, days, weeks, policy);

    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var tables = new ForecastTables(inputs);
        var reader = new FeatureReader(inputs, patterns, policy);
        for (var start = 0; start < inputs.Count; start += RowsAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            var count = Math.Min(RowsAtOnce, inputs.Count - start);
            var block = new TreeBlock(start, count);
            Blocks.Run(count, ForecastTables.RowsAtOnce, threads, part =>
            {
                var product = new ProductFeatures(inputs.Days);
                for (var row = part.Start; row < part.Start + part.Count; row++)
                {
                    reader.Read(start + row, product);
                    block.Describe(row, product, inputs);
                    Prepare(tables, start + row, product, inputs);
                }
            }, cancel);
            block.Write(tables, days, weeks, threads, cancel);
            for (var row = start; row < start + count; row++)
            {
                var (near, common) = block.Variances[row - start];
                tables.SetRow(
                    row, Dependence.Correlation(tables, row, near), Dependence.Correlation(tables, row, common));
            }

            void Prepare(ForecastTables into, int row, ProductFeatures product, DemandInputs all)
            {
                var facts = all.Products.Rows[row];
                var history = new ProductHistory(product.Demand, product.Weight, product.Factors, product.Prior);
                var state = new WeightedLevel(policy).Follow(history, calibration.SettingOf(facts.Category.Value));
                var belief = calibration.Belief(facts.Category.Value, history, state);
                block.Variances[row - start] = (belief.NearVariance, belief.CommonVariance);
                Span<double> shape = stackalloc double[7];
                for (var day = 0; day < 7; day++)
                {
                    var weekday = (int)all.FirstDay.AddDays(all.Days + day).DayOfWeek;
                    shape[day] = patterns.Of(facts.Category).Weekday[weekday];
                }

                into.SetShape(row, shape);
            }
        }

        return tables.ToForecast();
    }
}
