using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>What <c>qm fulfill</c> does with orders that are in the ledger and have not left: looks at them again, or
/// changes them.</summary>
internal static class OpenOrders
{
    /// <summary>Does it.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="changes">A file of changes; null to look at all again.</param>
    /// <param name="at">When.</param>
    /// <param name="shown">How many rows of a table to show.</param>
    internal static Answer Run(Invocation invocation, Workspace workspace, string? changes, Instant at, int shown)
    {
        if (!WorkspaceLedger.IsOpen(workspace))
        {
            throw new UserException("Nothing is committed: the workspace has no ledger yet.",
                "Next: qm fulfill orders.csv");
        }

        var batch = changes is null ? null : ChangeBatch.Read(changes, workspace.Tables);
        var opened = OpenedWorkspace.Open(workspace, null, cancel: invocation.Cancel);
        var network = LaneSpacePrices.In(opened.Network, RunLaneSpace.Latest(workspace.Runs, at.UtcDay));
        var routes = new RouteBuilder(network, opened.Policies.Routes).Build(
            at.UtcDay.AddDays(-1), Networks.RouteDays + 1, invocation.Threads);
        return RunAsync(invocation, opened, batch, routes, at, shown).GetAwaiter().GetResult();
    }

    private static async Task<Answer> RunAsync(
        Invocation invocation, OpenedWorkspace opened, ChangeBatch? batch, RouteTable routes, Instant at, int shown)
    {
        using var held = opened.Workspace.LockForWriting();
        var ledger = WorkspaceLedger.OpenToWrite(opened.Workspace, invocation.Now);
        await using (ledger.ConfigureAwait(false))
        {
            await WorkspaceLedger.ForgetAsync(ledger, opened.Workspace, invocation.Now).ConfigureAwait(false);
            var arrivals = batch is null ? null : PromisedArrivals.Of(opened.Tables,
                opened.Policies.Promise.ArrivalShare, at.UtcDay, ledger.Availability.Arrivals);
            await ledger.DoAsync(
                goods =>
                {
                    SlotsAhead.Open(opened.Facts.Centers, opened.Facts.Capacities, routes, goods, at.UtcDay);
                    if (batch is not null)
                    {
                        ArrivalSlots.Open(goods, arrivals, Instant.Of(at.UtcDay));
                    }

                    return true;
                }, invocation.Cancel).ConfigureAwait(false);
            return batch is null
                ? BacklogAnswer.Of(opened, await LedgerBacklog.RunAsync(
                    ledger, new(opened.Facts.ShipTerms, opened.Policies.Orders, opened.Policies.Backlog), routes,
                    () => at, invocation.Cancel).ConfigureAwait(false), at, shown, invocation.AsJson)
                : ChangeAnswer.Of(opened, batch, await batch.DoAsync(
                    ChangesOf(ledger, opened, routes, arrivals, at), invocation.Cancel).ConfigureAwait(false), shown,
                    invocation.AsJson);
        }
    }

    private static LedgerChanges ChangesOf(
        LedgerShards ledger, OpenedWorkspace opened, RouteTable routes, ArrivingGoods? arrivals, Instant at) => new(
        ledger, new(new OrdersEngine(opened.Policies.Orders), new(opened.Policies.Promise), opened.Facts.ShipTerms,
            opened.Policies.Backlog.PickMinutes), () => routes, () => arrivals, () => at);
}
