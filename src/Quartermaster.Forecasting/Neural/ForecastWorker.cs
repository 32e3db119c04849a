using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Forecasts one product after the other. One thread uses one worker.</summary>
internal sealed class ForecastWorker(NetworkModel model, NetworkHead head, WindowReader reader)
{
    private readonly Periods _days = new(model, model.Days, DemandForecast.DailyDays);
    private readonly Periods _weeks = new(model, model.Weeks, DemandForecast.Weeks);
    private readonly float[] _levels = [.. model.Policy.Levels];
    private readonly float[] _counts = new float[model.Policy.Levels.Count];

    /// <summary>Units of a day, one per level of the network.</summary>
    internal ReadOnlySpan<float> Day(int day) => _days.Of(day);

    /// <summary>Expected units of a day.</summary>
    internal float MeanOfDay(int day) => _days.Means[day];

    /// <summary>Units of a week, one per level of the network.</summary>
    internal ReadOnlySpan<float> Week(int week) => _weeks.Of(week);

    /// <summary>Expected units of a week.</summary>
    internal float MeanOfWeek(int week) => _weeks.Means[week];

    /// <summary>Forecasts what comes after the history.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="historyDays">Days of history.</param>
    /// <param name="regimes">The levels before a break and since; null without one.</param>
    internal void Forecast(int row, int historyDays, (double Before, double Recent)? regimes)
    {
        reader.Read(row);
        Forecast(_days, historyDays);
        Forecast(_weeks, historyDays);
        var (expected, usual) = (_days.Means.Sum(), Usual(historyDays, DemandForecast.DailyDays));
        if (regimes is { } levels && expected > 0 && usual > 0)
        {
            var scale = TwoRegimes.ScaleOf(levels, expected / usual);
            Mix(_days, scale);
            Mix(_weeks, scale);
        }
    }

    private void Mix(Periods periods, double scale)
    {
        for (var step = 0; step < periods.Means.Length && scale != 1; step++)
        {
            periods.Means[step] *= (float)((1 + scale) / 2);
            TwoRegimes.Mix(_levels, periods.Of(step), scale);
        }
    }

    private void Forecast(Periods periods, int origin)
    {
        Array.Clear(periods.Units);
        Array.Clear(periods.Means);
        var (level, share) = (reader.Product.LevelAt(origin), 1f / periods.Networks.Length);
        var ofHead = share * (head == NetworkHead.Both ? 0.5 : 1);
        foreach (var network in periods.Networks)
        {
            reader.Fill(network, origin);
            network.Network.Forward();
            for (var step = 0; step < network.Shape.Horizons; step++)
            {
                var days = network.Shape.StepDays;
                var usual = level * Usual(origin + (step * days), days);
                var counts = network.Counts.Row(step);
                periods.Means[step] += (float)(counts[0] * usual * share);
                var units = periods.Of(step);
                if (head != NetworkHead.Counts)
                {
                    AddQuantiles(network.Quantiles.Row(step), usual * ofHead, units);
                }

                if (head != NetworkHead.Quantiles)
                {
                    NegativeBinomial.Quantiles(counts[0] * usual, counts[1], _levels, _counts);
                    AddQuantiles(_counts, ofHead, units);
                }
            }
        }
    }

    private static void AddQuantiles(ReadOnlySpan<float> quantiles, double scale, Span<float> units)
    {
        for (var i = 0; i < units.Length; i++)
        {
            units[i] += (float)Math.Max(0, quantiles[i] * scale);
        }
    }

    private double Usual(int from, int days)
    {
        var sum = 0.0;
        foreach (var factor in reader.Product.Factors.AsSpan(from, days))
        {
            sum += factor;
        }

        return sum;
    }

    private sealed class Periods(NetworkModel model, IReadOnlyList<TrainedNetwork> members, int count)
    {
        internal QuantileNetwork[] Networks { get; } = [.. members.Select(member => member.ToForecast())];

        internal float[] Units { get; } = new float[count * model.Policy.Levels.Count];

        internal float[] Means { get; } = new float[count];

        internal Span<float> Of(int step) =>
            Units.AsSpan(step * model.Policy.Levels.Count, model.Policy.Levels.Count);
    }
}
