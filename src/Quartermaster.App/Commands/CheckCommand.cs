using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Health;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm check</c>: what is missing, odd or assumed, and what each gap costs the plan.</summary>
internal static class CheckCommand
{
    private static readonly LeadTimePolicy s_leadTimes = new();

    internal static Command Create() => CommandFactory.Create(
        "check",
        "Says what is missing, odd or assumed in the workspace, and what each gap costs the plan. "
            + "Exit code 1 if there are warnings or errors.",
        ["qm check", "qm check --workspace shop --json"],
        [],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var tables = workspace.Tables;
        var policies = new WorkspacePolicies(workspace.Settings);
        var ledger = WorkspaceLedger.Read(workspace, invocation.Now)?.Goods;
        var today = Workspaces.Today(workspace, invocation.Clock);
        List<HealthFinding> findings =
        [
            .. DataHealth.Check(tables, policies.Routes.OnDemandEveryMinutes).Concat(Unplaced(tables))
                .Concat(Unshipped(tables, ledger, today.AddDays(-1)))
                .Concat(UnpromisedGoods.Find(workspace, ledger, invocation.Now, today))
                .Concat(LateOrders.Of(workspace, ledger).Findings())
                .Concat(LedgerDifferences.Find(workspace, ledger, invocation.Now))
                .OrderByDescending(finding => finding.Severity),
        ];
        var (errors, warnings) = (Count(findings, Severity.Error), Count(findings, Severity.Warning));
        var notes = Count(findings, Severity.Note);
        var assumed = tables.Manifest.Tables.Where(table => table.Value.Source == TableSource.Assumed).ToArray();
        return new(FormattableString.Invariant(
            $"{Words.Count(errors, "error")}, {Words.Count(warnings, "warning")}, {Words.Count(notes, "note")}; ")
            + $"{Words.Count(assumed.Length, "assumed table")}.")
        {
            Code = errors + warnings > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts = [("errors", errors), ("warnings", warnings), ("currency", workspace.Settings.Currency)],
            Grids = [FindingsOf(findings), StepsOf(findings), AssumedOf(assumed), SettingsOf(policies)],
            Notes =
            [
                .. NotRunning(findings),
                errors > 0 ? "Errors first: what each costs, and what to do, stands beside it."
                    : warnings > 0 ? "Plans can be made; each warning says what it costs them." : "Next: qm plan",
                .. tables.Count("receipts") > 0 ? Array.Empty<string>() :
                [
                    "Without receipts a lead time is taken to spread around the stated one by "
                        + FormattableString.Invariant($"{s_leadTimes.StatedSpread:P0} (deviation over mean)."),
                ],
                .. Supply(workspace),
                "Settings are changed in quartermaster.json, under policies; docs/settings.md has their ranges.",
            ],
        };
    }

    // What is not there, and what does not run until it is.
    private static string[] NotRunning(List<HealthFinding> findings)
    {
        HealthFinding[] missing = [.. findings.Where(one => one.Severity == Severity.Error && one.Commands.Count > 0)];
        return missing.Length == 0 ? [] :
        [
            $"Missing: {string.Join(", ", missing.Select(one => one.Table))}. Until they are imported these do not "
                + $"run: {string.Join(", ", missing.SelectMany(one => one.Commands).Distinct())}. The others do.",
        ];
    }

    // Rows of the network that routes cannot use, for example because of an unknown time zone.
    private static IEnumerable<HealthFinding> Unplaced(StoredTables tables)
    {
        var network = Networks.Of(tables);
        var (catalog, facilities, regions) = (tables.Catalog, network.Facilities.Rows.ToArray(),
            network.Regions.Rows.ToArray());
        string[] places = [.. facilities.Where(row => !LocalClock.Knows(catalog.CodeOf(row.Zone)))
            .Select(row => $"{catalog.CodeOf(row.Id)} ({catalog.CodeOf(row.Zone)})")];
        string[] zones = [.. regions.Where(row => !LocalClock.Knows(catalog.CodeOf(row.Zone)))
            .Select(row => $"{catalog.CodeOf(row.Id)} ({catalog.CodeOf(row.Zone)})")];
        const string NextStep = "Correct the zone to an IANA name, for example America/Chicago, and import again.";
        return
        [
            .. Found("facilities", places, "nothing ships from there, passes through it or is placed in it"),
            .. Found("regions", zones, "orders from there cannot be promised"),
        ];

        static HealthFinding[] Found(string table, string[] codes, string cost) => codes.Length == 0 ? [] :
            [new(Severity.Error, table, "unknown-time-zone", codes.Length, [.. codes.Take(5)], cost, NextStep)];
    }

