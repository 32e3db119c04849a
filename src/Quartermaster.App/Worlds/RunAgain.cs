using System.Text.Json.Nodes;
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
    /// <param name="workspace">The workspace.</param>
    /// <param name="run">A run that stores its forecast.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    internal static (PlanRecord Plan, IReadOnlyList<string> Differences) Plan(
        Workspace workspace, StoredRun run, int threads)
    {
        var settings = SettingsOf(run.Header, workspace.Settings);
        var opened = OpenedWorkspace.Open(workspace, run.Header.AsOf, settings: settings);
        var question = PlanParts.QuestionOf(run);
        var last = question.LastRun.Length > 0 ? workspace.Runs.Open(question.LastRun) : null;
        var company = PlanPolicies.Of(settings).CompanyWith(new NoForecaster());
        var plan = PlanReplay.Run(
            run, last, company, opened.Facts, opened.Book, workspace.Tables.Read<Override>(),
            opened.Ways, threads);
        string[] changed = [.. ChangedTables(workspace, run.Header).Select(table => "table " + table)];
        return (plan, [.. PlanReplay.Differences(run, plan), .. changed]);
    }

    private static IEnumerable<string> ChangedTables(Workspace workspace, RunHeader header) =>
        header.Tables.Where(table => !s_kept.Contains(table.Key)
            && workspace.Tables.Fingerprint(table.Key) != table.Value).Select(table => table.Key);

    // The run's; a section that its header does not have, of a program that did not write it yet, is today's.
    private static WorkspaceSettings SettingsOf(RunHeader header, WorkspaceSettings today)
    {
        var policies = today.Policies.DeepClone().AsObject();
        foreach (var (name, json) in header.Policies)
        {
            policies[name] = JsonNode.Parse(json);
        }

        return today with { Policies = policies };
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
