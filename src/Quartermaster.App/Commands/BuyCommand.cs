using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm buy</c>: what to order from whom.</summary>
internal static class BuyCommand
{
    internal static Command Create() => CommandFactory.Create(
        "buy",
        "Decides what to order from which vendor today, and saves it as a run. To place and release it, use qm plan.",
        ["qm buy --as-of 2025-03-03", "qm buy --all --budget 250000"],
        PlanRequest.Options(buys: true),
        Run);

    private static Answer Run(Invocation invocation)
    {
        var plan = Planner.Plan(invocation, PlanRequest.Of(invocation, buys: true), PlanStage.Buy);
        var totals = plan.Record.Totals;
        return PlanAnswer.Of(plan, $"Bought {Words.Count(totals.Units, "unit")} of "
                + $"{Words.Count(totals.ProductsOrdered, "product")}.",
            [
                ("offers_due", plan.Record.Day!.Purchases.Decisions.Count),
                ("products_ordered", totals.ProductsOrdered),
                ("units", totals.Units), ("spend", Math.Round(totals.Spend, 2)),
            ],
            [PlanGrids.Purchases(plan.Record, plan.Product)],
            $"Next: qm why PRODUCT --run {plan.Run}, or, to place and release it, qm plan");
    }
}
