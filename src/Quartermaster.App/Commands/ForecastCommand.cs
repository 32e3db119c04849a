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
    private static readonly Option<string?> s_region = new("--region")
    {
        Description = "With --product: show its weeks in one region. With --out: write that region's part.",
        HelpName = "CODE",
    };

    internal static Command Create() => CommandFactory.Create(
        "forecast",
        "Forecasts every product by day and week, compares the forecasters on the past, and saves a run.",
        [
            "qm forecast", "qm forecast --backtest 6 --product P0000001",
            "qm forecast --product P0000001 --region chicago-il", "qm forecast --levels 0.5,0.9,0.995 --out days.csv",
            "qm forecast --explain P0000001", "qm forecast --by total,category --out sums.csv",
            "qm forecast --by category --period month --out months.csv",
            "qm forecast --region chicago-il --period week --out weeks.csv",
            "qm forecast --as-of 2026-01-05 --own mine.csv --score actuals.csv",
        ],
        [.. PlanRequest.Options(buys: false), s_region, ForecastWhy.Explain, .. ForecastOutput.Options],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var request = PlanRequest.Of(invocation, buys: false) with { Region = invocation.Get(s_region) };
        var isExplained = invocation.Get(ForecastWhy.Explain) is { Length: > 0 };
        request = isExplained ? request with { Product = invocation.Get(ForecastWhy.Explain) } : request;
        var output = ForecastOutput.Of(invocation);
        RequireUse(request.Region, request.Product, output);
        var plan = Planner.Plan(invocation, request, PlanStage.Forecast);
        var (facts, grids, notes) = output.Make(invocation, plan);
        if (isExplained)
        {
            grids.Add(ForecastWhy.GridOf(plan, out var forecaster));
            facts.Add(("forecaster", forecaster));
        }

        var (totals, result) = (plan.Record.Totals, plan.Forecasters.BackTest);
        var answer = PlanAnswer.Of(plan, $"Forecast {Words.Count(totals.Products, "product")}.",
            [
                ("units_next_4_weeks", Math.Round(totals.ForecastUnits)),
                ("units_sold_last_4_weeks", Math.Round(totals.RecentSalesUnits)), .. RegionFacts(plan), .. facts,
                ("days_passed_over", plan.History.PassedOver),
            ],
            [
                .. plan.Product == default
                    ? BackTestGrids.Of(plan.Record.Facts.Catalog, result)
                    : new[] { Weeks(plan) },
                .. grids, plan.History.ToGrid(plan.Opened),
            ],
            [
            .. notes,
            .. BackTestGrids.Reasons(plan.Record.Facts.Catalog, result),
            result.Rows.Count == 0
                ? "Without a back-test nobody knows how good this is: qm forecast --backtest 3. "
                    + "It needs 84 days of history."
                : "Chosen is the lowest mean of daily and weekly WQL of the segment; a later, more intricate, one "
                    + $"must be better by more than {result.Policy.TieShare:P1}.",
            .. result.Rows.Any(row => row.Chosen && row.Correction != 1)
                ? ["Corrected: what expected units of who serves are raised by, or lowered: two thirds of what it "
                    + "expected too little or too much of the segment on the past, less where weeks did not agree."]
                : Array.Empty<string>(),
            result.HidesLaunches
                ? "Launch days here are the days of first sale, which nobody knew before: products launched after an "
                    + "origin are not scored from it."
                : "Launches count as planned: an origin knows those that come after it.",
            plan.Region == default
                ? "Coverage: share of days at or below the quantile; counts, being lumpy, exceed it. Next: qm plan"
                : "Expected units of all regions add up to the product's; their quantiles do not, as regions are not "
                    + "all high at once. Next: qm plan",
            ]);
        return plan.History.PassedOver > 0 ? answer with { Code = ExitCode.DoneWithFindings } : answer;
    }

    private static void RequireUse(string? region, string? product, ForecastOutput output)
    {
        if (region is not null && product is null && output.File is null)
        {
            throw new UserException(
                "--region shows a product's weeks in one region, so it needs --product.",
                "For example: qm forecast --product P0000001 --region chicago-il; or, with --out FILE, it writes that "
                    + "region's part of all products.", ExitCode.WrongUse);
        }

        if (region is not null && output.Actuals is not null)
        {
            throw new UserException("--score compares all regions together, and --region asks for one of them.",
                "Leave one of the two out.", ExitCode.WrongUse);
        }
    }

    private static (string Key, object Value)[] RegionFacts(SavedPlan plan) => plan.Region == default ? []
        :
        [
            ("region", plan.Record.Facts.Catalog.CodeOf(plan.Region)),
            .. plan.Product == default ? Array.Empty<(string, object)>()
                : [("share_of_product", Math.Round(ShareOf(plan), 6))],
        ];

    private static Grid Weeks(SavedPlan plan)
    {
        var codes = plan.Record.Facts.Catalog;
        var levels = DemandForecast.Levels;
        var (low, middle, high) = (levels.IndexOf(0.1f), levels.IndexOf(0.5f), levels.IndexOf(0.9f));
        var forecast = plan.Record.Outlook.Belief.ForecastOf([plan.Record.Facts.RowOf(plan.Product)]);
        var where = plan.Region == default ? "" : $" in {codes.CodeOf(plan.Region)}";
        return new("weeks", $"Weeks of {codes.CodeOf(plan.Product)}{where}, units",
            [
                new("from", "From"), new("mean", "Expected", "#,0.0"), new("low", "1 in 10 below", "#,0.#"),
                new("middle", "Middle", "#,0.#"), new("high", "1 in 10 above", "#,0.#"),
            ],
            [
                .. Enumerable.Range(0, DemandForecast.Weeks).Select(week => (week, of: WeekOf(plan, forecast, week)))
                    .Select(row => (IReadOnlyList<object?>)
                    [
                        plan.Record.State.Today.AddDays(7 * row.week), row.of.Mean,
                        (double)row.of.Quantiles[low], (double)row.of.Quantiles[middle],
                        (double)row.of.Quantiles[high],
                    ]),
            ]);
    }

    // The product's own week, or its region's part of it.
    private static (double Mean, float[] Quantiles) WeekOf(SavedPlan plan, DemandForecast forecast, int week)
    {
        var mean = forecast.MeanOfWeek(0, week);
        if (plan.Region == default)
        {
            return (mean, forecast.Week(0, week).ToArray());
        }

        var quantiles = new float[DemandForecast.Levels.Length];
        plan.Shares.RegionQuantiles(plan.Record.Facts.RowOf(plan.Product), plan.RegionColumn, mean,
            forecast.VarianceOfWeek(0, week), quantiles);
        return (ShareOf(plan) * mean, quantiles);
    }

    private static double ShareOf(SavedPlan plan) =>
        plan.Shares.Of(plan.Record.Facts.RowOf(plan.Product))[plan.RegionColumn];
}
