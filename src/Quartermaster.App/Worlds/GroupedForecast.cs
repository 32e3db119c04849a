using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Export;

namespace Quartermaster.App.Worlds;

/// <summary>A plan's forecast of groups of products, day by day: single products by their own quantiles, groups by sums
/// of sample paths.</summary>
internal sealed class GroupedForecast
{
    private const int ProductsAtOnce = 2_048;
    private const int RowsAtOnce = 65_536;

    private readonly float[] _levels;
    private readonly Matrix[] _quantiles;

    private GroupedForecast(IReadOnlyList<Grouping> groupings, float[] levels, Matrix[] quantiles) =>
        (Groupings, _levels, _quantiles) = (groupings, levels, quantiles);

    internal IReadOnlyList<Grouping> Groupings { get; }

    /// <summary>Forecasts.</summary>
    /// <param name="plan">Who forecasts, and from what.</param>
    /// <param name="groupings">How products are put together.</param>
    /// <param name="levels">Ascending.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="cancel">Asked between products.</param>
    internal static GroupedForecast Of(
        SavedPlan plan, IReadOnlyList<Grouping> groupings, float[] levels, int threads, CancellationToken cancel)
    {
        var (book, count) = (plan.Opened.Book, plan.Opened.Book.Products.Count);
        Grouping[] put = [.. groupings.Where(grouping => !IsSingle(grouping))];
        var sums = new SumsOfPaths(put, plan.Record.State.Seed);
        for (var first = 0; first < count && put.Length > 0; first += ProductsAtOnce)
        {
            int[] rows = [.. Enumerable.Range(first, Math.Min(ProductsAtOnce, count - first))];
            sums.Add(plan.Forecasters.Chosen.Forecast(book.Inputs(rows), threads, cancel), threads, cancel);
        }

        return new(groupings, levels, [.. groupings.Select(grouping => IsSingle(grouping)
            ? Single(plan, grouping, levels, threads, cancel)
            : sums.Quantiles(Array.IndexOf(put, grouping), levels, threads))]);
    }

    /// <summary>Quantiles of a group, day after day.</summary>
    internal ReadOnlySpan<float> Of(int grouping, int group) => _quantiles[grouping].Row(group);

    /// <summary>Writes a .csv, .csv.gz, .json or .parquet file: a row per grouping, group and day.</summary>
    /// <returns>Rows written.</returns>
    internal long Write(DateOnly firstDay, string path)
    {
        var schema = new TableSchema("forecast", 3,
        [
            Column.Text("by", "what puts products together"), Column.Text("group", "the group"),
            Column.Day("day", "the day"),
            .. _levels.Select(level => Column.Number(ForecastFile.ColumnOf(level), "units", 0, double.MaxValue)),
        ]);
        return TableExport.Write(schema, Batches(schema, firstDay), path);
    }

    private IEnumerable<ColumnBatch> Batches(TableSchema schema, DateOnly firstDay)
    {
        var batch = new ColumnBatch(schema, RowsAtOnce);
        for (var grouping = 0; grouping < Groupings.Count; grouping++)
        {
            for (var row = 0; row < Groupings[grouping].Codes.Count * DemandForecast.DailyDays; row++)
            {
                var ((group, day), at) = (Math.DivRem(row, DemandForecast.DailyDays), batch.Count++);
                batch.Strings(0)[at] = Groupings[grouping].Name;
                batch.Strings(1)[at] = Groupings[grouping].Codes[group];
                batch.Days(2)[at] = firstDay.AddDays(day);
                for (var level = 0; level < _levels.Length; level++)
                {
                    batch.Numbers(3 + level)[at] = Of(grouping, group)[(day * _levels.Length) + level];
                }

                if (batch.Count == RowsAtOnce)
                {
                    yield return batch;
                    batch.Clear();
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static bool IsSingle(Grouping grouping) => grouping.Name == ForecastGroups.Single;

    // Groups stand in the order of codes, products in that of rows.
    private static Matrix Single(
        SavedPlan plan, Grouping grouping, float[] levels, int threads, CancellationToken cancel)
    {
        var columns = DemandForecast.DailyDays * levels.Length;
        var values = new float[Cells.Of(grouping.Codes.Count, columns, "quantiles by product")];
        foreach (var (first, quantiles) in ForecastFile.Quantiles(plan, levels, threads, cancel))
        {
            for (var row = 0; row < quantiles.Count; row++)
            {
                quantiles.Row(row).CopyTo(values.AsSpan(grouping.GroupOf[first + row] * columns, columns));
            }
        }

        return new(columns, values);
    }
}
