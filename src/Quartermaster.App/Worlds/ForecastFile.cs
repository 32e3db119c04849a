using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Export;

namespace Quartermaster.App.Worlds;

/// <summary>A forecast as a file: one row per product and day, its expected units, and a column per quantile level.
/// </summary>
internal static class ForecastFile
{
    /// <summary>The column of expected units.</summary>
    internal static Column Mean { get; } = Column.Number("mean", "expected units", 0, double.MaxValue);

    /// <summary>The name of a level's column.</summary>
    internal static string ColumnOf(float level) => string.Create(CultureInfo.InvariantCulture, $"q{level}");

    /// <summary>Quantiles of all products, some products at a time.</summary>
    /// <param name="plan">Who forecasts, and from what.</param>
    /// <param name="levels">Ascending.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="cancel">Asked between products.</param>
    internal static IEnumerable<(int First, Matrix Quantiles)> Quantiles(
        SavedPlan plan, float[] levels, int threads, CancellationToken cancel)
    {
        foreach (var (first, inputs) in BookBlocks.Of(plan.Opened.Book))
        {
            yield return (first, plan.Forecasters.Chosen.DailyQuantilesOf(inputs, levels, threads, cancel));
        }
    }

    /// <summary>Units as they stand in a file: to a ten-thousandth.</summary>
    internal static double InFile(double units) => Math.Round(units, 4);

    /// <summary>Writes a .csv, .csv.gz, .json or .parquet file.</summary>
    /// <returns>Rows written.</returns>
    internal static long Write(SavedPlan plan, float[] levels, string path, int threads, CancellationToken cancel)
    {
        var schema = new TableSchema("forecast", 2,
        [
            Column.Text("product", "the product"), Column.Day("day", "the day"), Mean,
            .. levels.Select(level => Column.Number(ColumnOf(level), "units", 0, double.MaxValue)),
        ]);
        return TableExport.Write(schema, Batches(plan, schema, levels, threads, cancel), path);
    }

    private static IEnumerable<ColumnBatch> Batches(
        SavedPlan plan, TableSchema schema, float[] levels, int threads, CancellationToken cancel)
    {
        var batch = new ColumnBatch(schema, BookBlocks.Most * DemandForecast.DailyDays);
        foreach (var (first, quantiles) in Quantiles(plan, levels, threads, cancel))
        {
            var forecast = plan.Record.Outlook.Belief.Whole?.Slice(first, quantiles.Count)
                ?? plan.Forecasters.Chosen.Forecast(plan.Opened.Book.Inputs(first, quantiles.Count), threads, cancel);
            batch.Clear();
            for (var row = 0; row < quantiles.Count; row++)
            {
                var product = plan.Opened.Book.Products.Rows[first + row].Product;
                var code = plan.Opened.Facts.Catalog.CodeOf(product);
                for (var day = 0; day < DemandForecast.DailyDays; day++)
                {
                    var at = batch.Count++;
                    batch.Strings(0)[at] = code;
                    batch.Days(1)[at] = plan.Opened.Today.AddDays(day);
                    batch.Numbers(2)[at] = InFile(forecast.MeanOfDay(row, day));
                    for (var level = 0; level < levels.Length; level++)
                    {
                        batch.Numbers(3 + level)[at] = InFile(quantiles.Row(row)[(day * levels.Length) + level]);
                    }
                }
            }

            yield return batch;
        }
    }
}
