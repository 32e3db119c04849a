using System.Collections.Concurrent;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Days and weeks by quantile networks; how the days of a path hang together, by the weekday profile.
/// </summary>
public sealed class NetworkForecaster : ILevelForecaster, ISeasonal
{
    private readonly NetworkHead _head;
    private readonly LearningSource _source;
    private readonly IForecaster _profile;
    private readonly float[] _levels;

    internal NetworkForecaster(NetworkModel model, NetworkHead head, LearningSource source, IForecaster profile) =>
        (Model, _head, _source, _profile, _levels) = (model, head, source, profile, [.. model.Policy.Levels]);

    /// <summary>What was learned.</summary>
    public NetworkModel Model { get; }

    /// <inheritdoc/>
    public string Name => NameOf(_head);

    /// <summary>The name of a forecaster that reads a network so.</summary>
    public static string NameOf(NetworkHead head) => head switch
    {
        NetworkHead.Quantiles => "quantile network",
        NetworkHead.Counts => "count network",
        _ => "network, both ways",
    };

    IForecaster ISeasonal.WithoutSeason() => new NetworkForecaster(
        Model, _head, _source with { Patterns = _source.Patterns.WithoutSeason() },
        _profile is ISeasonal profile ? profile.WithoutSeason() : _profile);

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var profile = _profile.Forecast(inputs, threads, cancel);
        var tables = new ForecastTables(inputs);
        var levels = DemandForecast.Levels.ToArray();
        ForEachRow(inputs, threads, (row, worker) =>
        {
            var means = tables.Means(row);
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                Read(worker.Day(day), levels, tables.Day(row, day));
                means[day] = worker.MeanOfDay(day);
            }

            for (var week = 0; week < DemandForecast.Weeks; week++)
            {
                Read(worker.Week(week), levels, tables.Week(row, week));
                means[DemandForecast.DailyDays + week] = worker.MeanOfWeek(week);
            }

            tables.JoinWeeks(row);
        }, cancel);
        return tables.ToForecast() with { Products = profile.Products, WeekShape = profile.WeekShape };
    }

    /// <inheritdoc/>
    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var (wanted, columns) = (levels.ToArray(), DemandForecast.DailyDays * levels.Length);
        var values = new float[inputs.Count * columns];
        ForEachRow(inputs, threads, (row, worker) =>
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                Read(worker.Day(day), wanted,
                    values.AsSpan((row * columns) + (day * wanted.Length), wanted.Length));
            }
        }, cancel);
        return new(columns, values);
    }

    private void Read(ReadOnlySpan<float> known, float[] wanted, Span<float> units)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            var value = Quantiles.At(_levels, known, wanted[i]);
            units[i] = (float)(value < Model.Policy.MostRounded ? Math.Round(value) : value);
        }
    }

    private void ForEachRow(
        DemandInputs inputs, int threads, Action<int, ForecastWorker> write, CancellationToken cancel)
    {
        var idle = new ConcurrentBag<ForecastWorker>();
        var breaks = (_profile as LevelForecaster)?.Breaks(inputs, threads, cancel);
        Blocks.Run(inputs.Count, ForecastTables.RowsAtOnce, threads, block =>
        {
            var worker = idle.TryTake(out var rested)
                ? rested : new(Model, _head, (_source with { Inputs = inputs }).NewReader(Model.Policy));
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                worker.Forecast(row, inputs.Days, breaks?[row]);
                write(row, worker);
            }

            idle.Add(worker);
        }, cancel);
    }
}
