using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartermaster.App.Serving.Rpc;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>The ceiling of gRPC on this machine: streams that answer every message with nothing.</summary>
internal sealed class EmptyRpc : Promises.PromisesBase
{
    private static readonly PromiseReply s_nothing = new();

    public override async Task PromiseStream(
        IAsyncStreamReader<PromiseRequest> requestStream, IServerStreamWriter<PromiseReply> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            await responseStream.WriteAsync(s_nothing, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Messages a second with the client of the other figures.</summary>
    internal static async Task<LoadResult> MeasureAsync(int callers, double seconds, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.MapGrpcService<EmptyRpc>();
            await app.StartAsync(cancel).ConfigureAwait(false);
            var load = new RpcLoad(app.Urls.First(), "", callers, [new() { Carts = { new Cart() } }]);
            await using (load.ConfigureAwait(false))
            {
                await load.RunAsync(2, 0, cancel).ConfigureAwait(false);
                return await load.RunAsync(seconds, 0, cancel).ConfigureAwait(false);
            }
        }
    }
}
