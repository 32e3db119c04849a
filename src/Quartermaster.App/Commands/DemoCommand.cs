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

    private static readonly Option<int> s_products = Sized("--products", "Products, 200 to 1,000,000.", 2_000);
    private static readonly Option<int> s_centers = Sized("--centers", "Fulfillment centers, 4 to 64.", 8);
    private static readonly Option<int> s_days = Sized("--days", "Days of history.", 730);
    private static readonly Option<int> s_weeks = Sized("--weeks", "Simulated weeks that are measured.", 26);
    private static readonly Option<int> s_warmUp = Sized("--warm-up", "Simulated days before them.", 42);
    private static readonly Option<int> s_replications = Sized("--replications", "Worlds to compare policies in.", 3);

    internal static Command Create() => CommandFactory.Create(
        "demo",
        "Makes a retailer, forecasts, plans, promises, fulfills, simulates against practice, and writes a report.",
        ["qm demo", "qm demo small --products 300 --centers 4 --weeks 4 --replications 2"],
        [s_folder, s_products, s_centers, s_days, s_weeks, s_warmUp, s_replications],
        Run);

    private static Option<int> Sized(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be 1 or more.");
            }
        });
        return option;
    }

    private static Answer Run(Invocation invocation)
    {
        var folder = Path.GetFullPath(invocation.Get(s_folder));
        var settings = new DemoSettings(invocation.Get(s_products), invocation.Get(s_centers), invocation.Get(s_days),
            invocation.Get(s_weeks), invocation.Get(s_warmUp), invocation.Get(s_replications), invocation.Seed ?? 1,
            invocation.Threads);
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
                DemoReport.MeasuredIn(story.Comparison.Replications),
                $"Next: open {path}; qm why PRODUCT --workspace {folder}",
            ],
        };
    }
}
