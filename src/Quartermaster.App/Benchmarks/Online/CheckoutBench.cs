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
/// <remarks>The reference mix: all orders of the sample retailer's next three days, as many customers in the shop at
/// once as come in ten minutes of such a day, each thinking half a second in the mean (so that as many orders come
/// between an offer and its order as in life, in minutes instead of days), and 20,000 updates a second that say what
/// there is, of which one in ten thousand takes a unit away that was sold elsewhere.</remarks>
internal static class CheckoutBench
{
    private const int ThinkMinutes = 10;
    private const double MeanThinkSeconds = 0.5;
    private const int UpdatesPerCall = 400;
    private const double SoldShare = 0.0001;
    private const double WantedShare = 0.999;

    // Enough orders to say so: with none refused, 2,995 are.
    private const int DaysAsInLife = 3;
    private const double Sure = 0.95;

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
                foreach (var (day, days, times) in ((int, int, int)[])[(0, DaysAsInLife, 1), (DaysAsInLife, 1, 10)])
                {
                    // The first as in life; then ten times as many at once, who take goods away from one another.
                    var wanted = Enumerable.Range(day, days)
                        .SelectMany(ahead => world.OrdersOf(world.Opened.Today.AddDays(ahead))).ToList();
                    var together = Math.Max(1, wanted.Count * ThinkMinutes / (1_440 * days)) * times;
                    using var load = new CheckoutLoad(
                        host.Addresses[0], sent, plane.View.Catalog, wanted, MeanThinkSeconds, $"from-day-{day}");
                    var watch = Stopwatch.StartNew();
                    await load.RunAsync(together, context.Cancel).ConfigureAwait(false);
                    context.Ratios.Add(RatioOf(load, together, times == 1 ? WantedShare : null));
                    yield return new("checkout",
                        $"customers promised and ordering over HTTP, {together} in the shop at once",
                        load.Ordered / watch.Elapsed.TotalSeconds, "orders/s", 0, 1);
                }

                yield return new("checkout", "durable inventory updates that flowed in meanwhile", flow.Rate,
                    "updates/s", FeedInFlow.LeastPerSecond, 1);
            }
        }
    }

    private static Ratio RatioOf(CheckoutLoad load, int together, double? wanted)
    {
        var sure = 100 * Binomial.LeastChance(load.Honored, Math.Max(1, load.Ordered), Sure);
        var text = FormattableString.Invariant(
            $"offers honored, {together} customers in the shop at once, of {load.Ordered:N0} orders that brought one ")
            + FormattableString.Invariant($"({100 * Sure:0} % sure of at least {sure:0.00} %); {load.Unpromised:N0} ")
            + "carts were offered nothing" + string.Concat(load.Why.Select(why => $"; {why}"));
        return new("checkout", text,
            new((double)load.Honored / Math.Max(1, load.Ordered), double.NaN, load.Ordered), wanted, IsAtMost: false);
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
