using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Demo;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Evaluation.WhatIf;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm simulate</c>: our policy against good and common practice in the same worlds.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> s_replications = WholeOption.Create(
        "--replications", "Worlds to compare in.", usual: 20, least: 1, most: 10_000);

    private static readonly Option<int> s_days = WholeOption.Create(
        "--days", "Days that are measured.", usual: 182, least: 1, most: 3_650);

    private static readonly Option<int?> s_warmUp = WholeOption.Optional(
        "--warm-up", "Days before them; usually the weeks of lead time plus review period that nine tenths of all "
            + "units sold do not exceed.", least: 0, most: 3_650);

    private static readonly Option<DateOnly?> s_asOf = DayOption.Create("--as-of",
        "The first simulated day; default: the day after the last sale. Later sales are what customers want.");

    private static readonly Option<bool> s_sensitivity = new("--sensitivity")
    {
        Description = "Also compare with good practice, as tuned, with each assumption a half lower and a half higher: "
            + "six times the work.",
    };

    private static readonly Option<bool> s_trees = new("--trees")
    {
        Description = "Also fit boosted trees, as 'qm plan' does: some seconds more for every simulated week.",
    };

    private static readonly Option<string> s_equal = Equal();

    internal static Command Create() => CommandFactory.Create(
        "simulate",
        "Simulates our policy against good and common practice in the same worlds, at equal service.\n\n"
            + "Ours has the workspace's policies, as qm plan. Where quartermaster.json does not say otherwise, its "
            + "price loop stops earlier: at 16 rounds or a gap of 0.002. All have its budget on every day.",
        ["qm simulate --replications 20", "qm simulate --as-of 2011-03-21 --days 56 --replications 5"],
        [s_replications, s_days, s_warmUp, s_asOf, s_sensitivity, s_trees, s_equal],
        Run);

    private static Answer Run(Invocation invocation)
    {
        using var progress = new Progress(invocation.Clock);
        var workspace = Workspaces.Open(invocation);
        var warmUpDays = invocation.Get(s_warmUp) ?? WarmUp.DaysOf(workspace);
        var terms = new StudyTerms(invocation.Get(s_replications), invocation.Get(s_days), warmUpDays,
            invocation.Seed ?? workspace.Settings.Seed, invocation.Get(s_trees))
        {
            Service = Measure.Named(invocation.Get(s_equal)!),
        };
        var study = new PolicyStudy(workspace, invocation.Get(s_asOf), terms, invocation.Threads, progress.Report,
            invocation.Cancel);
        var (world, result) = study.Compare();
        var kind = world.Sample() is null ? OfRealSales(world)
            : "Generated retailer: the worlds are other futures after the same history.";
        return new(ComparisonSection.Claim(result, 1))
        {
            Facts =
            [
                ("worlds", kind), ("replications", result.Replications), ("first_day", world.Today),
                ("warm_up_days", warmUpDays), ("measured_days", terms.MeasuredDays),
                ("forecasters", study.Forecasters!.Summary),
            ],
            Grids = invocation.Get(s_sensitivity)
                ? [Measures(result), Differences(result), Sensitivity(study, result)]
                : [Measures(result), Differences(result)],
            Notes =
            [
                ComparisonSection.Claim(result, 2),
                .. StudyWindow.WarnOfEnd(workspace, world.Today.AddDays(terms.Days - 1)), .. study.Forecasters.Notes,
            ],
        };
    }

    // What is data and what is not, as the manifest has it.
    private static string OfRealSales(OpenedWorkspace world)
    {
        var assumed = world.Workspace.Tables.Manifest.Tables.Where(table => table.Value.Source == TableSource.Assumed)
            .Select(table => table.Key).ToArray();
        return "Real sales, told again as what customers wanted; "
            + (assumed.Length == 0 ? "no table is assumed" : $"assumed tables: {string.Join(", ", assumed)}")
            + (world.IsPast ? ", but the stock at the start is." : ".");
    }

    private static Option<string> Equal()
    {
        var option = new Option<string>("--equal")
        {
            Description = "What practice is tuned to have in common with ours: in_stock (a unit is there), whole_line "
                + "(all units that are looked for are there) or fill_rate (units sold of those wanted).",
            HelpName = "MEASURE",
            DefaultValueFactory = _ => "in_stock",
        };
        return option.AcceptOnlyFromAmong("in_stock", "whole_line", "fill_rate");
    }

    private static Grid Sensitivity(PolicyStudy study, ComparisonResult asStated)
    {
        var rows = new List<IReadOnlyList<object?>> { Row("as stated", 1, asStated) };
        foreach (var (name, factor, assumptions) in Assumptions.OneAtATime)
        {
            var label = string.Create(CultureInfo.InvariantCulture, $"{name} × {factor:0.0}: ");
            rows.Add(Row(name, factor, study.CompareUnder(assumptions, label)));
        }

        return new("sensitivity", "What if one assumption were a half lower or higher? Ours less good practice",
            [
                new("assumption", "Assumption"), new("factor", "Times", "0.0"),
                new("profit_difference", "Profit", "#,0"), new("low", "Low", "#,0"), new("high", "High", "#,0"),
                new("profit_ours", "Ours", "#,0"), new("profit_theirs", "Good practice", "#,0"),
                new("service", $"{asStated.Service.Name} of both", "0.0 %"),
                new("is_outside", "Read beyond its settings"),
            ],
            rows);

        static object?[] Row(string name, double factor, ComparisonResult result)
        {
            var profit = Measure.Named("profit");
            var difference = result.Against(1, profit);
            return [name, factor, difference.Mean, difference.Low, difference.High, result.Of(0, profit).Mean,
                result.Of(1, profit).Mean, result.Of(0, result.Service).Mean, result.IsOutside(1)];
        }
    }

    /// <summary>The measures of every policy.</summary>
    internal static Grid Measures(ComparisonResult result) => new(
        "measures", "Simulated, mean over replications",
        [
            new("key", "Key"), new("measure", "Measure"),
            .. result.Names.Select(name => new GridColumn(name.Replace(' ', '_'), name)),
        ],
        [.. Measure.All.Select(measure => (IReadOnlyList<object?>)
            [measure.Key, measure.NameIn(result.Currency), .. Enumerable.Range(0, result.Names.Count)
                .Select(i => result.Of(i, measure).Mean)
                .Select(mean => (object?)new Measured(mean, measure.Written(mean)))])]);

    /// <summary>The paired differences of every measure.</summary>
    internal static Grid Differences(ComparisonResult result) => new(
        "differences", "Ours less theirs, paired 95 % interval",
        [
            new("measure", "Measure"), new("against", "Against"), new("difference", "Difference"), new("low", "Low"),
            new("high", "High"),
        ],
        [.. from company in Enumerable.Range(1, result.Names.Count - 1)
            from measure in Measure.All
            let interval = result.Against(company, measure)
            select (IReadOnlyList<object?>)
            [
                measure.NameIn(result.Currency), result.Names[company], Cell(measure, interval.Mean),
                Cell(measure, interval.Low), Cell(measure, interval.High),
            ]]);

    private static Measured Cell(Measure measure, double difference) =>
        new(difference, measure.WrittenDifference(difference));
}
