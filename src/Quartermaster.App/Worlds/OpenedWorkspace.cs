using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Evaluation.WhatIf;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A workspace joined for planning and simulation as of a day.</summary>
internal sealed class OpenedWorkspace
{
    private const int MostHistoryDays = 1_100;
    private const int MostDaysAhead = 366;
    private static readonly Instant s_afterEveryHold = Instant.Of(DateOnly.MaxValue);

    private OpenedWorkspace(
        Workspace workspace, StoredTables tables, DateOnly today, DemandBook book, RouteNetwork network,
        RouteTable routes, Assumptions assumptions, WorkspacePolicies policies)
    {
        (Workspace, Tables, Today, Book, Network, Routes) = (workspace, tables, today, book, network, routes);
        (Assumptions, Policies) = (assumptions, policies);
        Facts = CompanyFactsReader.Read(new WhatIfTables(tables, assumptions), book, routes, today, policies.Gather);
    }

    internal Workspace Workspace { get; }

    /// <summary>The tables as they were when the workspace was opened, whoever changes it meanwhile: all that is read
    /// here is of this one version, and a run's header names it.</summary>
    internal StoredTables Tables { get; }

    /// <summary>The first day that has not happened.</summary>
    internal DateOnly Today { get; }

    /// <summary>Whether the day lies inside the history: sales of that day or later are there, and are not
    /// told.</summary>
    internal bool IsPast => Today <= LastSalesDay(Tables);

    internal DemandBook Book { get; }

    internal RouteNetwork Network { get; }

    internal RouteTable Routes { get; }

    internal WaysAhead Ways => new(Network, Policies.Routes, Routes);

    internal WorkspacePolicies Policies { get; }

    /// <summary>What is different from the tables, in a what-if.</summary>
    internal Assumptions Assumptions { get; }

    internal CompanyFacts Facts { get; }

    /// <summary>Opens a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asOf">The day to plan; null for the day after the last sale.</param>
    /// <param name="assumptions">What is different from the tables; null for nothing.</param>
    /// <param name="simulatedDays">How many days from that day on will be simulated: planned prices are read for them.
    /// </param>
    /// <param name="settings">The settings to join by; null for the workspace's.</param>
    /// <param name="onlyForecasts">Whether nothing is bought or placed, so that products and their sales are enough.
    /// </param>
    /// <param name="cancel">Asked between tables, and between parts of the largest.</param>
    internal static OpenedWorkspace Open(
        Workspace workspace, DateOnly? asOf, Assumptions? assumptions = null, int simulatedDays = 0,
        WorkspaceSettings? settings = null, bool onlyForecasts = false, CancellationToken cancel = default)
    {
        var stored = workspace.Tables;
        RequiredTables.Require(workspace, stored, onlyForecasts ? ["products", "sales"]
            : ["products", "sales", "offers", "facilities", "lanes", "regions", "rates"]);
        assumptions ??= Assumptions.AsStated;
        var tables = new WhatIfTables(stored, assumptions);
        var today = asOf ?? LastSalesDay(stored).AddDays(1);
        RequireHistory(stored, today);
        var network = Networks.Of(tables);
        var policies = new WorkspacePolicies(settings ?? workspace.Settings);
        var routes = new RouteBuilder(network, policies.Routes).Build(today, Networks.RouteDays);
        cancel.ThrowIfCancellationRequested();
        var book = DemandBookReader.Read(
            tables, today, MostHistoryDays, simulatedDays, isPast: today <= LastSalesDay(stored),
            cells => MappedCells.Room(workspace.Folder, cells), cancel);
        return new(workspace, stored, today, book, network, routes, assumptions, policies);
    }

    // A day before any sale, or one that no sale is near, would be planned from nothing.
    private static void RequireHistory(StoredTables tables, DateOnly today)
    {
        var (first, last) = (SalesDay(tables, "min"), LastSalesDay(tables));
        if (today <= first)
        {
            throw new UserException(FormattableString.Invariant(
                $"There are no sales before {today:yyyy-MM-dd}: the first are of {first:yyyy-MM-dd}."),
                FormattableString.Invariant($"Plan a day after it, up to {last.AddDays(1):yyyy-MM-dd}, with --as-of."),
                ExitCode.WrongUse);
        }

        if (today.DayNumber - last.DayNumber > MostDaysAhead)
        {
            throw new UserException(FormattableString.Invariant(
                $"The last sale is of {last:yyyy-MM-dd}, more than a year before {today:yyyy-MM-dd}."),
                FormattableString.Invariant($"Import later sales, or plan {last.AddDays(1):yyyy-MM-dd} with --as-of."),
                ExitCode.WrongUse);
        }
    }

