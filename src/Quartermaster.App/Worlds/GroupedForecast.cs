using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LongRange;
using Quartermaster.Numerics;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Export;

namespace Quartermaster.App.Worlds;

/// <summary>A plan's forecast of groups of products by day, week or month: days of single products by their own
/// quantiles, all else by sums of sample paths.</summary>
internal sealed class GroupedForecast
{
    private const int RowsAtOnce = 65_536;

    // The region's code; null for all regions together.
    private readonly string? _region;
    private readonly float[] _levels;
    private readonly Matrix[] _quantiles;
    private readonly Matrix[] _means;

    private GroupedForecast(
        IReadOnlyList<Grouping> groupings, ForecastPeriods periods, float[] levels,
        (Matrix Quantiles, Matrix Means)[] units, string? region)
    {
        (Groupings, Periods, _levels, _region) = (groupings, periods, levels, region);
        (_quantiles, _means) = ([.. units.Select(of => of.Quantiles)], [.. units.Select(of => of.Means)]);
    }

    internal IReadOnlyList<Grouping> Groupings { get; }

    internal ForecastPeriods Periods { get; }

    /// <summary>Forecasts.</summary>
    /// <param name="plan">Who forecasts, and from what.</param>
    /// <param name="groupings">How products are put together.</param>
    /// <param name="periods">Days, weeks or months.</param>
    /// <param name="levels">Ascending.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="cancel">Asked between products.</param>
    internal static GroupedForecast Of(
        SavedPlan plan, IReadOnlyList<Grouping> groupings, ForecastPeriods periods, float[] levels, int threads,
        CancellationToken cancel)
    {
        var (book, forecaster) = (plan.Opened.Book, plan.Forecasters.Chosen);
        Grouping[] put = [.. groupings.Where(grouping => !IsSingle(grouping))];
        var paths = SumsOfPaths.PathsFor(put.Sum(grouping => (long)grouping.Codes.Count), periods.Spans.Count);
        var sums = new SumsOfPaths(put, plan.Record.State.Seed, paths, periods.Spans);
        var region = RegionOf(plan);
        var parts = region is null ? sums
            : new SumsOfPaths(put, plan.Record.State.Seed, paths, periods.Spans) { Region = region };
        var errors = new GroupErrors(put, periods.ErrorDays);
        var measured = (forecaster as SegmentForecaster)?.Uncorrected() ?? forecaster;
        var patterns = periods.Weeks > DemandForecast.Weeks
            ? DemandPatterns.Learn(book.Sample(Forecasters.MostLearnedFrom)) : null;
        var single = groupings.FirstOrDefault(IsSingle);
        var singles = single is null ? [] : new float[Cells.Of(
            book.Products.Count, periods.Spans.Count * levels.Length, "quantiles by product")];
        var means = new GroupMeans(groupings, periods);
        var drawn = single is null || GroupMeans.AreKnown(periods, region) ? []
            : new float[Cells.Of(book.Products.Count, periods.Spans.Count, "expected units by product")];
        foreach (var (first, inputs) in BookBlocks.Of(book))
        {
            var forecast = forecaster.Forecast(inputs, threads, cancel);
            forecast = patterns is null ? forecast : FarWeeks.Extend(forecast, inputs, patterns, periods.Weeks);
            if (GroupMeans.AreKnown(periods, region))
            {
                means.Add(first, forecast);
            }

            if (put.Length > 0)
            {
                sums.Add(forecast, threads, cancel);
                if (region is not null)
                {
                    parts.Add(forecast, threads, cancel);
                }

                errors.Add(measured, inputs, threads, cancel);
            }

            if (single is not null)
            {
                var (quantiles, expected) = periods.AreDays && region is null
                    ? (forecaster.DailyQuantilesOf(inputs, levels, threads, cancel), null)
                    : Alone(forecast, plan.Record.State.Seed, periods, region?.Slice(first, inputs.Count), levels,
                        threads, cancel);
                for (var row = 0; row < inputs.Count; row++)
                {
                    var group = single.GroupOf[first + row];
                    quantiles.Row(row).CopyTo(singles.AsSpan(group * quantiles.Columns, quantiles.Columns));
                    if (drawn.Length > 0)
                    {
                        expected!.Row(row).CopyTo(drawn.AsSpan(group * expected.Columns, expected.Columns));
                    }
                }
            }
        }

        var variances = errors.Variances([.. put.Select((_, i) => sums.RelativeVariances(i))]);
        return new(groupings, periods, levels, [.. groupings.Select((grouping, i) => Units(grouping, i))],
            region is null ? null : plan.Opened.Facts.Catalog.CodeOf(plan.Region));

        // What groups err together was measured on all regions; a part of them errs as they do.
        (Matrix, Matrix) Units(Grouping grouping, int i)
        {
            var (at, count) = (Array.IndexOf(put, grouping), periods.Spans.Count);
            return (
                at < 0 ? new Matrix(count * levels.Length, singles)
                    : parts.Quantiles(at, levels, variances[at], threads),
                GroupMeans.AreKnown(periods, region) ? means.Of(i)
                    : at < 0 ? new Matrix(count, drawn) : parts.Means(at));
        }
    }

