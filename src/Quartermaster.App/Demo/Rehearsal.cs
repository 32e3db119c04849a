using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Release;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Demo;

/// <summary>A day of orders with the production desks: the plan is released, carts are promised, orders are
/// fulfilled.</summary>
/// <remarks>In a copy of the workspace's ledger, equally durable and thrown away after, so that the demo can be run
/// again on the same goods.</remarks>
/// <param name="world">The workspace.</param>
/// <param name="plan">The day's plan.</param>
/// <param name="run">The name it was saved under.</param>
/// <param name="company">Who decides.</param>
/// <param name="clock">Told the stages.</param>
/// <param name="cancel">Asked between blocks of orders.</param>
internal sealed class Rehearsal(
    OpenedWorkspace world, PlanRecord plan, string run, Company company, StageClock clock, CancellationToken cancel)
{
    internal const string Releasing = "releasing the plan";
    internal const string Promising = "promising carts";
    internal const string Fulfilling = "fulfilling orders";

    private const int MostOrders = 1_000;

    /// <summary>Rehearses the day.</summary>
    internal async Task<RehearsedDay> RunAsync()
    {
        var folder = Path.Combine(world.Workspace.Folder, "ledger-rehearsal");
        using var held = world.Workspace.LockForWriting();
        Delete(folder);
        try
        {
            clock.Report(Releasing, 0);
            var ledger = DurableLedger.Open(folder);
            await using (ledger.ConfigureAwait(false))
            {
                await ledger.DoAsync(CopyStock, cancel).ConfigureAwait(false);
                var release = await ReleaseAsync(ledger).ConfigureAwait(false);
                clock.Report(Promising, 0);
                var orders = OrderBatch.Sample(world, MostOrders).Orders;
                var routes = new RouteWindows(world.Network, new(), world.Today, 1, cancel: cancel).Of(world.Today);
                await ledger.DoAsync(OpenSlots, cancel).ConfigureAwait(false);
                var offers = Promise(ledger, orders, routes);
                clock.Report(Fulfilling, 0);
                var shipped = await FulfillAsync(ledger, orders, routes).ConfigureAwait(false);
                clock.Finish();
                return new(release, offers, shipped with { Seconds = clock.SecondsOf(Fulfilling) });
            }
        }
        finally
        {
            Delete(folder);
        }
    }

    private int CopyStock(GoodsLedger ledger)
    {
        var stock = WorkspaceLedger.Read(world.Workspace, Instant.Of(world.Today)) is { } now
            ? StockExport.Rows(now.Goods) : world.Workspace.Tables.Read<Stock>();
        OpeningStock.Post(ledger, stock, "rehearsal", Instant.Of(world.Today));
        return stock.Count;
    }

    private int OpenSlots(GoodsLedger ledger)
    {
        PickSlots.OpenAhead(world.Facts.Centers, world.Facts.Capacities, ledger, world.Today);
        return 0;
    }

    private async Task<RehearsedRelease> ReleaseAsync(DurableLedger ledger)
    {
        var lines = plan.Day!.Lines;
        var gate = ReleaseGate.Check(
            ReleaseTotals.ForGate(plan.Totals, plan.Question.Budget, lines.Rows, null, world.Facts.Catalog), null,
            world.Workspace.Settings.Policy<GatePolicy>("gate"));
        string[] held = [.. gate.Where(check => !check.IsKept).Select(check => $"{check.Name}: {check.Found}")];
        if (held.Length > 0)
        {
            return new(0, 0, 0, 0, held);
        }

        var orders = ReleasedOrders.Of(run, world.Today, lines);
        var entries = PurchaseMovements.Release(Instant.Of(world.Today, minutes: 1), orders.Rows);
        var before = await ledger.DoAsync(OnOrder, cancel).ConfigureAwait(false);
        await ledger.PostAllAsync(entries, cancel).ConfigureAwait(false);
        var after = await ledger.DoAsync(OnOrder, cancel).ConfigureAwait(false);
        var count = orders.Rows.ToArray().Select(line => line.PurchaseOrder).Distinct().Count();
        return new(count, orders.Count, after - before, plan.Totals.Spend, held);
    }

    private List<SpeedOffers> Promise(DurableLedger ledger, IReadOnlyList<CustomerOrder> orders, RouteTable routes)
    {
        var desk = new OrderDesk(company, world.Facts);
        desk.Open(routes, ledger.Availability, null);
        var days = Enumerable.Range(0, PromiseInputs.SpeedCount).Select(_ => new List<double>()).ToArray();
        var whyNot = days.Select(_ => new SortedDictionary<PromiseReason, int>()).ToArray();
        foreach (var order in orders)
        {
            var why = new ReasonWriter<PromiseReason>();
            var rows = desk.Promise(new(order.Region, order.At), order.Lines, why);
            var reasons = why.ToReasons();
            for (var speed = 0; speed < rows.Length; speed++)
            {
                if (rows[speed].IsOffered)
                {
                    days[speed].Add(rows[speed].Minutes / 1_440.0);
                }
                else if (PromiseWords.BindingOf(reasons.Of(speed), rows[speed]) is { } binding)
                {
                    whyNot[speed][binding.Because] = whyNot[speed].GetValueOrDefault(binding.Because) + 1;
                }
            }
        }

        return
        [
            .. days.Select((offered, speed) => new SpeedOffers((Speed)(speed + 1), orders.Count, offered.Count,
                Median(offered), [.. whyNot[speed].OrderByDescending(pair => pair.Value)
                    .Select(pair => (pair.Key, pair.Value))])),
        ];
    }

    private async Task<RehearsedOrders> FulfillAsync(
        DurableLedger ledger, IReadOnlyList<CustomerOrder> orders, RouteTable routes)
    {
        var free = await ledger.DoAsync(Free, cancel).ConfigureAwait(false);
        var fulfillment = new OrderFulfillment(
            company, world.Facts, (_, _) => routes, plan.Outlook.StockValues, plan.Day?.OrderBoard);
        var results = await LedgerOrders.FulfillAsync(
            LedgerShards.Of(ledger), fulfillment, orders, () => Instant.Of(world.Today),
            share => clock.Report(Fulfilling, share), cancel).ConfigureAwait(false);
        clock.Finish();
        var broken = await ledger.DoAsync(goods => LedgerAudit.Check(goods).Count, cancel).ConfigureAwait(false);
        var shipped = results.Where(order => order.Shipments.Count > 0).ToArray();
        return new()
        {
            Asked = results.Length,
            Shipped = shipped.Length,
            Partial = shipped.Count(order => order.Refused.Count > 0),
            Split = shipped.Count(order => order.Parcels > 1),
            Parcels = shipped.Sum(order => order.Parcels),
            Units = shipped.Sum(order => order.Shipments.Sum(goods => (long)goods.Units)),
            FreeBefore = free,
            FreeAfter = await ledger.DoAsync(Free, cancel).ConfigureAwait(false),
            Cost = (double)shipped.Aggregate(default(MoneySum), (sum, order) => sum + order.Paid).Micros / 1e6,
            BrokenRules = broken,
            Seconds = 0,
        };
    }

    private long Free(GoodsLedger ledger) => SumOf((product, center) => ledger.Available(product, center));

    private long OnOrder(GoodsLedger ledger) => SumOf(ledger.OnOrder);

    private long SumOf(Func<ProductId, FacilityId, long> units)
    {
        var sum = 0L;
        foreach (ref readonly var product in world.Facts.Products.Rows)
        {
            foreach (var center in world.Facts.Centers)
            {
                sum += units(product.Id, center);
            }
        }

        return sum;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN
            : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
