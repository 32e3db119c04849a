using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm diff</c>: what changed between two runs, and why.</summary>
internal static class DiffCommand
{
    private const int MostReasons = 3;

    private static readonly Argument<string> s_before = new("BEFORE") { Description = "The earlier run." };

    private static readonly Argument<string> s_after = new("AFTER") { Description = "The later run." };

    private static readonly Option<int> s_top = new("--top")
    {
        Description = "How many changes to show.",
        DefaultValueFactory = _ => 20,
        HelpName = "N",
    };

    internal static Command Create()
    {
        s_top.Require(count => count >= 1, count => $"--top is {count}: it must be 1 or more.");
        return Command();
    }

    private static Command Command() => CommandFactory.Create(
        "diff",
        "Shows the largest changes of levels, orders and placements between two runs, with the reasons that changed.",
        ["qm diff 2025-03-03-1a2b3c4d latest", "qm diff 1a2b 5e6f --top 50 --json"],
        [s_before, s_after, s_top],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var (before, after) = (PlanRuns.Open(workspace, invocation.Get(s_before), PlanParts.Targets),
            PlanRuns.Open(workspace, invocation.Get(s_after), PlanParts.Targets));
        ExplainedRun[] explained =
            [new(workspace, before, invocation.Threads), new(workspace, after, invocation.Threads)];
        var changes = ChangesOf(explained, CostsOf(workspace, before, after));
        var top = changes.OrderByDescending(change => Math.Abs(change.Money)).Take(Math.Max(1, invocation.Get(s_top)));
        var shown = Shown(workspace.Tables.Catalog, top);
        return new($"From {before.Name} to {after.Name}: {changes.Count:#,0} decisions changed.")
        {
            Code = explained.Any(run => run.Differences.Count > 0) ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts = [("before", before.Name), ("after", after.Name), ("changes_count", changes.Count)],
            Grids = [Totals(before, after), ByPart(changes), shown],
            Notes =
            [
                .. Causes(before, after),
                .. explained.Where(run => run.Differences.Count > 0).Select(run =>
                    $"Rows of 0 units in {run.Run.Name} were decided again, but not everything is as it was "
                    + $"({string.Join(", ", run.Differences)}); their reasons are today's."),
                $"Look closer: qm why PRODUCT --run {after.Name}",
            ],
        };
    }

    private static List<RowChange> ChangesOf(ExplainedRun[] runs, Dictionary<int, double> costs)
    {
        var changes = new List<RowChange>();
        Add<TargetRow, TargetReason>(PlanParts.Targets, plan => plan.Outlook.Targets,
            row => new(row.Product, row.Facility, default, row.Units), TargetWords.All);
        Add<PurchaseLine, BuyingReason>(PlanParts.Buy, plan => plan.Day!.Purchases,
            row => new(row.Product, row.ShipTo, row.Vendor, row.Units), BuyingWords.All);
        Add<PlacementRow, PlacementReason>(PlanParts.Place, plan => plan.Day!.Placement,
            row => new(row.Product, row.Facility, default, row.Units), PlacementWords.All);
        return changes;

        void Add<TRow, TReason>(
            string part, Func<PlanRecord, Plan<TRow, TReason>> planOf, Func<TRow, DecidedRow> rowOf,
            IReadOnlyDictionary<TReason, string> words)
            where TRow : unmanaged
            where TReason : unmanaged, Enum
        {
            if (runs.All(run => PlanParts.Has(run.Run, part)))
            {
                var rows = Array.ConvertAll(runs, run => run.RowsOf(part, row => rowOf(row).Units, planOf));
                changes.AddRange(RunDifference.Of(part, rows[0], rows[1], rowOf,
                    product => costs.GetValueOrDefault(product.Value), words));
            }
        }
    }

    // What the lines of the runs cost, else the lowest cost of today's offers.
    private static Dictionary<int, double> CostsOf(Workspace workspace, params StoredRun[] runs)
    {
        var costs = workspace.Tables.Read<Offer>().Rows.ToArray().GroupBy(offer => offer.Product.Value)
            .ToDictionary(group => group.Key, group => group.Min(offer => offer.UnitCost.Micros) / 1e6);
        foreach (var run in runs.Where(run => PlanParts.Has(run, PlanParts.Lines)))
        {
            foreach (var line in run.Read<ReleaseLine>(PlanParts.Lines).Rows)
            {
                costs[line.Product.Value] = line.UnitCost.Micros / 1e6;
            }
        }

        return costs;
    }

