using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Release;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Releases the purchase orders of a run.</summary>
/// <remarks>First the purchase_orders table, then the ledger, then the note of what was released: each step changes
/// nothing when it is done again, so whoever was stopped in between releases again. A line is told to the ledger under
/// its order and number, which name the run.</remarks>
internal sealed class ReleaseDesk
{
    /// <summary>The name of the check that no goods of the run were ordered after it was made.</summary>
    internal const string StalenessName = "goods on order since the run";

    private readonly Workspace _workspace;
    private readonly Table<ReleaseLine> _all;
    private readonly GatePolicy _gate;
    private readonly List<string> _notes = [];

    private ReleaseDesk(Workspace workspace, StoredRun run, string? vendor, bool isAutomatic = false)
    {
        (_workspace, Run, _all) = (workspace, run, run.Read<ReleaseLine>(PlanParts.Lines));
        _gate = workspace.Settings.Policy<GatePolicy>("gate");
        var policy = workspace.Settings.Policy<ReleasePolicy>("release");
        var (held, automatic) = (
            CategoriesOf(Catalog, policy.HeldCategories, "heldCategories"),
            CategoriesOf(Catalog, policy.AutomaticCategories, "automaticCategories"));
        var only = VendorOf(vendor);
        var categories = workspace.Tables.Read<Product>().Rows.ToArray()
            .ToDictionary(product => product.Id, product => product.Category);
        bool IsIn(HashSet<CategoryId>? some, ReleaseLine line) =>
            some is null || some.Contains(categories.GetValueOrDefault(line.Product));
        var wanted = _all.Rows.ToArray().Where(line => (only == default || line.Vendor == only)
            && (!isAutomatic || IsIn(automatic, line))).ToArray();
        Lines = new([.. wanted.Where(line => !IsIn(held, line))]);
        HeldLines = wanted.Length - Lines.Count;
        var kept = Lines.Rows.ToArray().Select(line => (line.Product, line.Vendor, line.ShipTo)).ToHashSet();
        Orders = new([.. ReleasedOrders.Of(run.Name, run.Header.AsOf, _all).Rows.ToArray()
            .Where(line => kept.Contains((line.Product, line.Vendor, line.ShipTo)))]);
        if (HeldLines > 0)
        {
            _notes.Add($"{Words.Count(HeldLines, "line")} of categories that are switched off "
                + (HeldLines == 1 ? "stays behind " : "stay behind ")
                + "(quartermaster.json, policies, release, heldCategories).");
        }
    }

    internal StoredRun Run { get; }

    /// <summary>The run's lines that may leave.</summary>
    internal Table<ReleaseLine> Lines { get; }

    /// <summary>The same as purchase order lines, numbered as in the whole run whatever stays behind.</summary>
    internal Table<PurchaseOrderLine> Orders { get; }

    /// <summary>Lines that stay behind because their category is switched off.</summary>
    internal int HeldLines { get; }

    internal CatalogVersion Catalog => _workspace.Tables.Catalog;

    internal IReadOnlyList<string> Notes => _notes;

    internal static ReleaseDesk Open(Workspace workspace, string run, string? vendor) =>
        new(workspace, PlanRuns.Open(workspace, run, PlanParts.Lines), vendor);

    /// <summary>What a plan releases by itself: the lines of categories on automatic.</summary>
    internal static ReleaseDesk OpenAutomatic(Workspace workspace, string run) =>
        new(workspace, PlanRuns.Open(workspace, run, PlanParts.Lines), null, isAutomatic: true);

    /// <summary>The lines of the run, whoever releases them.</summary>
    internal int AllLines => _all.Count;