    /// <summary>The last UTC day that has sales.</summary>
    internal static DateOnly LastSalesDay(StoredTables tables) => SalesDay(tables, "max");

    private static DateOnly SalesDay(StoredTables tables, string which)
    {
        var found = tables.Count("sales") == 0 ? null : tables.Query(
            $"SELECT strftime({which}(\"at\"), '%Y-%m-%d') AS day FROM sales").Rows[0][0];
        return found is not string day
            ? throw new UserException("The workspace has no sales.", "Import sales: qm import sales sales.csv")
            : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The goods at the start of a simulated day: the ledger's, or without one the stock
    /// table's.</summary>
    /// <param name="seed">The seed of every keyed draw; null for the workspace's.</param>
    /// <remarks>Nobody there commits what a customer is held now, so all of it is free; and what a simulation finds
    /// does not depend on the clock.</remarks>
    internal PlanningState PlanningState(ulong? seed = null) =>
        GoodsState.Of(this, WorkspaceLedger.ReadAt(Workspace, s_afterEveryHold)?.Goods,
            seed ?? Workspace.Settings.Seed);

    /// <summary>The goods at the start of a simulation: what can be sold, and what is on order.</summary>
    internal OpeningState Opening()
    {
        if (IsPast)
        {
            return AssumedOpening.Of(this, Assumptions.OpeningStock);
        }

        var (state, stock) = (PlanningState(), new List<Stock>());
        for (var cell = 0; cell < state.Available.Length; cell++)
        {
            if (Assumed(state.Available[cell]) is > 0 and var units)
            {
                stock.Add(new(Facts.Products.Rows[cell / Facts.Centers.Length].Id, default,
                    Facts.Centers[cell % Facts.Centers.Length], StockState.OnHand, units));
            }
        }

        OpenLine[] lines = [.. state.OpenLines.Rows.ToArray()
            .Select(line => line with { Units = Assumed(line.Units) }).Where(line => line.Units > 0)];
        foreach (var line in lines)
        {
            stock.Add(new(Facts.Products.Rows[line.Row].Id, default, Facts.Centers[line.Center], StockState.OnOrder,
                line.Units));
        }

        var entries = OpeningStock.Entries(new([.. stock]), "opening", Instant.Of(Today.AddDays(-1)));
        return new(entries, new(lines));

        int Assumed(int units) => (int)Math.Round(units * Assumptions.OpeningStock);
    }

    /// <summary>Units that are still to come on open purchase order lines.</summary>
    internal List<OpenLine> OpenLines()
    {
        var received = new Dictionary<(Label, int), int>();
        foreach (var receipt in Tables.Read<Receipt>().Rows)
        {
            if (receipt.Day < Today)
            {
                var key = (receipt.PurchaseOrder, receipt.Line);
                received[key] = received.GetValueOrDefault(key) + receipt.Units;
            }
        }

        var lines = new List<OpenLine>();
        foreach (var line in Tables.Read<PurchaseOrderLine>().Rows)
        {
            var left = line.Units - received.GetValueOrDefault((line.PurchaseOrder, line.Line));
            var (row, center) = (Facts.RowOf(line.Product), Facts.CenterOf(line.ShipTo));
            if (line.State.IsOpen() && left > 0 && row >= 0 && center >= 0 && line.OrderedDay < Today)
            {
                var due = line.DueDay > Today ? line.DueDay : Today.AddDays(1);
                lines.Add(new(row, center, left, due, line.Vendor, line.OrderedDay));
            }
        }

        return lines;
    }

    /// <summary>The sample that the workspace was generated from; null for real data.</summary>
    internal SampleRetail? Sample() => SampleOf(Workspace);

    /// <summary>The sample that a workspace was generated from; null for real data.</summary>
    internal static SampleRetail? SampleOf(Workspace workspace) =>
        TruthFiles.Read<TrueSample>(workspace) is { Count: > 0 } truth ? truth.Rows[0].ToSample() : null;
}
