using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Operations;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A plan made block by block, believing again what it does not hold, is the plan made whole.</summary>
public sealed class PlanBlocksTests
{
    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(20_000)]
    public void A_plan_in_blocks_of_any_size_is_the_plan_of_one(double budget)
    {
        using var sample = new CommandFolder();
        Assert.Equal(0, CommandFolder.Start("init", sample.Folder, "--sample", "retail", "--products", "200",
            "--centers", "4", "--days", "60").Code);
        var opened = OpenedWorkspace.Open(Workspace.Open(sample.Folder), null);
        var policies = PlanPolicies.Of(opened.Workspace.Settings);
        var forecasters = Forecasters.Fit(
            opened.Book, policies.Forecasting with { BackTestOrigins = 0 }, TrainedModels.None, 1, (_, _, _) => { },
            default);
        var state = opened.PlanningState(seed: 1) with { Budget = budget };
        var question = new PlanQuestion(PlanStage.Place, true, budget, "", "");

        var whole = Plan(new(1, Explain.Yes) { Audits = true });
        Assert.NotNull(whole.Outlook.Belief.Whole);
        Assert.True(whole.Totals.ProductsOrdered > 10);
        foreach (var size in new[] { 1, 7, 64, 199, 200 })
        {
            var inBlocks = Plan(new(2, Explain.Yes) { Audits = true, MostHeld = 10, ProductsPerBlock = size });
            Assert.Equal(size < 200, inBlocks.Outlook.Belief.Whole is null);
            Assert.Equal(whole.Outlook.Targets, inBlocks.Outlook.Targets);
            Assert.Equal(whole.Outlook.MeanDailyUnits, inBlocks.Outlook.MeanDailyUnits);
            Assert.Equal(whole.Day!.Purchases, inBlocks.Day!.Purchases);
            Assert.Equal(whole.Day.PlacementInputs.Demand, inBlocks.Day.PlacementInputs.Demand);
            Assert.Equal(whole.Day.Placement, inBlocks.Day.Placement);
            Assert.Equal(whole.Day.Loads, inBlocks.Day.Loads);
            Assert.Equal(whole.Day.Lines, inBlocks.Day.Lines);
            Assert.Equal(whole.Prices(), inBlocks.Prices());
            Assert.Equal(whole.Totals, inBlocks.Totals);
            Assert.Equal(whole.Check(), inBlocks.Check());
            Assert.Equal(ValuesOf(whole), ValuesOf(inBlocks));
            Assert.Equal(whole.Outlook.Belief.ForecastOf([3, 5]), inBlocks.Outlook.Belief.ForecastOf([3, 5]));
        }

        PlanRecord Plan(RunOptions run) => PlanMaking.Run(
            new(policies.CompanyWith(forecasters.Chosen), opened.Facts, run), question, opened.Facts, state,
            opened.Book, opened.Today.AddDays(-1));

        double[] ValuesOf(PlanRecord plan) => [.. from row in Enumerable.Range(0, 200)
            from center in Enumerable.Range(0, 4)
            from k in new[] { 1, 3, 9 }
            select plan.Outlook.StockValues!.Of(row, center, k)];
    }
}
