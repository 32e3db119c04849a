using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Release;

namespace Quartermaster.App.Commands;

/// <summary><c>qm release</c>: sends a run's purchase orders, once, if the gate lets them pass.</summary>
internal static class ReleaseCommand
{
    private static readonly Argument<string> s_run = new("RUN")
    {
        Description = "The run's name, the beginning of it, or latest: the last whole plan.",
    };

    private static readonly Option<string?> s_vendor = new("--vendor")
    {
        Description = "Release the orders to one vendor only.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> s_force = new("--force-gate")
    {
        Description = "Release although the gate holds; the reason is kept in the answer.",
        HelpName = "REASON",
    };

    internal static Command Create() => CommandFactory.Create(
        "release",
        "Posts a run's purchase orders to the ledger and the purchase_orders table; releasing again changes nothing.",
        ["qm release latest", "qm release 2025-03-03-1a2b3c4d --vendor V00001"],
        [s_run, s_vendor, s_force],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var reason = invocation.Get(s_force);
        if (reason is not null && string.IsNullOrWhiteSpace(reason))
        {
            throw new UserException("--force-gate needs a reason.", "Say why, in words.", ExitCode.WrongUse);
        }

        var desk = ReleaseDesk.Open(Workspaces.Open(invocation), invocation.Get(s_run), invocation.Get(s_vendor));
        var checks = desk.Check();
        var grid = ReleaseDesk.GridOf(checks);
        var facts = FactsOf(desk);
        if (checks.Any(check => !check.IsKept) && reason is null)
        {
            return new($"Held by the gate: nothing of {desk.Run.Name} was released.")
            {
                Code = ExitCode.DoneWithFindings,
                Facts = facts,
                Grids = [grid],
                Notes =
                [
                    .. checks.Any(check => !check.IsKept && check.Name == ReleaseDesk.StalenessName)
                        ? ["Goods were ordered after this run was made. Next: qm plan, then release that run."]
                        : Array.Empty<string>(),
                    "Look at what is held. If it is meant, release with --force-gate \"why\"; limits are in "
                        + "quartermaster.json, policies, gate.",
                ],
            };
        }

        var released = desk.Release();
        return new(released.Posted + released.Repeated == 0 ? $"{desk.Run.Name} orders nothing: nothing was released."
            : released.Posted == 0 ? $"{desk.Run.Name} was released before; nothing changed."
            : $"Released {Words.Count(released.Orders, "purchase order")} of {desk.Run.Name}.")
        {
            Facts =
            [
                .. facts, ("orders", released.Orders), ("lines_posted", released.Posted),
                ("lines_posted_before", released.Repeated), .. Forced(checks, reason),
            ],
            Grids = [grid, Orders(desk)],
            Notes = [.. desk.Notes, "Next: qm why PRODUCT, or, on the next day: qm plan"],
        };
    }

    private static (string Key, object Value)[] FactsOf(ReleaseDesk desk)
    {
        var totals = ReleaseTotals.Of(desk.Lines.Rows);
        return
        [
            ("run", desk.Run.Name), ("lines", desk.Lines.Count), ("units", totals.Units),
            ("spend", Math.Round(totals.Spend, 2)), ("lines_held_by_category", desk.HeldLines),
        ];
    }

    private static (string Key, object Value)[] Forced(IReadOnlyList<GateCheck> checks, string? reason) =>
        reason is null || checks.All(check => check.IsKept) ? [] : [("gate_forced_because", reason)];

    private static Grid Orders(ReleaseDesk desk)
    {
        var codes = desk.Catalog;
        var orders = desk.Orders.Rows.ToArray().GroupBy(line => line.PurchaseOrder)
            .Select(group => (Code: group.Key, group.First().Vendor, Lines: group.Count(),
                Facilities: group.Select(line => line.ShipTo).Distinct().Count(),
                Units: group.Sum(line => (long)line.Units), Spend: group.Sum(line => SpendOf(line))))
            .OrderByDescending(order => order.Spend).ThenBy(order => order.Code);
        return new("purchase_orders", "Purchase orders (the 20 dearest)",
            [new("purchase_order", "Order"), new("vendor", "Vendor"), new("facilities", "Facilities"),
                new("lines", "Lines"), new("units", "Units"), new("spend", "Spend", "#,0")],
            [.. orders.Take(20).Select(order => (IReadOnlyList<object?>)
                [order.Code.ToString(), codes.CodeOf(order.Vendor), order.Facilities, order.Lines, order.Units,
                    order.Spend])]);
    }

    private static double SpendOf(Domain.Tables.PurchaseOrderLine line) =>
        (double)(line.UnitCost * line.Units).Micros / 1e6;
}