    /// <summary>The gate's checks of the whole run, and one for the rules that its engines broke.</summary>
    internal IReadOnlyList<GateCheck> Check()
    {
        var breaches = PlanParts.BreachesOf(Run);
        var earlier = _workspace.Runs.Released().Where(name => name != Run.Name).ToArray();
        var last = earlier.Length == 0 ? null : _workspace.Runs.Open(earlier[^1]);
        var lastLines = last?.Read<ReleaseLine>(PlanParts.Lines);
        var totals = TotalsOf(Run, _all, lastLines);
        var before = last is null ? null : TotalsOf(last, lastLines!, null);
        return
        [
            new("rules of the engines", breaches.Count == 0,
                breaches.Count == 0 ? "no rule is broken"
                    : $"{Words.Count(breaches.Count, "row")} {(breaches.Count == 1 ? "breaks" : "break")} a rule: "
                        + breaches[0].Rule,
                "none"),
            Staleness(),
            .. ReleaseGate.Check(totals, before, _gate),
        ];
    }

    private GateTotals TotalsOf(StoredRun run, Table<ReleaseLine> lines, Table<ReleaseLine>? last) =>
        ReleaseTotals.ForGate(
            PlanParts.TotalsOf(run), PlanParts.QuestionOf(run).Budget, lines.Rows, last, Catalog);

    // A run that was made before goods of its products were ordered by others would order them a second time. Its own
    // lines do not count, whoever released them, nor do stock movements and customers' orders.
    private GateCheck Staleness()
    {
        var (now, then) = (_workspace.Tables.Read<PurchaseOrderLine>().Rows.ToArray(),
            Run.TableThen<PurchaseOrderLine>().Rows.ToArray().Select(KeyOf).ToHashSet());
        var own = ReleasedOrders.Of(Run.Name, Run.Header.AsOf, _all).Rows.ToArray().Select(KeyOf).ToHashSet();
        var posted = now.Select(KeyOf).ToHashSet();
        var wanted = Orders.Rows.ToArray().Where(line => !posted.Contains(KeyOf(line)))
            .Select(line => line.Product).ToHashSet();
        var others = now.Where(line => wanted.Contains(line.Product)
            && line.State.IsOpen() && !own.Contains(KeyOf(line)) && !then.Contains(KeyOf(line))).ToArray();
        var products = others.Select(line => Catalog.CodeOf(line.Product)).Distinct().Order(StringComparer.Ordinal)
            .ToArray();
        return new(StalenessName, others.Length == 0,
            others.Length == 0 ? "as the run saw them"
                : $"{Words.Count(others.Length, "line")} of {products.Length} of its products "
                    + (others.Length == 1 ? "was" : "were") + " ordered after it was made, for "
                    + $"example {string.Join(", ", products.Take(3))} by {others[0].PurchaseOrder}: plan again",
            "no other order of its products");

        static (Label, int) KeyOf(PurchaseOrderLine line) => (line.PurchaseOrder, line.Line);
    }

    /// <summary>The checks as a table.</summary>
    internal static Grid GridOf(IReadOnlyList<GateCheck> checks) => new("checks", "The release gate",
        [new("check", "Check"), new("kept", "Kept"), new("found", "Found"), new("expected", "Expected")],
        [.. checks.Select(check => (IReadOnlyList<object?>)
            [check.Name, check.IsKept ? "yes" : "HELD", check.Found, check.Expected])]);

    /// <summary>Releases what may leave.</summary>
    internal Released Release()
    {
        PostOpening();
        var fresh = AppendOrders();
        var outcome = PostOrLeave(fresh);
        _workspace.Runs.NoteReleased(Run.Name);
        return outcome;
    }

    // The service tells its ledger of purchase orders by itself.
    private Released PostOrLeave(int fresh)
    {
        try
        {
            return Post().GetAwaiter().GetResult();
        }
        catch (LedgerInServiceException)
        {
            _notes.Add("The service has the ledger open, and tells it within half a minute.");
            return new(Orders.Rows.ToArray().Select(line => line.PurchaseOrder).Distinct().Count(), fresh,
                Orders.Count - fresh);
        }
    }

