using System.Diagnostics;
using System.Net;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>The share of offers that are honored at checkout, over HTTP: the sample retailer's own customers and stock,
/// while stock changes and others buy the same goods.</summary>
/// <remarks>The reference mix: all orders of the sample retailer's next day, as many customers in the shop at once as
/// come in ten minutes of such a day, each thinking half a second in the mean (so that as many orders come between an
/// offer and its order as in life, in minutes instead of a day), and 20,000 updates a second that say what there is, of
/// which one in ten thousand takes a unit away that was sold elsewhere.</remarks>
internal static class CheckoutBench
{
    private const int ThinkMinutes = 10;
    private const double MeanThinkSeconds = 0.5;
    private const int UpdatesPerCall = 400;
    private const double SoldShare = 0.0001;
    private const double WantedShare = 0.999;

    internal static IEnumerable<Figure> Run(BenchContext context) =>
        RunAsync(context).ToBlockingEnumerable(context.Cancel);

    private static async IAsyncEnumerable<Figure> RunAsync(BenchContext context)
    {
        var world = context.World.Value;
        var workspace = world.Opened.Workspace;
        var clock = new ClockFrom(Instant.Of(world.Opened.Today, minutes: 600));
        var plane = await OnlinePlane.OpenAsync(workspace, clock, context.Threads, context.Cancel)
            .ConfigureAwait(false);
        var files = new ServingFiles(workspace.Folder);
        var (sent, key) = KeyBook.Make("checkout", KeyRole.Admin, 1_000_000, plane.Now.ToString());
        files.Save(KeyBook.FileName, new KeyList([key]));
        var host = await ServingHost.StartAsync(plane, files, new() { MostAtOnce = 1_024, MostAtOncePerKey = 1_024 },
            new(new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), null), clock).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            var flow = new FeedInFlow((feed, updates) => plane.Ledger.FeedAsync(feed, plane.Now, updates),
                SoldElsewhere(workspace.Tables.Read<Stock>()));
            await using (flow.ConfigureAwait(false))
            {
                foreach (var (day, times) in ((int, int)[])[(0, 1), (1, 10)])
                {
                    // The first as in life; then ten times as many at once, who take goods away from one another.
                    var wanted = world.OrdersOf(world.Opened.Today.AddDays(day));
                    var together = Math.Max(1, wanted.Count * ThinkMinutes / 1_440) * times;
                    using var load = new CheckoutLoad(
                        host.Addresses[0], sent, plane.View.Catalog, wanted, MeanThinkSeconds, $"day-{day}");
                    var watch = Stopwatch.StartNew();
                    await load.RunAsync(together, context.Cancel).ConfigureAwait(false);
                    context.Ratios.Add(new("checkout", $"offers honored, {together} customers in the shop at once, of "
                        + $"{load.Ordered:N0} orders that brought one; {load.Unpromised:N0} carts were offered nothing"
                        + string.Concat(load.Why.Select(why => $"; {why}")),
                        ShareOf(load.Honored, load.Ordered), times == 1 ? WantedShare : null, IsAtMost: false));
                    yield return new("checkout",
                        $"customers promised and ordering over HTTP, {together} in the shop at once",
                        load.Ordered / watch.Elapsed.TotalSeconds, "orders/s", 0, 1);
                }

                yield return new("checkout", "durable inventory updates that flowed in meanwhile", flow.Rate,
                    "updates/s", 0, 1);
            }
        }
    }

    // The normal band of a share.
    private static Evaluation.Metrics.Interval ShareOf(int honored, int ordered)
    {
        var share = (double)honored / Math.Max(1, ordered);
        return new(share, 1.96 * Math.Sqrt(share * (1 - share) / Math.Max(1, ordered)), ordered);
    }

    // What there is, over and over; seldom one unit less.
    private static Func<long, FeedUpdate[]> SoldElsewhere(Table<Stock> stock)
    {
        Stock[] cells = [.. stock.Rows.ToArray().Where(row => row is { State: StockState.OnHand, Owner.Value: 0 })];
        return sequence =>
        {
            var updates = new FeedUpdate[cells.Length == 0 ? 0 : UpdatesPerCall];
            for (var i = 0; i < updates.Length; i++)
            {
                ref var cell = ref cells[(int)(KeyedRandom.Uniform(29, 1, (ulong)sequence, (ulong)i) * cells.Length)];
                var isSold = KeyedRandom.Uniform(29, 2, (ulong)sequence, (ulong)i) < SoldShare;
                cell = cell with { Units = cell.Units - (isSold && cell.Units > 0 ? 1 : 0) };
                updates[i] = new(cell.Product, cell.Facility, sequence, FeedKind.Level, cell.Units);
            }

            return updates;
        };
    }
}