    // Columns of shares are regions in the order of identifiers, which begin at 1.
    private static RegionOfPaths? RegionOf(SavedPlan plan) => plan.Region == default ? null
        : new(plan.Shares, plan.RegionColumn);

    /// <summary>Quantiles of a group, period after period.</summary>
    internal ReadOnlySpan<float> Of(int grouping, int group) => _quantiles[grouping].Row(group);

    /// <summary>Writes a .csv, .csv.gz, .json or .parquet file: a row per grouping, group and period.</summary>
    /// <returns>Rows written.</returns>
    internal long Write(DateOnly firstDay, string path)
    {
        var schema = new TableSchema("forecast", _region is null ? 3 : 4,
        [
            Column.Text("by", "what puts products together"), Column.Text("group", "the group"),
            .. _region is null ? Array.Empty<Column>() : [Column.Text("region", "the region")],
            Column.Day(Periods.Name, "the first day of the period"), ForecastFile.Mean,
            .. _levels.Select(level => Column.Number(ForecastFile.ColumnOf(level), "units", 0, double.MaxValue)),
        ]);
        return TableExport.Write(schema, Batches(schema, firstDay), path);
    }

    private IEnumerable<ColumnBatch> Batches(TableSchema schema, DateOnly firstDay)
    {
        var batch = new ColumnBatch(schema, RowsAtOnce);
        var (count, day) = (Periods.Spans.Count, schema.KeyLength - 1);
        for (var grouping = 0; grouping < Groupings.Count; grouping++)
        {
            for (var row = 0; row < Groupings[grouping].Codes.Count * count; row++)
            {
                var ((group, period), at) = (Math.DivRem(row, count), batch.Count++);
                batch.Strings(0)[at] = Groupings[grouping].Name;
                batch.Strings(1)[at] = Groupings[grouping].Codes[group];
                if (_region is not null)
                {
                    batch.Strings(2)[at] = _region;
                }

                batch.Days(day)[at] = firstDay.AddDays(Periods.Spans[period].From);
                batch.Numbers(day + 1)[at] = ForecastFile.InFile(_means[grouping].Row(group)[period]);
                for (var level = 0; level < _levels.Length; level++)
                {
                    batch.Numbers(day + 2 + level)[at] = ForecastFile.InFile(
                        Of(grouping, group)[(period * _levels.Length) + level]);
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

    // Weeks and months of products, and all of regions, each by its own paths.
    private static (Matrix Quantiles, Matrix Means) Alone(
        DemandForecast forecast, ulong seed, ForecastPeriods periods, RegionOfPaths? region, float[] levels,
        int threads, CancellationToken cancel)
    {
        string[] names = [.. Enumerable.Range(0, forecast.Count).Select(row => $"{row}")];
        var alone = new SumsOfPaths(
            [new(ForecastGroups.Single, names, [.. Enumerable.Range(0, names.Length)])], seed, spans: periods.Spans)
        {
            Region = region,
        };
        alone.Add(forecast, threads, cancel);
        var quantiles = alone.Quantiles(0, levels, threads: threads);
        return (periods.AreWeeks && region is null ? AsForecast(forecast, quantiles, levels) : quantiles,
            alone.Means(0));
    }

    // A week of a product has one distribution, that of the forecast; paths say what lies beyond its quantiles.
    private static Matrix AsForecast(DemandForecast forecast, Matrix drawn, float[] levels)
    {
        var values = new float[forecast.Count * drawn.Columns];
        var known = DemandForecast.Levels;
        for (var row = 0; row < forecast.Count; row++)
        {
            var of = values.AsSpan(row * drawn.Columns, drawn.Columns);
            drawn.Row(row).CopyTo(of);
            for (var week = 0; week < Math.Min(forecast.KnownWeeks, drawn.Columns / levels.Length); week++)
            {
                var own = of.Slice(week * levels.Length, levels.Length);
                var quantiles = forecast.Week(row, week);
                for (var i = 0; i < levels.Length; i++)
                {
                    own[i] = levels[i] < known[0] ? Math.Min(own[i], quantiles[0])
                        : levels[i] > known[^1] ? Math.Max(own[i], quantiles[^1])
                        : (float)Quantiles.At(known, quantiles, levels[i]);
                }
            }
        }

        return new(drawn.Columns, values);
    }
}
