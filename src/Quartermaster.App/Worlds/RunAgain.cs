using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Plans a stored run's day again, to explain rows whose reasons the run did not keep.</summary>
internal static class RunAgain
{
    // What releasing changes, and what the run keeps itself.
    private static readonly string[] s_kept = ["purchase_orders", "stock"];

    /// <summary>The plan with all reasons, and what of it is not as the run has it.</summary>
    internal static (PlanRecord Plan, IReadOnlyList<string> Differences) Plan(
        Workspace workspace, StoredRun run, int threads)
    {
        if (!PlanParts.Has(run, PlanParts.Forecast))
        {
            throw new UserException(
                $"Run {run.Name} has more products than a run keeps forecasts of; only rows that decide something can "
                + "be explained.", "Ask for a product that was ordered.");
        }

        var opened = OpenedWorkspace.Open(workspace, run.Header.AsOf);
        var policies = Policies(run.Header);
        var question = PlanParts.QuestionOf(run);
        var last = question.LastRun.Length > 0 ? workspace.Runs.Open(question.LastRun) : null;
        var plan = PlanReplay.Run(run, last, policies.CompanyWith(new NoForecaster()), opened.Facts, opened.Book,
            workspace.Tables.Read<Override>(), threads);
        string[] changed = [.. ChangedTables(workspace, run.Header).Select(table => "table " + table)];
        return (plan, [.. PlanReplay.Differences(run, plan), .. changed]);
    }

    private static IEnumerable<string> ChangedTables(Workspace workspace, RunHeader header) =>
        header.Tables.Where(table => !s_kept.Contains(table.Key)
            && workspace.Tables.Fingerprint(table.Key) != table.Value).Select(table => table.Key);

    private static PlanPolicies Policies(RunHeader header)
    {
        var settings = new WorkspaceSettings();
        foreach (var (name, json) in header.Policies)
        {
            settings.Policies[name] = System.Text.Json.Nodes.JsonNode.Parse(json);
        }

        return PlanPolicies.Of(settings);
    }

    // A replayed run brings its own forecast.
    private sealed class NoForecaster : Domain.Demand.IForecaster
    {
        public string Name => "none";

        public Domain.Demand.DemandForecast Forecast(
            Domain.Demand.DemandInputs inputs, int threads = 1, CancellationToken cancel = default) =>
            throw new InvalidOperationException("A replayed run brings its own forecast.");
    }
}
