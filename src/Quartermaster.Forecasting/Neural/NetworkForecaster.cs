using System.Collections.Concurrent;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Days by quantile networks, whose levels are averaged; weeks by the weekday profile.</summary>
public sealed class NetworkForecaster : ILevelForecaster
{
    private const double MostRounded = 5;

    private readonly IReadOnlyList<TrainedNetwork> _members;
    private readonly LearningSource _source;
    private readonly IForecaster _weeks;
    private readonly NetworkPolicy _policy;
    private readonly float[] _levels;

    internal NetworkForecaster(
        IReadOnlyList<TrainedNetwork> members, LearningSource source, IForecaster weeks, NetworkPolicy policy) =>
        (_members, _source, _weeks, _policy, _levels) = (members, source, weeks, policy, [.. policy.Levels]);

    /// <inheritdoc/>
    public string Name => "quantile network";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var profile = _weeks.Forecast(inputs, threads, cancel);
        var (days, means) = (new float[inputs.Count * profile.Daily.Columns], Copy(profile.Means));
        var (levels, columns) = (DemandForecast.Levels.ToArray(), DemandForecast.Levels.Length);
        ForEachRow(inputs, threads, (row, quantiles) =>
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                var known = quantiles.AsSpan(day * _policy.Levels.Count, _policy.Levels.Count);
                var at = ((row * DemandForecast.DailyDays) + day) * columns;
                Read(known, levels, days.AsSpan(at, columns));
                means[(row * profile.Means.Columns) + day] = (float)Mean(known);
            }
        }, cancel);
        return profile with { Daily = new(profile.Daily.Columns, days), Means = new(profile.Means.Columns, means) };
    }

    /// <inheritdoc/>
    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var (wanted, columns) = (levels.ToArray(), DemandForecast.DailyDays * levels.Length);
        var values = new float[inputs.Count * columns];
        ForEachRow(inputs, threads, (row, quantiles) =>
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                Read(quantiles.AsSpan(day * _policy.Levels.Count, _policy.Levels.Count), wanted,
                    values.AsSpan((row * columns) + (day * wanted.Length), wanted.Length));
            }
        }, cancel);
        return new(columns, values);
    }

    // Small counts are whole.
    private void Read(ReadOnlySpan<float> known, float[] wanted, Span<float> units)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            var value = Quantiles.At(_levels, known, wanted[i]);
            units[i] = (float)(value < MostRounded ? Math.Round(value) : value);
        }
    }

    private double Mean(ReadOnlySpan<float> known) => Quantiles.Mean(_levels, known);

    private static float[] Copy(Matrix matrix)
    {
        var values = new float[matrix.Count * matrix.Columns];
        for (var row = 0; row < matrix.Count; row++)
        {
            matrix.Row(row).CopyTo(values.AsSpan(row * matrix.Columns));
        }

        return values;
    }

    // Tells the quantiles of each product, day after day, in units.
    private void ForEachRow(DemandInputs inputs, int threads, Action<int, float[]> write, CancellationToken cancel)
    {
        var idle = new ConcurrentBag<Worker>();
        Blocks.Run(inputs.Count, ForecastTables.RowsAtOnce, threads, block =>
        {
            if (!idle.TryTake(out var worker))
            {
                worker = new(
                    (_source with { Inputs = inputs }).NewReader(_policy),
                    [.. _members.Select(member => member.ToForecast())],
                    new float[DemandForecast.DailyDays * _policy.Levels.Count]);
            }

            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                worker.Forecast(row, inputs.Days);
                write(row, worker.Quantiles);
            }

            idle.Add(worker);
        }, cancel);
    }

    private sealed record Worker(WindowReader Reader, QuantileNetwork[] Networks, float[] Quantiles)
    {
        internal void Forecast(int row, int days)
        {
            Reader.Read(row);
            Array.Clear(Quantiles);
            var level = Reader.Product.LevelAt(days);
            foreach (var network in Networks)
            {
                Reader.Fill(network, days);
                network.Network.Forward();
                for (var day = 0; day < DemandForecast.DailyDays; day++)
                {
                    var multiples = network.Quantiles.Row(day);
                    var scale = (float)(level * Reader.Product.Factors[days + day] / Networks.Length);
                    for (var i = 0; i < multiples.Length; i++)
                    {
                        Quantiles[(day * multiples.Length) + i] += Math.Max(0, multiples[i] * scale);
                    }
                }
            }
        }
    }
}
