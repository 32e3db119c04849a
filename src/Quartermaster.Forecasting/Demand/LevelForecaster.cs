using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A level by some rule, times weekday, season, events and price, with the spread of counts.</summary>
internal sealed class LevelForecaster(
    ILevelRule rule, DemandPatterns patterns, LevelCalibration calibration, ForecastPolicy policy)
    : ILevelForecaster, ISeasonal
{
    public string Name => rule.Name;

    public IForecaster WithoutSeason() => new LevelForecaster(rule, patterns.WithoutSeason(), calibration, policy);

    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var tables = new ForecastTables(inputs);
        ForEachRow(inputs, threads,
            (int row, in ProductHistory history) => WriteRow(tables, row, history, inputs), cancel);
        return tables.ToForecast();
    }

    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var (wanted, columns) = (levels.ToArray(), DemandForecast.DailyDays * levels.Length);
        var values = new float[inputs.Count * columns];
        ForEachRow(inputs, threads, (int row, in ProductHistory history) =>
        {
            var (state, belief) = Believe(inputs, row, history);
            Span<double> means = stackalloc double[DemandForecast.DailyDays];
            Expect(state, history.Factors[inputs.Days..], inputs.Days, means);
            for (var day = 0; day < means.Length; day++)
            {
                belief.WriteDay(means[day], state.Level, history.Present[inputs.Days + day], wanted,
                    values.AsSpan((row * columns) + (day * wanted.Length), wanted.Length));
            }
        }, cancel);
        return new(columns, values);
    }

    /// <summary>The levels before a break and since, by product; null without one (<see cref="RegimeBreak"/>).
    /// </summary>
    internal (double Before, double Recent)?[] Breaks(DemandInputs inputs, int threads, CancellationToken cancel)
    {
        var breaks = new (double Before, double Recent)?[inputs.Count];
        ForEachRow(inputs, threads, (int row, in ProductHistory history) =>
        {
            var category = inputs.Products.Rows[row].Category.Value;
            var setting = calibration.SettingOf(category);
            breaks[row] = RegimeBreak.Find(rule, history, setting, rule.Follow(history, setting),
                (in ProductHistory past, in LevelState found) => calibration.Belief(category, past, found));
        }, cancel);
        return breaks;
    }

    private delegate void Work(int row, in ProductHistory history);

    private void ForEachRow(DemandInputs inputs, int threads, Work work, CancellationToken cancel)
    {
        var (factors, attributes) = (new DayFactors(inputs, patterns), new AttributeIndex(inputs.Attributes));
        Blocks.Run(inputs.Count, ForecastTables.RowsAtOnce, threads, block =>
        {
            var (demand, weight) = (new float[inputs.Days], new float[inputs.Days]);
            var (multiples, present) = (new float[factors.Days], new float[factors.Days]);
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                CleanHistory.Read(inputs, row, policy, demand, weight);
                factors.Fill(row, multiples);
                var product = inputs.Products.Rows[row];
                var prior = patterns.Prior.Of(product, attributes.Of(product.Product));
                var history = new ProductHistory(demand, weight, multiples, prior) { Present = present };
                patterns.Arrival.Read(history, product.LaunchDay, multiples, present);
                work(row, history);
            }
        }, cancel);
    }

    private (LevelState State, DemandBelief Belief) Believe(DemandInputs inputs, int row, in ProductHistory history)
    {
        var category = inputs.Products.Rows[row].Category.Value;
        var setting = calibration.SettingOf(category);
        var state = RegimeBreak.Widen(rule, history, setting, rule.Follow(history, setting),
            (in ProductHistory past, in LevelState found) => calibration.Belief(category, past, found));
        return (state, calibration.Belief(category, history, state));
    }

    private void WriteRow(ForecastTables tables, int row, in ProductHistory history, DemandInputs inputs)
    {
        var (state, belief) = Believe(inputs, row, history);
        Span<double> means = stackalloc double[DemandInputs.HorizonDays];
        Expect(state, history.Factors[inputs.Days..], inputs.Days, means);
        belief.Write(tables, row, state.Level, means, history.Present[inputs.Days..]);

        Span<double> shape = stackalloc double[7];
        var (pattern, first) = (patterns.Of(inputs.Products.Rows[row].Category), inputs.FirstDay.AddDays(inputs.Days));
        for (var day = 0; day < 7; day++)
        {
            shape[day] = pattern.Weekday[(int)first.AddDays(day).DayOfWeek] * state.Week[(inputs.Days + day) % 7];
        }

        tables.SetShape(row, shape);
    }

    /// <summary>Expected units by day after a history.</summary>
    /// <param name="state">What is known at its end.</param>
    /// <param name="factors">Multiples of the level, from the first day after it.</param>
    /// <param name="firstDay">That day, counted from the first of the history.</param>
    /// <param name="means">Filled.</param>
    internal static void Expect(LevelState state, ReadOnlySpan<float> factors, int firstDay, Span<double> means)
    {
        var (level, trend) = (state.Level, state.Trend);
        for (var day = 0; day < means.Length; day++)
        {
            trend *= state.Damping;
            level += trend;
            var kept = Math.Clamp(level, state.Level / 3, state.Level * 3);
            means[day] = kept * factors[day] * state.Week[(firstDay + day) % 7];
        }
    }
}
