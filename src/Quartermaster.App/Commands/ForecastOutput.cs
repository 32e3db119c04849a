using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Storage.Export;
using Quartermaster.Storage.Import;

namespace Quartermaster.App.Commands;

/// <summary>What <c>qm forecast</c> does besides: writes the forecast to a file, and scores it against what came.
/// </summary>
/// <param name="Levels">Quantile levels, ascending.</param>
/// <param name="Groups">How products are put together; null for each alone.</param>
/// <param name="File">Where to write; null for nowhere.</param>
/// <param name="Actuals">What came; null where that is not asked.</param>
internal sealed record ForecastOutput(float[] Levels, ForecastGroups? Groups, string? File, string? Actuals)
{
    /// <summary>The user's own forecast; null for none.</summary>
    private string? Own { get; init; }

    private string Period { get; init; } = ForecastPeriods.Days.Name;

    private static readonly Option<string?> s_levels = new("--levels")
    {
        Description = "With --out or --score: the quantile levels, between commas; default: those of the house.",
        HelpName = "LEVELS",
    };

    private static readonly Option<string?> s_by = new("--by")
    {
        Description = "With --out or --score: what products are put together by, between commas: total, category, an "
            + "attribute, product, or several with plus signs between.",
        HelpName = "GROUPS",
    };

    private static readonly Option<string?> s_period = new("--period")
    {
        Description = "With --out: 28 days (day), 52 weeks (week), or 18 months (month).",
        HelpName = "PERIOD",
    };

    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "Also write a file with one row per product, or group, and day, with expected units (mean) and a "
            + "column per level: .csv, .csv.gz, .json or .parquet.",
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

    internal static Symbol[] Options => [s_levels, s_by, s_period, s_out, s_score, s_own];

    /// <summary>What was asked for; whatever is wrong with it is found before all the work.</summary>
    internal static ForecastOutput Of(Invocation invocation)
    {
        var (levels, groups) = (LevelsOf(invocation), GroupsOf(invocation));
        var (path, actuals) = (invocation.Get(s_out), invocation.Get(s_score));
        if (actuals is not null)
        {
            ActualsFile.RequireColumns(actuals);
        }

        if (path is not null)
        {
            TableExport.RequireFile(path);
        }

        var period = PeriodOf(invocation);
        groups ??= period == ForecastPeriods.Days.Name ? null : ForecastGroups.Each;
        return new(levels, groups, path, actuals) { Period = period, Own = OwnOf(invocation, actuals, groups) };
    }

    /// <summary>Writes and scores.</summary>
    internal (List<(string Key, object Value)> Facts, List<Grid> Grids, List<string> Notes) Make(
        Invocation invocation, SavedPlan plan)
    {
        var (facts, grids, notes) = (new List<(string, object)>(), new List<Grid>(), new List<string>());
        if (File is null && Actuals is null)
        {
            return (facts, grids, notes);
        }

        // A region's part is drawn with the paths of products, each alone where nothing puts them together.
        var groupings = (Groups ?? (plan.Region == default ? null : ForecastGroups.Each))
            ?.Make(plan.Opened.Book, plan.Opened.Facts.Catalog);
        var grouped = groupings is null ? null
            : GroupedForecast.Of(plan, groupings, ForecastPeriods.Of(Period, plan.Opened.Today), Levels,
                invocation.Threads, invocation.Cancel);
        if (File is not null)
        {
            facts.Add(("file", Path.GetFullPath(File)));
            facts.Add(("rows_in_file", grouped?.Write(plan.Opened.Today, File)
                ?? ForecastFile.Write(plan, Levels, File, invocation.Threads, invocation.Cancel)));
        }

        if (Actuals is not null)
        {
            var rowOf = RowsOf(plan);
            var actuals = Read(Actuals, plan, rowOf, invocation.Cancel);
            if (grouped is null)
            {
                var own = Own is null ? null : OwnForecastFile.Read(
                    Own, rowOf, plan.Opened.Today, DemandForecast.DailyDays, invocation.Cancel);
                var beside = own is null ? null : new OwnComparison(plan, Levels, own);
                var score = ForecastScore.Of(plan, Levels, actuals, beside, invocation.Threads, invocation.Cancel);
                facts.AddRange([("days_scored", score.Days), ("wql", Loss(score.Wql)), ("wspl", Loss(score.Wspl))]);
                grids.Add(score.ToGrid());
                if (own is not null && beside is not null)
                {
                    facts.AddRange(beside.Days > 0 ? beside.Facts : [("days_compared", 0)]);
                    grids.AddRange(beside.Days > 0 ? [beside.ToGrid()] : []);
                    notes.AddRange(OwnNotes(Own!, own, beside));
                }
            }
            else
            {
                var scores = ForecastScore.Of(plan, grouped, Levels, actuals);
                facts.AddRange([("wql", Loss(scores.Average(score => score.Wql))),
                    ("wspl", Loss(scores.Average(score => score.Wspl)))]);
                grids.Add(ForecastScore.GridOf(grouped.Groupings, scores));
            }

            notes.AddRange(actuals.Faults.Select(fault => $"{Actuals} {fault}. The line was passed over."));
            notes.Add(FormattableString.Invariant(
                $"{actuals.KnownDays} of {DemandForecast.DailyDays} days are in {Actuals}; {actuals.Bad} of its lines ")
                + $"could not be used, and {actuals.Strangers} are of products without a forecast.");
            notes.AddRange(actuals.Repeated == 0 ? Array.Empty<string>()
                : [$"{Words.Count(actuals.Repeated, "line")} of {Actuals} name a product and day again: their units "
                    + "were added up. Take them out if they are copies."]);
        }

        return (facts, grids, notes);
    }

