using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Operations.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm plan</c>: the planning day, from forecast to placed purchase orders.</summary>
internal static class PlanCommand
{
    private const int MostLimits = 5;

    private static readonly Option<bool> s_noRelease = new("--no-release")
    {
        Description = "Release nothing, not even categories on automatic (policies, release, automaticCategories).",
    };

    internal static Command Create() => CommandFactory.Create(
        "plan",
        "Plans the day: forecasts, sets levels, buys what is due, places it, checks the plan and saves it as a run. "
            + "Then releases the categories on automatic, if the gate lets the plan pass.",
        ["qm plan", "qm plan --as-of 2025-03-03 --all --budget 250000"],
        [.. PlanRequest.Options(buys: true), s_noRelease],
        Run);

    /// <summary>The figures of a whole plan.</summary>
    internal static (string Key, object Value)[] FactsOf(SavedPlan plan)
    {
        var (totals, day) = (plan.Record.Totals, plan.Record.Day!);
        var orders = day.Lines.Rows.ToArray().Select(line => line.Vendor).Distinct().Count();
        List<(string, object)> facts =
        [
            ("offers_due", day.Purchases.Decisions.Count), ("products_ordered", totals.ProductsOrdered),
            ("purchase_orders", orders), ("lines", totals.Lines), ("units", totals.Units),
            ("spend", Math.Round(totals.Spend, 2)),
        ];
        if (day.Coordination is { } report)
        {
            facts.AddRange(
            [
                ("worth", Math.Round(report.Value, 2)),
                ("coordination_gap", report.IsFeasible ? Math.Round(report.CoordinationGap, 2) : double.NaN),
                ("rounding_cost", Math.Round(report.RoundingCost, 2)),
                ("repair_cost", Math.Round(report.RepairCost, 2)),
                ("resources_overflowing", BrokenLimits.Of(day, plan.Opened.Today).Count),
                ("price_rounds", report.Rounds),
            ]);
        }

        if (day.Outbound is not null)
        {
            facts.Add(("center_days_with_a_price_of_hands", PlanGrids.HandsOf(plan).Count()));
        }

        if (day.LaneSpace is not null)
        {
            facts.Add(("lane_days_with_a_price_of_room", PlanGrids.LaneSpaceOf(plan).Count()));
        }

        return [.. facts];
    }

    private static Answer Run(Invocation invocation)
    {
        var plan = Planner.Plan(invocation, PlanRequest.Of(invocation, buys: true), PlanStage.Place);
        plan.Opened.Workspace.Runs.NotePlan(plan.Run);
        var totals = plan.Record.Totals;
        var headline = FormattableString.Invariant(
            $"Planned {plan.Opened.Today:yyyy-MM-dd}: {Words.Count(totals.Units, "unit")} of ")
            + Words.Count(totals.ProductsOrdered, "product") + FormattableString.Invariant(
                $" for {totals.Spend:#,0} {plan.Opened.Workspace.Settings.Currency}.");
        var release = AutomaticRelease.Of(plan, invocation.Get(s_noRelease));
        var next = plan.Breaches.Count > 0 && plan.Breaches.All(breach => breach.Part == PlanParts.Budget)
            ? "People decided more than the budget: raise it, or take decisions back. The gate holds the plan."
            : plan.Breaches.Count > 0
            ? "The plan breaks rules (above). Report this with the run's name: the engines should not do so."
            : totals.Units == 0 ? NextDue(plan)
            : release.IsWhole ? "Next, on the next day: qm plan" : $"Next: qm release {plan.Run}";
        var product = plan.Product == default ? "PRODUCT" : plan.Record.Facts.Catalog.CodeOf(plan.Product);
        var answer = PlanAnswer.Of(plan, headline, [.. FactsOf(plan), .. release.Facts],
            [.. GridsOf(plan), .. release.Grids],
            [
                .. Limits(plan), .. Hands(plan), $"Why so much of one product: qm why {product} --run {plan.Run}",
                .. release.Notes,
                next,
            ]);
        return answer.Code == ExitCode.Done ? answer with { Code = release.Code } : answer;
    }

    // The day that people would otherwise look for by trying.
    private static string NextDue(SavedPlan plan)
    {
        var (today, due) = (plan.Opened.Today, plan.Record.Day!.Purchases.Decisions.Count);
        var why = due == 0 ? "Nothing is to be ordered: no offer is due."
            : $"Nothing is to be ordered: {Words.Count(due, "offer")} {(due == 1 ? "is" : "are")} due, and "
                + "none of them is ordered.";
        return OrderDays.Next(plan.Record.Facts, today) is { } next
            ? FormattableString.Invariant($"{why} The next are due on {next:yyyy-MM-dd}: ")
                + FormattableString.Invariant($"qm plan --as-of {next:yyyy-MM-dd}. ")
                + "For every offer today: qm plan --all"
            : why + " For every offer today: qm plan --all";
    }

    private static Grid[] GridsOf(SavedPlan plan) => plan.Product == default
        ? [PlanGrids.Vendors(plan.Record), PlanGrids.Lines(plan.Record, default), PlanGrids.Prices(plan),
            PlanGrids.Hands(plan), PlanGrids.LaneSpace(plan)]
        :
        [
            PlanGrids.Levels(plan.Record, plan.Product), PlanGrids.Purchases(plan.Record, plan.Product),
            PlanGrids.Placed(plan.Record, plan.Product),
        ];

    private static string[] Hands(SavedPlan plan) =>
    [
        .. plan.Record.Day!.Outbound is not { IsSettled: false } ? (string[])[]
            : ["Prices of hands are not settled on every ship day: raise policies, outbound, mostRounds."],
        .. plan.Record.Day.LaneSpace is not { IsSettled: false } ? (string[])[]
            : ["Prices of room on lanes are not settled: raise policies, outbound, mostRounds."],
    ];

    private static string[] Limits(SavedPlan plan)
    {
        var broken = BrokenLimits.Of(plan.Record.Day!, plan.Opened.Today);
        return broken.Count == 0 ? []
            :
            [
                .. broken.Take(MostLimits).Select(limit => LimitWords.Of(limit, plan.Record.Facts.Catalog)),
                .. broken.Count > MostLimits ? (string[])[$"{broken.Count - MostLimits} more limits are passed."] : [],
                LimitWords.OfPrices(broken),
            ];
    }
}
