using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm place</c>: where what is bought goes.</summary>
internal static class PlaceCommand
{
    internal static Command Create() => CommandFactory.Create(
        "place",
        "Decides to which centers today's orders go, under their limits, and saves it as a run.",
        ["qm place", "qm place --all --product P0000001"],
        PlanRequest.Options(buys: true),
        Run);

    private static Answer Run(Invocation invocation)
    {
        var plan = Planner.Plan(invocation, PlanRequest.Of(invocation, buys: true), PlanStage.Place);
        var totals = plan.Record.Totals;
        return PlanAnswer.Of(plan, $"Placed {Words.Count(totals.Units, "unit")} of "
                + $"{Words.Count(totals.ProductsOrdered, "product")}.",
            PlanCommand.FactsOf(plan),
            [PlanGrids.Placed(plan.Record, plan.Product), PlanGrids.Prices(plan)],
            $"Next: qm release {plan.Run}");
    }
}
