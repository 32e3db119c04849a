using System.Globalization;
using System.Net;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>The large retailer of the other benchmarks in a ledger, and in service on free ports of this machine.
/// </summary>
internal sealed class ServedRetailer : IAsyncDisposable
{
    private const int UpdatesPerCall = 10_000;

    private ServedRetailer(ServingHost host, DurableLedger ledger, OnlineStock stock, string key)
    {
        (Host, Ledger, Stock, Key) = (host, ledger, stock, key);
    }

    internal ServingHost Host { get; }

    internal DurableLedger Ledger { get; }

    internal OnlineStock Stock { get; }

    internal string Key { get; }

    internal static string CodeOf(int product) => string.Create(CultureInfo.InvariantCulture, $"P{product:0000000}");

    internal static string RegionOf(int region) => string.Create(CultureInfo.InvariantCulture, $"R{region:000}");

    /// <summary>A ledger of all the stock there is, with room on the departures of some ways.</summary>
    internal static async Task<DurableLedger> FillAsync(
        string folder, OnlineStock stock, RouteTable routes, Instant now, Action<LedgerBatch>? watcher = null)
    {
        var ledger = DurableLedger.Open(folder, new() { SnapshotEveryBytes = 1L << 30 },
            new() { ExpectedProducts = stock.Products, ExpectedFacilities = OnlineNetwork.Centers }, watcher);
        var updates = new List<FeedUpdate>(UpdatesPerCall);
        for (var cell = OnlineStock.Stride; cell < stock.Cells.Length; cell++)
        {
            if (stock.Cells[cell] > 0)
            {
                updates.Add(new(new(cell / OnlineStock.Stride), new(cell % OnlineStock.Stride), 1, FeedKind.Level,
                    stock.Cells[cell]));
            }

            if (updates.Count == UpdatesPerCall || (cell == stock.Cells.Length - 1 && updates.Count > 0))
            {
                await ledger.FeedAsync(FeedKey.Of("bench"), now, [.. updates]).ConfigureAwait(false);
                updates.Clear();
            }
        }

        await ledger.DoAsync(goods => OnlineRooms.Open(routes, goods, now)).ConfigureAwait(false);
        return ledger;
    }

    /// <summary>Starts it.</summary>
    internal static async Task<ServedRetailer> StartAsync(
        string folder, int products, int windowDays, DateOnly today, int threads)
    {
        // Ten in the morning, two days into the window.
        var start = Instant.Of(today.AddDays(2), minutes: 600);
        var clock = new ClockFrom(start);
        var network = OnlineNetwork.Make();
        var stock = new OnlineStock(products);
        var events = new EventBook(Path.Combine(folder, "ledger"));
        var routes = new RouteBuilder(network, new()).Build(today, windowDays, threads);
        var ledger = await FillAsync(Path.Combine(folder, "ledger"), stock, routes, start, events.Add)
            .ConfigureAwait(false);
        var plane = OnlinePlane.Of(LedgerShards.Of(ledger), events, clock, new()
        {
            Catalog = CatalogOf(network, products), Currency = "USD", Regions = network.Regions,
            Facilities = network.Facilities.Rows.ToArray().Select(row => row.Id).ToHashSet(),
            Routes = routes,
            Terms = stock.Terms, IsProduct = product => product.Value >= 1 && product.Value <= products,
            PromisePolicy = new(),
        });
        var files = new ServingFiles(folder);
        var (sent, key) = KeyBook.Make("bench", KeyRole.Admin, 1_000_000, start.ToString());
        files.Save(KeyBook.FileName, new KeyList([key]));
        var host = await ServingHost.StartAsync(plane, files, new() { MostAtOnce = 4_096, MostAtOncePerKey = 4_096 },
            new(new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0), null), clock).ConfigureAwait(false);
        return new(host, ledger, stock, sent);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static CatalogVersion CatalogOf(RouteNetwork network, int products) => CatalogVersion.Empty
        .With(EntityKind.Product, Enumerable.Range(1, products).Select(CodeOf))
        .With(EntityKind.Facility, Enumerable.Range(1, network.Facilities.Count)
            .Select(facility => string.Create(CultureInfo.InvariantCulture, $"F{facility:000}")))
        .With(EntityKind.Region, Enumerable.Range(1, OnlineNetwork.Regions).Select(RegionOf))
        .WithList(EntityKind.Zone, network.Zones);
}
