using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm target</c>: how much should be owned of each product.</summary>
internal static class TargetCommand
{
    internal static Command Create() => CommandFactory.Create(
        "target",
        "Sets the level of every product, in the network and at each center, and saves it as a run.",
        ["qm target", "qm target --product P0000001 --quick"],
        PlanRequest.Options(buys: false),
        Run);

    private static Answer Run(Invocation invocation)
    {
        var plan = Planner.Plan(invocation, PlanRequest.Of(invocation, buys: false), PlanStage.Targets);
        var network = plan.Record.Outlook.Targets.Decisions.Rows.ToArray().Where(row => row.Facility == default);
        var facts = plan.Record.Facts;
        return PlanAnswer.Of(plan, $"Set the levels of {Words.Count(plan.Record.Totals.Products, "product")}.",
            [
                ("units", network.Sum(row => (long)row.Units)),
                ("worth", Math.Round(network.Sum(row =>
                    row.Units * facts.Economics.Rows[facts.RowOf(row.Product)].UnitCost))),
            ],
            [PlanGrids.Levels(plan.Record, plan.Product)],
            $"Next: qm why PRODUCT --run {plan.Run}, or qm plan");
    }
}
