using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Demo;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Reports;

namespace Quartermaster.App.Commands;

/// <summary><c>qm demo</c>: the whole story in minutes.</summary>
internal static class DemoCommand
{
    private static readonly Argument<string> s_folder = new("DIR")
    {
        Description = "The workspace to make, or the demo's own to use again.",
        DefaultValueFactory = _ => "demo",
    };

    private static readonly Option<int> s_products = WholeOption.Create(
        "--products", "Products, 200 to 1,000,000.", 2_000, least: 1, most: 1_000_000);

    private static readonly Option<int> s_centers = WholeOption.Create(
        "--centers", "Fulfillment centers, 4 to 64.", 8, least: 1, most: 64);

    private static readonly Option<int> s_days = WholeOption.Create(
        "--days", "Days of history.", 730, least: 1, most: 3_650);

    private static readonly Option<int> s_weeks = WholeOption.Create(
        "--weeks", "Simulated weeks that are measured.", 26, least: 1, most: 140);

    private static readonly Option<int> s_warmUp = WholeOption.Create(
        "--warm-up", "Simulated days before them.", 42, least: 1, most: 1_000);

    private static readonly Option<int> s_replications = WholeOption.Create(
        "--replications", "Worlds to compare policies in.", 3, least: 1, most: 10_000);


    private static readonly Option<bool> s_trees = new("--trees")
    {
        Description = "Also fit boosted trees, as 'qm plan' does: some seconds more for every simulated week.",
    };

    internal static Command Create() => CommandFactory.Create(
        "demo",
        "Makes a retailer, forecasts, plans, promises, fulfills, simulates against practice, and writes a report.",
        ["qm demo", "qm demo small --products 300 --centers 4 --weeks 4 --replications 2"],
        [s_folder, s_products, s_centers, s_days, s_weeks, s_warmUp, s_replications, s_trees],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var folder = Path.GetFullPath(invocation.Get(s_folder));
        var settings = new DemoSettings(invocation.Get(s_products), invocation.Get(s_centers), invocation.Get(s_days),
            invocation.Get(s_weeks), invocation.Get(s_warmUp), invocation.Get(s_replications), invocation.Seed ?? 1,
            invocation.Threads, invocation.Get(s_trees));
        var start = invocation.Clock.GetTimestamp();
        DemoStory story;
        using (var clock = new StageClock(invocation.Clock))
        {
            story = new(settings, clock, invocation.Cancel);
            story.Tell(folder);
        }

        var path = Path.Combine(folder, "report.html");
        File.WriteAllText(path, HtmlReport.Write(new DemoReport(story, settings).Write()));
        return new(ComparisonSection.Claim(story.Comparison, 1))
        {
            Facts =
            [
                ("report", path),
                ("seconds", Math.Round(invocation.Clock.GetElapsedTime(start).TotalSeconds, 1)),
                ("run", story.Run),
                ("replications", settings.Replications),
                ("forecasters", story.Forecasters.Summary),
            ],
            Grids =
            [
                StoryTables.Steps(story.Steps), StoryTables.Release(story.Day.Release), StoryTables.Offers(story.Day),
                StoryTables.Orders(story.Day.Orders), SimulateCommand.Measures(story.Comparison),
                SimulateCommand.Differences(story.Comparison),
            ],
            Notes =
            [
                ComparisonSection.Claim(story.Comparison, 2),
                .. story.Forecasters.Notes,
                DemoReport.MeasuredIn(story.Comparison.Replications),
                $"Next: open {path}; qm why PRODUCT --workspace {folder}",
            ],
        };
    }
}