    // How many lines were not there before.
    private int AppendOrders()
    {
        var before = _workspace.Tables.Read<PurchaseOrderLine>().Rows.ToArray();
        var known = before.Select(line => (line.PurchaseOrder, line.Line)).ToHashSet();
        var fresh = Orders.Rows.ToArray().Where(line => !known.Contains((line.PurchaseOrder, line.Line))).ToArray();
        if (fresh.Length > 0)
        {
            PurchaseOrderLine[] all = [.. before, .. fresh];
            using var change = _workspace.Change();
            change.Append<PurchaseOrderLine>(
                [.. all.OrderBy(line => line.PurchaseOrder).ThenBy(line => line.Line)]);
            change.Commit();
        }

        return fresh.Length;
    }

    // A ledger that knows nothing yet learns first what lies there and what was on its way before this system ordered.
    private void PostOpening()
    {
        if (!WorkspaceLedger.IsOpen(_workspace))
        {
            LedgerOpening.Post(_workspace, Instant.Of(Run.Header.AsOf));
            _notes.Add("The ledger was opened with the stock table.");
        }
    }

    private async Task<Released> Post()
    {
        using var held = _workspace.LockForWriting();
        var at = Instant.Of(Run.Header.AsOf, minutes: 1);
        var orders = Orders.Rows.ToArray().Select(line => line.PurchaseOrder).Distinct().Count();
        var ledger = WorkspaceLedger.OpenToWrite(_workspace, at);
        await using (ledger.ConfigureAwait(false))
        {
            var lines = ShardRows.Of(Orders, ledger.Map, line => line.Product);
            var posted = await ledger.EachAsync((shard, goods) =>
                PurchaseMovements.Release(goods, at, lines[shard].Rows)).ConfigureAwait(false);
            Outcome[] outcomes = [.. posted.SelectMany(some => some)];
            var refused = outcomes.FirstOrDefault(outcome => outcome is not (Outcome.Posted or Outcome.AlreadyPosted));
            return refused == default
                ? new(orders, outcomes.Count(outcome => outcome == Outcome.Posted),
                    outcomes.Count(outcome => outcome != Outcome.Posted))
                : throw (refused == Outcome.TooOld ? TooOld((await ledger.MemoryAsync().ConfigureAwait(false)).From)
                    : new UserException($"The ledger refused a line of {Run.Name}: {refused}.",
                        "Compare the ledger with the stock table: qm check. What was posted before is kept."));
        }
    }

    private UserException TooOld(DateOnly from) => new(FormattableString.Invariant(
        $"{Run.Name} is of {Run.Header.AsOf:yyyy-MM-dd}, and the ledger remembers from {from:yyyy-MM-dd}: whether it ")
        + "was released before is not known.", "Plan again, and release that run: qm plan");

    /// <summary>Refuses categories of the settings that the products do not have, before anything long begins.
    /// </summary>
    internal static void RequireCategories(Workspace workspace)
    {
        var policy = workspace.Settings.Policy<ReleasePolicy>("release");
        _ = CategoriesOf(workspace.Tables.Catalog, policy.HeldCategories, "heldCategories");
        _ = CategoriesOf(workspace.Tables.Catalog, policy.AutomaticCategories, "automaticCategories");
    }

    // Null for every category.
    private static HashSet<CategoryId>? CategoriesOf(
        CatalogVersion catalog, IReadOnlyList<string> codes, string setting) =>
        codes.Contains(ReleasePolicy.Every) ? null
        : [.. codes.Select(code => catalog.Find<CategoryId>(code) is { Value: > 0 } found ? found
            : throw new UserException($"quartermaster.json, policies, release: there is no category '{code}'.",
                $"Correct {setting}; nothing was released.", ExitCode.WrongUse))];

    private VendorId VendorOf(string? code) => code is null ? default
        : Catalog.Find<VendorId>(code) is { Value: > 0 } found ? found
        : throw new UserException($"There is no vendor '{code}'.", "Nothing was released.", ExitCode.WrongUse);
}

/// <summary>What a release did.</summary>
/// <param name="Orders">Purchase orders.</param>
/// <param name="Posted">Lines posted now.</param>
/// <param name="Repeated">Lines that had been posted before.</param>
internal readonly record struct Released(int Orders, int Posted, int Repeated);
