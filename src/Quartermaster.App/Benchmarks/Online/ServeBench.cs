using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Promises a second over HTTP and gRPC, client on the same machine, while stock flows in; beside what an
/// empty endpoint of the same server answers.</summary>
internal static class ServeBench
{
    private const int Products = 1_000_000;
    private const int WindowDays = 8;
    private const int Callers = 64;
    private const int RpcCallers = 8;
    private const int CartsPerBatch = 100;
    private const int Requests = 2_000;
    private const double Seconds = 5;

    private static readonly string s_speeds = """["one_day","two_day","standard"]""";

    internal static IEnumerable<Figure> Run(BenchContext context) =>
        RunAsync(context).ToBlockingEnumerable(context.Cancel);

    private static async IAsyncEnumerable<Figure> RunAsync(BenchContext context)
    {
        var cancel = context.Cancel;
        var empty = await EmptyAsync(cancel).ConfigureAwait(false);
        yield return Of(
            "empty endpoint over HTTP, one request at a time on each of 64 connections", empty, "requests/s");
        var nothing = await EmptyRpc.MeasureAsync(RpcCallers, Seconds, cancel).ConfigureAwait(false);
        yield return Of($"empty stream over gRPC, one message at a time on each of {RpcCallers} streams", nothing,
            "messages/s");

        var folder = Path.Combine(context.Folder, "serve-bench");
        Directory.CreateDirectory(folder);
        var retailer = await ServedRetailer.StartAsync(
            folder, Products, WindowDays, new(2026, 3, 2), context.Threads).ConfigureAwait(false);
        await using (retailer.ConfigureAwait(false))
        {
            var flow = new FeedInFlow(retailer.Ledger, retailer.Stock, retailer.Host.Desk.Plane.Now);
            await using (flow.ConfigureAwait(false))
            {
                var server = IPEndPoint.Parse(new Uri(retailer.Host.Addresses[0]).Authority);
                foreach (var (what, requests, units) in Loads(retailer))
                {
                    using var load = new HttpLoad(server, Callers, requests, units);
                    await load.RunAsync(2, 0, cancel).ConfigureAwait(false);
                    var result = await load.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
                    yield return Of($"{what} over HTTP, {load.Bad} bad answers, {result.PerSecond / units / empty
                        .PerSecond:P0} of the empty endpoint's requests", result, "promises/s");
                }

                var rpc = new RpcLoad(retailer.Host.Addresses[1], retailer.Key, RpcCallers, Rpc(retailer.Stock));
                await using (rpc.ConfigureAwait(false))
                {
                    await rpc.RunAsync(2, 0, cancel).ConfigureAwait(false);
                    var result = await rpc.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
                    yield return Of($"carts of one item, {CartsPerBatch} a message, {RpcCallers} streams over gRPC, "
                        + $"{rpc.Empty} without any offer, {result.PerSecond / CartsPerBatch / nothing.PerSecond
                            :P0} of the empty stream's messages", result, "promises/s");
                }

                yield return new("serve", "durable inventory updates that flowed in meanwhile", flow.Rate,
                    "updates/s", FeedInFlow.LeastPerSecond, 1);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<(string What, byte[][] Requests, int Units)> Loads(ServedRetailer retailer)
    {
        yield return ("a single item with quotes and reasons",
            Make(i => ("/v1/promises", Cart(retailer.Stock, i, 0, speeds: "", more: ""))), 1);
        yield return ("a single item, three speeds, no quotes",
            Make(i => ("/v1/promises", Cart(retailer.Stock, i, 0, $",\"speeds\":{s_speeds}",
                ",\"quotes\":false,\"reasons\":false"))), 1);
        yield return ($"{CartsPerBatch} single items, three speeds, no quotes",
            Make(i => ("/v1/promises/batch", "{\"carts\":[" + string.Join(',', Enumerable.Range(0, CartsPerBatch)
                .Select(cart => Cart(retailer.Stock, i, cart, $",\"speeds\":{s_speeds}",
                    ",\"quotes\":false,\"reasons\":false"))) + "]}")), CartsPerBatch);

        byte[][] Make(Func<int, (string Path, string Json)> of) =>
        [
            .. Enumerable.Range(0, Requests).Select(of).Select(one => HttpLoad.Post(one.Path, retailer.Key, one.Json)),
        ];
    }

    private static string Cart(OnlineStock stock, int request, int cart, string speeds, string more)
    {
        var (product, region) = Draw(stock, request, cart);
        return $"{{\"items\":[{{\"product\":\"{ServedRetailer.CodeOf(product)}\",\"units\":1}}],"
            + $"\"destination\":{{\"region\":\"{ServedRetailer.RegionOf(region)}\"}}{speeds}{more}}}";
    }

    private static PromiseRequest[] Rpc(OnlineStock stock) =>
    [
        .. Enumerable.Range(0, Requests).Select(i =>
        {
            var request = new PromiseRequest { Speeds = { Speed.OneDay, Speed.TwoDay, Speed.Standard } };
            for (var cart = 0; cart < CartsPerBatch; cart++)
            {
                var (product, region) = Draw(stock, i, cart);
                request.Carts.Add(new Cart
                {
                    Region = ServedRetailer.RegionOf(region),
                    Items = { new Item { Product = ServedRetailer.CodeOf(product), Units = 1 } },
                });
            }

            return request;
        }),
    ];

    private static (int Product, int Region) Draw(OnlineStock stock, int request, int cart)
    {
        double Of(ulong stream) => KeyedRandom.Uniform(17, stream, (ulong)request, (ulong)cart);
        return (stock.Ask(Of(1)), 1 + (int)(OnlineNetwork.Regions * Of(2) * Of(3)));
    }

    private static Figure Of(string what, LoadResult result, string unit) => new("serve",
        $"{what}: p50 {result.Milliseconds(0.5):0.00} ms, p99 {result.Milliseconds(0.99):0.00} ms, "
        + $"p99.9 {result.Milliseconds(0.999):0.00} ms", result.PerSecond, unit, 0, 1);

    private static async Task<LoadResult> EmptyAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.Run(http =>
            {
                http.Response.ContentLength = 0;
                return Task.CompletedTask;
            });
            await app.StartAsync(cancel).ConfigureAwait(false);
            using var load = new HttpLoad(IPEndPoint.Parse(new Uri(app.Urls.First()).Authority), Callers,
                [Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: bench\r\n\r\n")], 1);
            await load.RunAsync(2, 0, cancel).ConfigureAwait(false);
            return await load.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
        }
    }
}
