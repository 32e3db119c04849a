using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Forecasting.Practice;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm fulfill</c>: promises orders, decides which centers ship them, and commits them in the ledger.
/// </summary>
internal static class FulfillCommand
{
    private const int MostDays = 92;

    private static readonly Argument<string?> s_file = new("ORDERS")
    {
        Description = "A CSV file with the columns order, line, product, units, region, at, and optionally speed "
            + "and customer: orders of one customer to one region may leave as one parcel. A time without an offset is "
            + "in UTC: 2025-03-04T10:30 is 2025-03-04T10:30Z.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
    };

    private static readonly Option<int> s_sample = new("--sample")
    {
        Description = "Instead of a file: the last N orders of the sales history, as if they came again the next day.",
        HelpName = "N",
    };

    private static readonly Option<bool> s_backlog = new("--backlog")
    {
        Description = "Instead of new orders: looks again at those that wait to be picked. What is cheaper from "
            + "elsewhere leaves from there, orders of one customer leave together where that saves a parcel, and no "
            + "promise is broken.",
    };

    private static readonly Option<string?> s_changes = new("--changes")
    {
        Description = "Instead of new orders: a CSV file of changes of orders that have not left, with the columns "
            + "change and order, then product, facility, units and as (lost or unfulfillable) for units that were not "
            + "found, or region and accept_later for another address.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_at = new("--at")
    {
        Description = "With --backlog or --changes: the instant it is done, for example 2025-03-04T10:30Z; without an "
            + "offset in UTC. Default: now.",
        HelpName = "INSTANT",
    };

    private static readonly Option<int> s_show = new("--show")
    {
        Description = "How many orders and lines to list for people; --json has all.",
        DefaultValueFactory = _ => 20,
        HelpName = "N",
    };

    internal static Command Create()
    {
        s_show.Require(count => count >= 0, count => $"--show is {count}: it must be 0 or more.");
        return Command();
    }

    private static Command Command() => CommandFactory.Create(
        "fulfill",
        "Promises orders, decides which centers ship them, and commits them in the ledger. The same orders again "
            + "change nothing.",
        ["qm fulfill orders.csv", "qm fulfill --sample 100 --json", "qm fulfill --backlog",
            "qm fulfill --changes changes.csv"],
        [s_file, s_sample, s_backlog, s_changes, s_at, s_show],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var (file, sample, isBacklog, changes) = (invocation.Get(s_file), invocation.Get(s_sample),
            invocation.Get(s_backlog), invocation.Get(s_changes));
        if ((file is null ? 0 : 1) + (sample is 0 ? 0 : 1) + (isBacklog ? 1 : 0) + (changes is null ? 0 : 1) != 1
            || sample is < 0 or > 1_000_000)
        {
            throw new UserException("Name one orders file, or a sample of 1 to 1,000,000 orders, or --backlog, or "
                + "--changes.", "For example: qm fulfill orders.csv, or: qm fulfill --sample 100, or: "
                + "qm fulfill --backlog, or: qm fulfill --changes changes.csv", ExitCode.WrongUse);
        }

        var at = TimeOf(invocation, isBacklog || changes is not null);
        var shown = invocation.AsJson ? int.MaxValue : Math.Max(0, invocation.Get(s_show));

        using var progress = new Progress(invocation.Clock);
        progress.Report("opening the workspace", 0);
        var workspace = Workspaces.Open(invocation);
        RequiredTables.Require(workspace, workspace.Tables, "stock");
        if (isBacklog || changes is not null)
        {
            return OpenOrders.Run(invocation, workspace, changes, at, shown);
        }

        var readFirst = file is null ? null : OrderBatch.Read(file, workspace.Tables);
        var opened = OpenedWorkspace.Open(workspace, null);
        var batch = readFirst ?? OrderBatch.Sample(opened, sample);
        var (results, remembersFrom) = (Array.Empty<FulfilledOrder>(), default(DateOnly));
        var (values, board, run) = RunStockValues.Latest(opened);
        if (batch.Orders.Count > 0)
        {
            if (!WorkspaceLedger.IsOpen(workspace))
            {
                LedgerOpening.Post(workspace, LedgerOpening.When(workspace, invocation.Clock));
            }

            var fulfillment = new OrderFulfillment(CompanyOf(opened), opened.Facts, RoutesOf(opened, batch, invocation),
                values, board, ArrivalsOf(opened));
            (results, remembersFrom) = LedgerOrders.FulfillAsync(
                opened, fulfillment, batch.Orders, () => invocation.Now,
                share => progress.Report("fulfilling", share), invocation.Cancel).GetAwaiter().GetResult();
        }

        return FulfillAnswer.WithMemory(
            FulfillAnswer.Of(opened, batch, results, run, shown, invocation.AsJson), results, remembersFrom);
    }

    private static Instant TimeOf(Invocation invocation, bool isOfOpen) => invocation.Get(s_at) is not { } text
        ? invocation.Now
        : !isOfOpen ? throw new UserException(
            "--at is for --backlog and --changes: orders say themselves when they were placed.",
            "Leave it out, or write: qm fulfill --backlog --at " + text, ExitCode.WrongUse)
        : InstantText.Parse(text) ?? throw new UserException(
            $"'{text}' is not a time.", "Write for example 2025-03-04T10:30Z.", ExitCode.WrongUse);

    // Orders need no forecast; the company's other engines are its own.
    private static Company CompanyOf(OpenedWorkspace opened) => new()
    {
        Name = "Quartermaster",
        Forecaster = new MovingAverage(),
        Gather = opened.Policies.Gather,
        Promise = new(opened.Policies.Promise),
        Orders = new OrdersEngine(opened.Policies.Orders),
    };

    private static Func<DateOnly, LiveRooms, ArrivingGoods>? ArrivalsOf(OpenedWorkspace opened) =>
        opened.Policies.Promise.ArrivalShare is > 0 and var share
            ? (day, free) => PromisedArrivals.Of(opened.Tables, share, day, free)! : null;

    private static Func<DateOnly, LiveRooms, RouteTable> RoutesOf(
        OpenedWorkspace opened, OrderBatch batch, Invocation invocation)
    {
        var (first, last) = (batch.Orders[0].At.UtcDay, batch.Orders[^1].At.UtcDay);
        if (last.DayNumber - first.DayNumber >= MostDays)
        {
            throw new UserException($"The orders lie between {first:yyyy-MM-dd} ('{batch.Orders[0].Code}') and "
                + $"{last:yyyy-MM-dd} ('{batch.Orders[^1].Code}').",
                $"Give orders of at most {MostDays} days at a time, or correct the time of the one that is wrong.",
                ExitCode.WrongUse);
        }

        // A hold that has ended is offered anew from now on; orders of long ago are not.
        var today = invocation.Now.UtcDay;
        last = today > last && today.DayNumber - first.DayNumber < MostDays ? today : last;
        var windows = new RouteFollowers(
            LaneSpacePrices.In(opened.Network, RunLaneSpace.Latest(opened.Workspace.Runs, first)),
            opened.Policies.Routes, first, last, invocation.Threads, invocation.Cancel);
        return windows.Of;
    }
}
