using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Xunit;
using Xunit.Sdk;

namespace Quartermaster.Tests.Conformance;

/// <summary>Proves that each law of the suite has teeth: a forecaster that breaks it is rejected by it.</summary>
public sealed class ForecasterMutantTests
{
    private static readonly IForecaster s_sound = new SameWeekdayMean();

    [Fact]
    public void A_forecaster_whose_quantiles_cross_is_rejected() =>
        Rejects((_, _, all) => all with { Daily = Change(all.Daily, (row, i, units) => i % 13 == 3 ? 0 : units + 1) },
            suite => suite.Gives_quantiles_that_are_finite_not_negative_and_never_cross());

    [Fact]
    public void A_forecaster_that_gives_no_number_is_rejected() =>
        Rejects((_, _, all) => all with { Weekly = Change(all.Weekly, (row, i, units) => float.NaN) },
            suite => suite.Gives_quantiles_that_are_finite_not_negative_and_never_cross());

    [Fact]
    public void A_forecaster_that_counts_threads_is_rejected() =>
        Rejects((_, threads, all) => all with { Daily = Change(all.Daily, (row, i, units) => units + threads) },
            suite => suite.Forecasts_the_same_at_any_number_of_threads());

    [Fact]
    public void A_forecaster_that_looks_at_other_products_is_rejected() =>
        Rejects((_, _, all) => all with { Weekly = Change(all.Weekly, (row, i, units) => units + all.Count) },
            suite => suite.Forecasts_each_product_alike_alone_and_together());

    [Fact]
    public void A_forecaster_that_sells_what_has_ended_is_rejected() =>
        Rejects((_, _, all) => all with { Weekly = Change(all.Weekly, (row, i, units) => units + 1) },
            suite => suite.Forecasts_nothing_after_the_end_and_before_the_launch());

    [Fact]
    public void A_forecaster_that_does_not_follow_sales_is_rejected() =>
        Rejects((_, _, all) => all with { Means = Change(all.Means, (row, i, units) => 5) },
            suite => suite.Forecasts_four_times_as_much_where_four_times_as_much_was_sold());

    [Fact]
    public void A_forecaster_that_reads_the_calendar_is_rejected() =>
        Rejects((inputs, _, all) => all with
            { Means = Change(all.Means, (row, i, units) => units * (inputs.FirstDay.DayNumber - 738_000)) },
            suite => suite.Forecasts_much_the_same_fifty_two_weeks_later());

    [Fact]
    public void A_forecaster_that_needs_a_history_is_rejected() =>
        Rejects((inputs, _, all) => inputs.Days == 0 ? throw new InvalidOperationException("no history") : all,
            suite => suite.Knows_what_to_say_without_a_history());

    private static void Rejects(Func<DemandInputs, int, DemandForecast, DemandForecast> spoil, Action<Suite> law)
    {
        law(new((_, _, all) => all));
        var exception = Record.Exception(() => law(new(spoil)));
        Assert.True(exception is XunitException or InvalidOperationException, "The law let the mutant pass.");
    }

    private static Matrix Change(Matrix table, Func<int, int, float, float> change)
    {
        var values = new float[table.Count * table.Columns];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / table.Columns, i % table.Columns);
            values[i] = change(row, column, table.Row(row)[column]);
        }

        return new(table.Columns, values);
    }

    private sealed class Suite(Func<DemandInputs, int, DemandForecast, DemandForecast> spoil) : ForecasterConformance
    {
        protected override IForecaster Fit(DemandInputs inputs) => new Mutant(spoil);
    }

    private sealed class Mutant(Func<DemandInputs, int, DemandForecast, DemandForecast> spoil) : IForecaster
    {
        public string Name => "mutant";

        public DemandForecast Forecast(DemandInputs inputs, int threads, CancellationToken cancel) =>
            spoil(inputs, threads, s_sound.Forecast(inputs, threads, cancel));
    }
}
