using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Export;
using Quartermaster.Storage.Import;

namespace Quartermaster.App.Commands;

/// <summary><c>qm forecast</c>: what customers will want, and how well the past was forecast.</summary>
internal static class ForecastCommand
{
    private static readonly Option<string?> s_region = new("--region")
    {
        Description = "With --product: show its weeks in one region.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> s_levels = new("--levels")
    {
        Description = "With --out or --score: the quantile levels, between commas; default: those of the house.",
        HelpName = "LEVELS",
    };

    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "Also write a file with one row per product and day and a column per level: .csv, .csv.gz, .json "
            + "or .parquet.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_score = new("--score")
    {
        Description = "Also score the forecast against a file of what came later: columns product, day and units, or "
            + "the M5 contest's sales table; CSV, plain or gzip.",
        HelpName = "ACTUALS",
    };

    private static readonly Option<string?> s_own = new("--own")
    {
        Description = "With --score: a forecast of your own, scored beside the house's: columns product, day, and mean "
            + "or quantiles such as q0.1, q0.5, q0.9 (what --out writes); CSV, plain or gzip, or Parquet.",
        HelpName = "FILE",
    };

    internal static Command Create() => CommandFactory.Create(
        "forecast",
        "Forecasts every product by day and week, compares the forecasters on the past, and saves a run.",
        [
            "qm forecast", "qm forecast --backtest 6 --product P0000001",
            "qm forecast --product P0000001 --region chicago-il", "qm forecast --levels 0.5,0.9,0.995 --out days.csv",
            "qm forecast --as-of 2026-01-05 --own mine.csv --score actuals.csv",
        ],
        [.. PlanRequest.Options(buys: false), s_region, s_levels, s_out, s_score, s_own],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var request = PlanRequest.Of(invocation, buys: false) with { Region = invocation.Get(s_region) };
        if (request.Region is not null && request.Product is null)
        {
            throw new UserException("--region shows a product's weeks in one region, so it needs --product.",
                "For example: qm forecast --product P0000001 --region chicago-il", ExitCode.WrongUse);
        }

        // Before all the work: what would be found wrong after it.
        var levels = LevelsOf(invocation);
        if (invocation.Get(s_score) is { } file)
        {
            ActualsFile.RequireColumns(file);
        }

        if (invocation.Get(s_own) is { } own)
        {
            if (invocation.Get(s_score) is null)
            {
                throw new UserException("--own is a forecast to score beside the house's, so it needs --score.",
                    "For example: qm forecast --as-of 2026-01-05 --own mine.csv --score actuals.csv",
                    ExitCode.WrongUse);
            }

            OwnForecastFile.RequireColumns(own);
        }

        if (invocation.Get(s_out) is { } path)
        {
            TableExport.RequireFile(path);
        }

        var plan = Planner.Plan(invocation, request, PlanStage.Forecast);
        var (facts, grids, notes) = More(invocation, plan, levels);
        var (totals, result) = (plan.Record.Totals, plan.Forecasters.BackTest);
        return PlanAnswer.Of(plan, $"Forecast {Words.Count(totals.Products, "product")}.",
            [
                ("units_next_4_weeks", Math.Round(totals.ForecastUnits)),
                ("units_sold_last_4_weeks", Math.Round(totals.RecentSalesUnits)), .. RegionFacts(plan), .. facts,
            ],
            [
                .. plan.Product == default
                    ? BackTestGrids.Of(plan.Record.Facts.Catalog, result)
                    : new[] { Weeks(plan) },
                .. grids,
            ],
            [
            .. notes,
            .. BackTestGrids.Reasons(plan.Record.Facts.Catalog, result),
            result.Rows.Count == 0
                ? "Without a back-test nobody knows how good this is: qm forecast --backtest 3. "
                    + "It needs 84 days of history."
                : "Chosen is the lowest mean of daily and weekly WQL of the segment; a later, more intricate, one "
                    + $"must be better by more than {result.Policy.TieShare:P1}.",
            result.HidesLaunches
                ? "Launch days here are the days of first sale, which nobody knew before: products launched after an "
                    + "origin are not scored from it."
                : "Launches count as planned: an origin knows those that come after it.",
            plan.Region == default
                ? "Coverage: share of days at or below the quantile; counts, being lumpy, exceed it. Next: qm plan"
                : "Expected units of all regions add up to the product's; their quantiles do not, as regions are not "
                    + "all high at once. Next: qm plan",
            ]);
    }

    // What --out and --score add.
    private static (List<(string, object)> Facts, List<Grid> Grids, List<string> Notes) More(
        Invocation invocation, SavedPlan plan, float[] levels)
    {
        var (facts, grids, notes) = (new List<(string, object)>(), new List<Grid>(), new List<string>());
        if (invocation.Get(s_out) is { } path)
        {
            var rows = ForecastFile.Write(plan, levels, path, invocation.Threads, invocation.Cancel);
            facts.Add(("file", Path.GetFullPath(path)));
            facts.Add(("rows_in_file", rows));
        }

        if (invocation.Get(s_score) is { } file)
        {
            var products = plan.Opened.Book.Products.Rows.ToArray();
            var rowOf = Enumerable.Range(0, products.Length).ToDictionary(
                row => plan.Opened.Facts.Catalog.CodeOf(products[row].Product), StringComparer.Ordinal);
            var actuals = ActualsFile.Read(
                file, rowOf, plan.Opened.Today, DemandForecast.DailyDays, invocation.Cancel);
            if (actuals.KnownDays == 0)
            {
                throw new UserException(FormattableString.Invariant(
                    $"{file} has no line to score: none of a product with a forecast and a day from ")
                    + FormattableString.Invariant($"{plan.Opened.Today:yyyy-MM-dd} on; {actuals.Bad} could not be used")
                    + (actuals.Faults.Count > 0 ? $" ({actuals.Faults[0]})" : "")
                    + $", {actuals.Strangers} are of products without a forecast. The forecast itself is saved.",
                    "Choose the day of its first line with --as-of, or give a file of later days.", ExitCode.WrongUse);
            }

            var own = ReadOwn(invocation, plan, rowOf);
            var beside = own is null ? null : new OwnComparison(plan, levels, own);
            var score = ForecastScore.Of(plan, levels, actuals, beside, invocation.Threads, invocation.Cancel);
            facts.AddRange([("days_scored", score.Days), ("wql", score.Wql), ("wspl", score.Wspl)]);
            grids.Add(score.ToGrid());
            if (own is not null && beside is not null)
            {
                facts.AddRange(beside.Days > 0 ? beside.Facts : [("days_compared", 0)]);
                grids.AddRange(beside.Days > 0 ? [beside.ToGrid()] : []);
                notes.AddRange(OwnNotes(invocation.Get(s_own)!, own, beside));
            }

            notes.AddRange(actuals.Faults.Select(fault => $"{file} {fault}. The line was passed over."));
            notes.Add(FormattableString.Invariant(
                $"{actuals.KnownDays} of {DemandForecast.DailyDays} days are in {file}; {actuals.Bad} of its lines ")
                + $"could not be used, and {actuals.Strangers} are of products without a forecast.");
        }

        return (facts, grids, notes);
    }

    private static OwnForecastFile? ReadOwn(
        Invocation invocation, SavedPlan plan, Dictionary<string, int> rowOf) =>
        invocation.Get(s_own) is not { } path ? null : OwnForecastFile.Read(
            path, rowOf, plan.Opened.Today, DemandForecast.DailyDays, invocation.Cancel);

    private static IEnumerable<string> OwnNotes(string path, OwnForecastFile own, OwnComparison beside) =>
    [
        .. own.Faults.Select(fault => $"{path} {fault}. The line was passed over."),
        FormattableString.Invariant($"{beside.Days} product-days are in both files; {own.Bad} lines of {path} could ")
            + FormattableString.Invariant($"not be used, {own.Strangers} are of products without a forecast and ")
            + FormattableString.Invariant($"{own.OtherDays} of days other than the {DemandForecast.DailyDays} ahead."),
        own.IsMeans ? "Your file has means and no quantiles: a mean stands for every level, as if it were sure."
            : "Levels that your file lacks lie on lines between its own; beyond them its first and last stand.",
    ];

    private static float[] LevelsOf(Invocation invocation)
    {
        if (invocation.Get(s_levels) is not { } text)
        {
            return DemandForecast.Levels.ToArray();
        }

        if (invocation.Get(s_out) is null && invocation.Get(s_score) is null)
        {
            throw new UserException("--levels says which quantiles --out writes and --score scores; there is neither.",
                "For example: qm forecast --levels 0.5,0.9 --out days.csv", ExitCode.WrongUse);
        }

        var levels = text.Split(',').Select(level => float.TryParse(
            level, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN).ToArray();
        return levels.All(level => level is > 0 and < 1) ? [.. levels.Distinct().Order()]
            : throw new UserException($"--levels is '{text}': each level must be a number between 0 and 1.",
                "For example: --levels 0.5,0.9,0.995", ExitCode.WrongUse);
    }

    private static (string Key, object Value)[] RegionFacts(SavedPlan plan) => plan.Region == default ? []
        :
        [
            ("region", plan.Record.Facts.Catalog.CodeOf(plan.Region)),
            ("share_of_product", Math.Round(ShareOf(plan), 6)),
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
        SharesOf(plan).RegionQuantiles(plan.Record.Facts.RowOf(plan.Product), ColumnOf(plan), mean,
            forecast.VarianceOfWeek(0, week), quantiles);
        return (ShareOf(plan) * mean, quantiles);
    }

    private static double ShareOf(SavedPlan plan) =>
        SharesOf(plan).Of(plan.Record.Facts.RowOf(plan.Product))[ColumnOf(plan)];

    private static RegionShares SharesOf(SavedPlan plan) => new() { Shares = plan.Record.Facts.RegionShares };

    // Columns of shares are regions in the order of identifiers, which begin at 1.
    private static int ColumnOf(SavedPlan plan) => plan.Region.Value - 1;
}