    // Of a generated retailer the simulator knows how vendors truly are.
    private static string[] Supply(Workspace workspace)
    {
        var supply = new SupplyAssumption();
        return OpenedWorkspace.SampleOf(workspace) is not null ? [] :
        [
            FormattableString.Invariant($"Simulated vendors take {supply.MeanOfStated:0.00} times the stated days ")
                + FormattableString.Invariant($"on average (variation {1 / Math.Sqrt(supply.Shape):0.00} of it), ")
                + FormattableString.Invariant($"send {supply.ShortShare:P0} of lines short, {supply.PartShare:P0} ")
                + "in two parts: assumed.",
        ];
    }

    // Committed orders whose ship day is past: their goods still count as on hand and claimed.
    private static IEnumerable<HealthFinding> Unshipped(StoredTables tables, GoodsLedger? ledger, DateOnly yesterday)
    {
        var (due, late) = (ledger?.Due(yesterday) ?? [], ledger?.DueAndWaiting(yesterday) ?? []);
        if (late.Length > 0)
        {
            yield return new(Severity.Warning, "ledger", "committed-and-not-there", late.Length,
                [.. late.Select(one => tables.Catalog.CodeOf(one.Facility)).Distinct().Take(5)],
                "they wait for goods on order that should have come, and are late",
                "Import the receipts, or close the purchase order lines that will not come: "
                    + "what is not on order any more is told to the customers who wait");
        }

        if (due.Length > 0)
        {
            yield return new(Severity.Warning, "ledger", "committed-and-not-shipped", due.Length,
                [.. due.Select(one => tables.Catalog.CodeOf(one.Facility)).Distinct().Take(5)],
                "their goods still count as on hand and claimed",
                "Import the sales that shipped, or: qm ship --through "
                    + FormattableString.Invariant($"{yesterday:yyyy-MM-dd}"));
        }
    }

    private static int Count(List<HealthFinding> findings, Severity severity) =>
        findings.Count(finding => finding.Severity == severity);

    private static Grid FindingsOf(List<HealthFinding> findings) => new("findings", "Findings",
        [
            new("severity", "Severity"), new("table", "Table"), new("rule", "Rule"), new("count", "Count"),
            new("examples", "Examples"),
        ],
        [.. findings.Select(finding => (IReadOnlyList<object?>)
        [
            finding.Severity.ToString().ToLowerInvariant(), finding.Table, finding.Rule, finding.Count,
            string.Join(", ", finding.Examples),
        ])]);

    private static Grid StepsOf(List<HealthFinding> findings) => new("next_steps", "What they cost, and what to do",
        [new("rule", "Rule"), new("table", "Table"), new("cost", "What it costs"), new("next_step", "Next step")],
        [.. findings.Where(finding => finding.Rule != "assumed").Select(finding => (IReadOnlyList<object?>)
            [finding.Rule, finding.Table, finding.Cost, finding.NextStep])]);

    private static Grid AssumedOf(KeyValuePair<string, TableEntry>[] assumed) => new(
        "assumed_tables", "Assumed tables: not data; results that rest on them are what-ifs",
        [new("table", "Table"), new("rows", "Rows")],
        [.. assumed.Select(table => (IReadOnlyList<object?>)[table.Key, table.Value.Rows])]);

    private static Grid SettingsOf(WorkspacePolicies policies) => new(
        "settings", "Assumptions and settings of the engines",
        [
            new("section", "Section"), new("name", "Setting"), new("value", "Value", "0.######"),
            new("is_set", "Set here"),
        ],
        [
            .. policies.All().Select(row => (IReadOnlyList<object?>)[row.Section, row.Name, row.Value, row.IsSet]),
            // Not to be set, but assumed all the same where there are few receipts.
            .. new (string Name, double Value)[]
            {
                ("statedSpread", s_leadTimes.StatedSpread), ("statedWeight", s_leadTimes.StatedWeight),
                ("vendorWeight", s_leadTimes.VendorWeight), ("leastYield", s_leadTimes.LeastYield),
            }.Select(row => (IReadOnlyList<object?>)["leadTimes (fixed)", row.Name, row.Value, false]),
        ]);
}
