using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm why</c>: a product's level, orders and placement as the sums of their reasons.</summary>
internal static class WhyCommand
{
    private static readonly Argument<string> s_product = new("PRODUCT") { Description = "The product's code." };

    private static readonly Option<string?> s_facility = new("--facility", "-f")
    {
        Description = "Only what concerns one center.",
        HelpName = "CODE",
    };

    private static readonly Option<string> s_run = new("--run")
    {
        Description = "The run's name, the beginning of it, or latest: the last whole plan.",
        DefaultValueFactory = _ => StoredRuns.Latest,
        HelpName = "RUN",
    };

    internal static Command Create() => CommandFactory.Create(
        "why",
        "Explains a product's level, orders and placement: every quantity is the sum of its reasons.",
        ["qm why P0000001", "qm why P0000001 --facility FC03 --run latest"],
        [s_product, s_facility, s_run],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var codes = workspace.Tables.Catalog;
        var product = codes.Find<ProductId>(invocation.Get(s_product)) is { Value: > 0 } found ? found
            : throw ProductCodes.Unknown(invocation.Get(s_product), codes,
                workspace.Tables.Read<Product>().Rows.ToArray().Select(row => row.Id));
        var facility = invocation.Get(s_facility) is { } code
            ? Find<FacilityId>(workspace, code, "facility", "facilities") : default;
        var run = PlanRuns.Open(workspace, invocation.Get(s_run)!, PlanParts.Targets);
        var explained = new ExplainedRun(workspace, run, invocation.Threads);
        var unknown = new List<string>();

        var charts = new List<WaterfallChart>();
        charts.AddRange(Explain<TargetRow, TargetReason>(explained, PlanParts.Targets, TargetWords.All,
            plan => plan.Outlook.Targets, row => row.Product == product && row.Facility == facility,
            row => row.Units,
            row => $"level of {codes.CodeOf(row.Product)}, {Place(codes.CodeOf(row.Facility))}", unknown));
        charts.AddRange(Explain<PurchaseLine, BuyingReason>(explained, PlanParts.Buy, BuyingWords.All,
            plan => plan.Day!.Purchases,
            row => row.Product == product && (facility == default || row.ShipTo == default || row.ShipTo == facility),
            row => row.Units,
            row => $"order of {codes.CodeOf(row.Product)} from {codes.CodeOf(row.Vendor)}, "
                + Place(codes.CodeOf(row.ShipTo)), unknown));
        charts.AddRange(Explain<PlacementRow, PlacementReason>(explained, PlanParts.Place, PlacementWords.All,
            plan => plan.Day!.Placement,
            row => row.Product == product && (facility == default || row.Facility == facility),
            row => row.Units,
            row => $"share of {codes.CodeOf(row.Product)} for {codes.CodeOf(row.Facility)}", unknown));
        var isOffered = workspace.Tables.Read<Offer>().Rows.ToArray().Any(offer => offer.Product == product);
        return AnswerOf(invocation.Get(s_product), explained, charts, unknown, isOffered);
    }

    private static Answer AnswerOf(
        string product, ExplainedRun explained, List<WaterfallChart> charts, List<string> unknown, bool isOffered)
    {
        var run = explained.Run;
        List<string> notes = [.. charts.Select(chart => chart.Caption)];
        if (!charts.Select(chart => chart.Title).Concat(unknown)
                .Any(title => title.StartsWith("order", StringComparison.Ordinal))
            && PlanParts.Has(run, PlanParts.Buy))
        {
            notes.Add(isOffered
                ? $"No offer of {product} was due on {run.Header.AsOf:yyyy-MM-dd}, so nothing was bought. "
                    + "With every offer: qm plan --all"
                : $"No vendor offers {product}, so it is never bought. Add a row for it: qm import offers FILE");
        }

        var differs = explained.Differences.Count > 0;
        if (differs)
        {
            notes.Add($"Rows that decide nothing were decided again, but not everything is as it was in {run.Name} "
                + $"({string.Join(", ", explained.Differences)}); their reasons are today's.");
        }
        else if (explained.IsDecidedAgain)
        {
            notes.Add("A run keeps no reasons for rows of 0 units: those were worked out again from what it was made "
                + "of, and came out the same.");
        }

        notes.AddRange(unknown.Select(title =>
            $"Why the {title}, is 0 cannot be told any more: today it is decided otherwise."));
        notes.Add($"Compare with another run: qm diff RUN {run.Name}");
        return new($"Why {product}, as of {run.Header.AsOf:yyyy-MM-dd} in run {run.Name}:")
        {
            Code = differs ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts = [("run", run.Name), ("decided_again", explained.IsDecidedAgain)],
            Grids = [.. charts.Select((chart, i) => GridOf(chart, i))],
            Notes = notes,
        };
    }

    // From the stored reasons where the run keeps them, else from deciding again.
    private static IEnumerable<WaterfallChart> Explain<TRow, TReason>(
        ExplainedRun run, string part, IReadOnlyDictionary<TReason, string> words,
        Func<PlanRecord, Plan<TRow, TReason>> planOf, Func<TRow, bool> isMeant, Func<TRow, long> quantity,
        Func<TRow, string> title, List<string> unknown)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        if (!PlanParts.Has(run.Run, part))
        {
            yield break;
        }

        var rows = run.RowsOf(part, quantity, planOf);
        for (var row = 0; row < rows.Decisions.Count; row++)
        {
            var decision = rows.Decisions.Rows[row];
            if (!isMeant(decision))
            {
                continue;
            }

            if (rows.ReasonsOf(row) is { } reasons)
            {
                yield return Waterfalls.Of(title(decision), "units", reasons, words);
            }
            else if (run.CanDecideAgain)
            {
                unknown.Add(title(decision));
            }
            else
            {
                throw new UserException(
                    $"Run {run.Run.Name} has more products than a run keeps forecasts of; only rows that decide "
                    + "something can be explained.", "Ask for a product that was ordered.");
            }
        }
    }

    private static Grid GridOf(WaterfallChart chart, int index)
    {
        var sum = 0.0;
        List<IReadOnlyList<object?>> rows =
            [.. chart.Steps.Select(step => (IReadOnlyList<object?>)[step.Name, step.Amount, sum += step.Amount])];
        rows.Add([chart.TotalName, null, chart.Total]);
        return new($"waterfall_{index + 1}", chart.Title,
            [new("reason", "Reason"), new("units", "Units", "+#,0;-#,0;0"), new("sum", "Sum", "#,0")], rows);
    }

    private static string Place(string facility) => facility.Length == 0 ? "network" : facility;

    private static TId Find<TId>(Workspace workspace, string code, string what, string table)
        where TId : unmanaged, IIdentifier<TId>, IEquatable<TId> =>
        workspace.Tables.Catalog.Find<TId>(code) is var found && !found.Equals(default) ? found
            : throw new UserException($"There is no {what} '{code}'.",
                $"Codes are as in your files, letter by letter: qm export {table} --to {table}.csv", ExitCode.WrongUse);
}