    private static Measured Loss(double loss) => new(loss, loss.ToString("0.0000", CultureInfo.InvariantCulture));

    private static Dictionary<string, int> RowsOf(SavedPlan plan)
    {
        var products = plan.Opened.Book.Products.Rows.ToArray();
        return Enumerable.Range(0, products.Length).ToDictionary(
            row => plan.Opened.Facts.Catalog.CodeOf(products[row].Product), StringComparer.Ordinal);
    }

    private static ActualsFile Read(
        string file, SavedPlan plan, Dictionary<string, int> rowOf, CancellationToken cancel)
    {
        var actuals = ActualsFile.Read(file, rowOf, plan.Opened.Today, DemandForecast.DailyDays, cancel);
        return actuals.KnownDays > 0 ? actuals : throw new UserException(FormattableString.Invariant(
            $"{file} has no line to score: none of a product with a forecast and a day from ")
            + FormattableString.Invariant($"{plan.Opened.Today:yyyy-MM-dd} on; {actuals.Bad} could not be used")
            + (actuals.Faults.Count > 0 ? $" ({actuals.Faults[0]})" : "")
            + $", {actuals.Strangers} are of products without a forecast. The forecast itself is saved.",
            "Choose the day of its first line with --as-of, or give a file of later days.", ExitCode.WrongUse);
    }

    private static string? OwnOf(Invocation invocation, string? actuals, ForecastGroups? groups)
    {
        if (invocation.Get(s_own) is not { } own)
        {
            return null;
        }

        if (actuals is null || groups is not null)
        {
            throw new UserException(
                "--own is a forecast of products to score beside the house's, so it needs --score and no --by.",
                "For example: qm forecast --as-of 2026-01-05 --own mine.csv --score actuals.csv", ExitCode.WrongUse);
        }

        OwnForecastFile.RequireColumns(own);
        return own;
    }

    private static IEnumerable<string> OwnNotes(string path, OwnForecastFile own, OwnComparison beside) =>
    [
        .. own.Faults.Select(fault => $"{path} {fault}. The line was passed over."),
        FormattableString.Invariant($"{Words.Count(beside.Days, "product-day")} in both files; ")
            + FormattableString.Invariant($"{Words.Count(own.Bad, "line")} of ")
            + FormattableString.Invariant($"{path} could ")
            + FormattableString.Invariant($"not be used, {own.Strangers} are of products without a forecast and ")
            + FormattableString.Invariant($"{own.OtherDays} of days other than the {DemandForecast.DailyDays} ahead."),
        own.IsMeans ? "Your file has means and no quantiles: a mean stands for every level, as if it were sure."
            : "Levels that your file lacks lie on lines between its own; beyond them its first and last stand.",
    ];

    private static string PeriodOf(Invocation invocation)
    {
        if (invocation.Get(s_period) is not { } name)
        {
            return ForecastPeriods.Days.Name;
        }

        if (!ForecastPeriods.Names.Contains(name))
        {
            throw new UserException($"--period is '{name}'; it must be {string.Join(", ", ForecastPeriods.Names)}.",
                "For example: qm forecast --by category --period month --out months.csv", ExitCode.WrongUse);
        }

        return invocation.Get(s_out) is null || (invocation.Get(s_score) is not null && name != "day")
            ? throw new UserException("--period says what --out writes; --score goes by day.",
                "For example: qm forecast --by category --period month --out months.csv", ExitCode.WrongUse)
            : name;
    }

    private static ForecastGroups? GroupsOf(Invocation invocation)
    {
        if (invocation.Get(s_by) is not { } text)
        {
            return null;
        }

        return invocation.Get(s_out) is null && invocation.Get(s_score) is null
            ? throw new UserException("--by says what --out writes and --score scores; there is neither.",
                "For example: qm forecast --by total,category --out sums.csv", ExitCode.WrongUse)
            : ForecastGroups.Of(text, Workspaces.Open(invocation).Tables.Catalog);
    }

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
}
