using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Operations.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm forecast</c>: what customers will want, and how well the past was forecast.</summary>
internal static class ForecastCommand
{
    internal static Command Create() => CommandFactory.Create(
        "forecast",
        "Forecasts every product by day and week, compares the forecasters on the past, and saves a run.",
        ["qm forecast", "qm forecast --backtest 6 --product P0000001"],
        PlanRequest.Options(buys: false),
        Run);

    private static Answer Run(Invocation invocation)
    {
        var plan = Planner.Plan(invocation, PlanRequest.Of(invocation, buys: false), PlanStage.Forecast);
        var (totals, result) = (plan.Record.Totals, plan.Forecasters.BackTest);
        return PlanAnswer.Of(plan, $"Forecast {totals.Products:#,0} products.",
            [
                ("units_next_4_weeks", Math.Round(totals.ForecastUnits)),
                ("units_sold_last_4_weeks", Math.Round(totals.RecentSalesUnits)),
            ],
            plan.Product == default
                ? [Scores(plan.Record.Facts.Catalog, result), Worst(plan.Record.Facts.Catalog, result)]
                : [Weeks(plan)],
            result.Rows.Count == 0
                ? "Without a back-test nobody knows how good this is: qm forecast --backtest 3. "
                    + "It needs 84 days of history."
                : "Chosen is the lowest mean of daily and weekly WQL of the segment; a later, more intricate, one "
                    + $"must be better by more than {result.Policy.TieShare:P1}.",
            result.HidesLaunches
                ? "Launch days here are the days of first sale, which nobody knew before: products launched after an "
                    + "origin are not scored from it."
                : "Launches count as planned: an origin knows those that come after it.",
            "Coverage: share of days at or below the quantile; counts, being lumpy, exceed it. Next: qm plan");
    }

    private static Grid Scores(Domain.Catalog.CatalogVersion codes, BackTestResult result) => new(
        "back_test", "Forecasters on the past, by segment",
        [
            new("segment", "Segment"), new("forecaster", "Forecaster"), new("wql_daily", "WQL days", "0.000"),
            new("wql_weekly", "WQL weeks", "0.000"), new("coverage_50", "50 %", "0.00"),
            new("coverage_80", "80 %", "0.00"), new("coverage_90", "90 %", "0.00"),
            new("bias", "Bias", "+0.000;-0.000;0"),
            new("units", "Units", "#,0"), new("chosen", "Chosen"),
        ],
        [
            .. result.Rows.Select(BackTestRecord.ScoreOf).Select(score => (IReadOnlyList<object?>)
            [
                score.Category == default ? score.Pace.ToString() : $"{score.Pace} {codes.CodeOf(score.Category)}",
                score.Forecaster.ToString(), score.DailyWql, score.WeeklyWql, score.Coverage50, score.Coverage80,
                score.Coverage90, score.Bias, score.Units, score.IsChosen ? "yes" : "",
            ]),
        ]);

    private static Grid Worst(Domain.Catalog.CatalogVersion codes, BackTestResult result) => new(
        "worst", "The 10 products whose forecast cost most (50 are in the run)",
        [
            new("product", "Product"), new("forecaster", "Forecaster"), new("units", "Units", "#,0"),
            new("loss", "Loss, units", "#,0"), new("wql", "WQL", "0.000"), new("bias", "Bias", "+0.00;-0.00;0"),
        ],
        [
            .. result.Worst(10).Select(score => (IReadOnlyList<object?>)
                [codes.CodeOf(score.Product), score.Forecaster, score.Units, score.Loss, score.Wql, score.Bias]),
        ]);

    private static Grid Weeks(SavedPlan plan)
    {
        var (forecast, row) = (plan.Record.Outlook.Forecast, plan.Record.Facts.RowOf(plan.Product));
        var levels = DemandForecast.Levels;
        var (low, middle, high) = (levels.IndexOf(0.1f), levels.IndexOf(0.5f), levels.IndexOf(0.9f));
        return new("weeks", $"Weeks of {plan.Record.Facts.Catalog.CodeOf(plan.Product)}, units",
            [
                new("from", "From"), new("mean", "Expected", "#,0.0"), new("low", "1 in 10 below", "#,0.#"),
                new("middle", "Middle", "#,0.#"), new("high", "1 in 10 above", "#,0.#"),
            ],
            [
                .. Enumerable.Range(0, DemandForecast.Weeks).Select(week => (IReadOnlyList<object?>)
                [
                    forecast.FirstDay.AddDays(7 * week), forecast.MeanOfWeek(row, week),
                    (double)forecast.Week(row, week)[low], (double)forecast.Week(row, week)[middle],
                    (double)forecast.Week(row, week)[high],
                ]),
            ]);
    }
}