    private static Grid Totals(StoredRun before, StoredRun after)
    {
        var (old, now) = (PlanParts.TotalsOf(before), PlanParts.TotalsOf(after));
        return new("totals", "Totals",
            [new("total", "Total"), new("before", "Before", "#,0"), new("after", "After", "#,0"),
                new("change", "Change", "+#,0;-#,0;0")],
            [
                Row("products ordered", old.ProductsOrdered, now.ProductsOrdered), Row("lines", old.Lines, now.Lines),
                Row("units", old.Units, now.Units), Row("spend", old.Spend, now.Spend),
                Row("forecast of 4 weeks, units", old.ForecastUnits, now.ForecastUnits),
                Row("sales of the last 4 weeks, units", old.RecentSalesUnits, now.RecentSalesUnits),
            ]);

        static IReadOnlyList<object?> Row(string name, double from, double to) => [name, from, to, to - from];
    }

    private static Grid ByPart(List<RowChange> changes) => new("parts", "Changes by decision",
        [new("part", "Decision"), new("rows", "Rows"), new("units", "Units", "+#,0;-#,0;0"),
            new("money", "Money", "+#,0;-#,0;0"), new("moved", "Moved either way", "#,0")],
        [.. changes.GroupBy(change => change.Part).Select(group => (IReadOnlyList<object?>)
            [group.Key, group.Count(), group.Sum(change => change.After - change.Before),
                group.Sum(change => change.Money), group.Sum(change => Math.Abs(change.Money))])]);

    private static Grid Shown(CatalogVersion codes, IEnumerable<RowChange> changes) => new(
        "changes", "The largest changes",
        [new("part", "Decision"), new("product", "Product"), new("facility", "Facility"), new("vendor", "Vendor"),
            new("before", "Before"), new("after", "After"), new("money", "Money", "+#,0;-#,0;0"),
            new("because", "Because")],
        [.. changes.Select(change => (IReadOnlyList<object?>)
            [change.Part, codes.CodeOf(change.Product),
                change.Facility == default ? "network" : codes.CodeOf(change.Facility), codes.CodeOf(change.Vendor),
                change.Before, change.After, change.Money, Words(change.Because())])]);

    // What is not shown by name is shown as a sum, so that the parts add up to the change.
    private static string Words(IReadOnlyList<ReasonChange>? reasons)
    {
        if (reasons is null)
        {
            return "not known: the run kept no reasons for 0 units, and cannot be planned again as it was";
        }

        var rest = reasons.Skip(MostReasons).ToArray();
        return string.Join("; ", reasons.Take(MostReasons).Concat(rest.Length < 2 ? rest
            : [new($"{rest.Length} smaller reasons", rest.Sum(reason => reason.Units))]).Select(reason =>
                FormattableString.Invariant($"{reason.Units:+#,0;-#,0;0}: {reason.Name}")));
    }

    // What the runs were made of that differs: where a change can have come from at all.
    private static IEnumerable<string> Causes(StoredRun before, StoredRun after)
    {
        var (old, now) = (before.Header, after.Header);
        var tables = now.Tables.Where(table => old.Tables.GetValueOrDefault(table.Key) != table.Value)
            .Select(table => table.Key).Order(StringComparer.Ordinal).ToArray();
        var policies = now.Policies.Where(policy => old.Policies.GetValueOrDefault(policy.Key) != policy.Value)
            .Select(policy => policy.Key).Order(StringComparer.Ordinal).ToArray();
        var (asked, asks) = (PlanParts.QuestionOf(before), PlanParts.QuestionOf(after));
        string[] causes =
        [
            .. When(asked.AllOffers != asks.AllOffers,
                $"which offers were due (--all in {(asks.AllOffers ? after.Name : before.Name)} alone)"),
            .. When(asked.Stage != asks.Stage, $"how far they went ({asked.Stage}, {asks.Stage})"),
            .. When(!asked.Budget.Equals(asks.Budget), FormattableString.Invariant(
                $"the budget ({Money(asked.Budget)}, {Money(asks.Budget)})")),
            .. When(asked.Forecasters != asks.Forecasters, $"forecasters ({asked.Forecasters}; {asks.Forecasters})"),
            .. When(asked.LastRun != asks.LastRun, $"the run before ({Name(asked.LastRun)}, {Name(asks.LastRun)})"),
            .. When(old.AsOf != now.AsOf, $"the day ({old.AsOf:yyyy-MM-dd}, {now.AsOf:yyyy-MM-dd})"),
            .. When(tables.Length > 0, $"tables ({string.Join(", ", tables)})"),
            .. When(policies.Length > 0, $"settings ({string.Join(", ", policies)})"),
            .. When(old.LedgerSequence != now.LedgerSequence, "the ledger"),
            .. When(old.Seed != now.Seed, "the seed"),
            .. When(old.BuildCommit != now.BuildCommit, "the program"),
        ];
        yield return causes.Length == 0
            ? "The runs were made of the same tables, settings and goods, and asked the same."
            : $"Different in the two runs: {string.Join("; ", causes)}.";

        static string[] When(bool holds, string cause) => holds ? [cause] : [];
        static string Money(double most) => double.IsFinite(most) ? FormattableString.Invariant($"{most:#,0}") : "none";
        static string Name(string run) => run.Length > 0 ? run : "none";
    }
}
