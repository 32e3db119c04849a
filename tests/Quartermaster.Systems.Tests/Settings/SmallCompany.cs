using System.Text.Json.Nodes;
using Quartermaster.App.Demo;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Operations;
using Quartermaster.Operations.Release;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Settings;

/// <summary>The corner shop, planned, judged by the gate and lived through for some days in this process.</summary>
public sealed class SmallCompany : IDisposable
{
    private static readonly DateOnly s_today = new(2025, 2, 10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quartermaster-");
    private readonly Workspace _workspace;
    private Forecasters? _forecasters;

    public SmallCompany()
    {
        _workspace = Workspace.Create(Path.Combine(_folder.FullName, "shop"));
        foreach (var file in Directory.GetFiles(Repository.PathOf("worlds", "corner-shop"), "*.csv"))
        {
            Assert.Equal(0,
                new Importer(_workspace).Import(Path.GetFileNameWithoutExtension(file), [file]).RowsRejected);
        }
    }

    internal string Folder => _workspace.Folder;

    internal string SettingsPath => _workspace.SettingsPath;

    /// <summary>Writes the policies to the file and opens the workspace as every command does.</summary>
    internal Workspace Open(JsonObject policies)
    {
        _workspace.Save(_workspace.Settings with { Policies = policies });
        return WorkspacePolicies.Require(Workspace.Open(Folder));
    }

    /// <summary>Plans a day and simulates the next.</summary>
    internal void Work(Workspace workspace, bool fits)
    {
        var opened = OpenedWorkspace.Open(workspace, s_today);
        var policies = PlanPolicies.Of(workspace.Settings);
        _forecasters ??= Fit(opened, policies with { Forecasting = new() { BackTestOrigins = 0 } });
        var forecasters = fits ? Fit(opened, policies) : _forecasters;
        var question = new PlanQuestion(PlanStage.Place, true, opened.Policies.Gate.Budget, "", "");
        var planning = new PlanningDay(policies.CompanyWith(forecasters.Chosen), opened.Facts,
            new(1, Explain.Yes) { Audits = true });
        var record = PlanMaking.Run(planning, question, opened.Facts,
            opened.PlanningState(1) with { Budget = question.Budget }, opened.Book, s_today.AddDays(-1));
        record.Check();
        var totals = ReleaseTotals.ForGate(
            record.Totals, question.Budget, record.Day!.Lines.Rows, null, opened.Facts.Catalog);
        Assert.NotEmpty(ReleaseGate.Check(totals, null, opened.Policies.Gate));
        Live(opened, forecasters);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Forecasters Fit(OpenedWorkspace opened, PlanPolicies policies) =>
        Forecasters.Fit(
            opened.Book, policies.Forecasting, TrainedModels.None, 1, (_, _, _) => { }, CancellationToken.None);

    private static void Live(OpenedWorkspace opened, Forecasters forecasters)
    {
        var settings = new SimulationSettings
        {
            FirstDay = s_today, WarmUpDays = 0, MeasuredDays = 2, Budget = opened.Policies.Gate.Budget,
        };
        var world = ReplicationWorlds.Of(opened, settings)(1);
        var routes = new RouteWindows(opened.Network, opened.Policies.Routes, s_today, 2);
        var company = new Contestants(opened, forecasters.Chosen, opened.Book.Inputs()).Ours();
        var tally = new Simulator(opened.Facts, routes, settings).Run(
            company, opened.Opening(), opened.Book, world.Demand, world.Supply, world.Seed);
        Assert.True(tally.WantedUnits > 0);
    }
}
