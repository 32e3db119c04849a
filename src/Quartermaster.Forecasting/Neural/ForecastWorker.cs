using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Forecasts one product after the other. One thread uses one worker.</summary>
internal sealed class ForecastWorker(NetworkModel model, WindowReader reader)
{
    private readonly QuantileNetwork[] _days = [.. model.Days.Select(member => member.ToForecast())];
    private readonly QuantileNetwork[] _weeks = [.. model.Weeks.Select(member => member.ToForecast())];
    private readonly float[] _byDay = new float[DemandForecast.DailyDays * model.Policy.Levels.Count];
    private readonly float[] _byWeek = new float[DemandForecast.Weeks * model.Policy.Levels.Count];

    /// <summary>Units of a day, one per level of the network.</summary>
    internal ReadOnlySpan<float> Day(int day) => Of(_byDay, day);

    /// <summary>Units of a week.</summary>
    internal ReadOnlySpan<float> Week(int week) => Of(_byWeek, week);

    /// <summary>Forecasts what comes after the history.</summary>
    internal void Forecast(int row, int historyDays)
    {
        reader.Read(row);
        Forecast(_days, historyDays, _byDay);
        Forecast(_weeks, historyDays, _byWeek);
    }

    private void Forecast(QuantileNetwork[] networks, int origin, float[] units)
    {
        Array.Clear(units);
        var level = reader.Product.LevelAt(origin);
        foreach (var network in networks)
        {
            reader.Fill(network, origin);
            network.Network.Forward();
            for (var step = 0; step < network.Shape.Horizons; step++)
            {
                var multiples = network.Quantiles.Row(step);
                var scale = (float)(level * Usual(origin + (step * network.Shape.StepDays), network.Shape.StepDays)
                    / networks.Length);
                for (var i = 0; i < multiples.Length; i++)
                {
                    units[(step * multiples.Length) + i] += Math.Max(0, multiples[i] * scale);
                }
            }
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

    private ReadOnlySpan<float> Of(float[] units, int step) =>
        units.AsSpan(step * model.Policy.Levels.Count, model.Policy.Levels.Count);
}
