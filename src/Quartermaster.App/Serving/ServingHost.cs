using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.App.Serving.Rpc;

namespace Quartermaster.App.Serving;

/// <summary>Where the service listens.</summary>
/// <param name="Http">HTTP/1.1, and with a certificate HTTP/2, too.</param>
/// <param name="Rpc">gRPC without a certificate, which needs a door of its own; null for none.</param>
/// <param name="Certificate">For TLS; null for none.</param>
internal sealed record ServingDoors(IPEndPoint Http, IPEndPoint? Rpc, TlsCertificate? Certificate);

/// <summary>The web server around a plane.</summary>
internal sealed class ServingHost : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly ServingState _state;
    private readonly HttpClient _hooks;
    private readonly Task _sending;

    private ServingHost(WebApplication app, ServingDesk desk, ServingState state, HttpClient hooks, Task sending)
    {
        (_app, Desk, _state, _hooks, _sending) = (app, desk, state, hooks, sending);
    }

    /// <summary>What endpoints use.</summary>
    internal ServingDesk Desk { get; }

    /// <summary>Where it listens, with the ports that were free where 0 was asked for.</summary>
    internal IReadOnlyList<string> Addresses => [.. _app.Urls];

    /// <summary>Starts serving a plane, which from now on belongs to the host.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="files">Keys and webhooks.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="doors">Where to listen.</param>
    /// <param name="clock">What time it is.</param>
    internal static async Task<ServingHost> StartAsync(
        OnlinePlane plane, ServingFiles files, ServePolicy policy, ServingDoors doors, TimeProvider clock)
    {
        var state = new ServingState();

        // A receiver that redirects has not heard.
        var hooks = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_patience };
        var senders = (files.Read<WebhookList>(WebhookList.FileName)?.Webhooks ?? []).Select(webhook =>
            new WebhookSender(webhook, plane.Events, files, hooks, () => plane.View.Catalog, clock)).ToArray();
        Array.ForEach(senders, sender => sender.Begin());
        var desk = new ServingDesk(plane, OfferSigner.Of(files), policy, state, senders);
        var builder = WebApplication.CreateSlimBuilder();
        AddServices(builder, desk, state, policy, new(files, clock), new(policy, clock));
        Listen(builder.WebHost, doors, policy);
        var app = builder.Build();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        Endpoints.Map(app, desk);
        app.MapGrpcService<PromiseCalls>();
        app.MapGrpcService<OrderCalls>();
        app.MapGrpcService<InventoryCalls>();
        await app.StartAsync().ConfigureAwait(false);
        desk.Watch.Begin(clock);
        return new(app, desk, state, hooks, Task.WhenAll(senders.Select(sender => Task.Run(sender.RunAsync))));
    }

    /// <summary>Lets what is being worked on finish, but for long computations that only answer a question; takes
    /// nothing more, and closes the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        _state.Stop();
        Desk.Inbound.Turns.Stop();
        Desk.Plane.Events.Stop();
        try
        {
            using (var patience = new CancellationTokenSource(s_patience))
            {
                await EndStreamsAsync(patience.Token).ConfigureAwait(false);
                await _app.StopAsync(patience.Token).ConfigureAwait(false);
            }

            await _app.DisposeAsync().ConfigureAwait(false);
            await _sending.ConfigureAwait(false);
        }
        finally
        {
            _hooks.Dispose();
            await Desk.Watch.DisposeAsync().ConfigureAwait(false);
            await Desk.Plane.DisposeAsync().ConfigureAwait(false);
            Desk.Dispose();
        }
    }

    // Where a line is closed on what a client still sends, the last answers on it are lost on their way: clients hear
    // first that their streams have ended, and then lines are closed.
    private async Task EndStreamsAsync(CancellationToken cancel)
    {
        var isAny = _state.Streams > 0;
        while (_state.Streams > 0 && !cancel.IsCancellationRequested)
        {
            await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
        }

        if (isAny)
        {
            await Task.Delay(s_farewell, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void AddServices(
        WebApplicationBuilder builder, ServingDesk desk, ServingState state, ServePolicy policy, KeyBook keys,
        KeyLimits limits)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // A port that is taken is told by the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        // Its errors are messages that clients got wrong; ours are logged where they happen.
        builder.Logging.AddFilter("Grpc", LogLevel.None);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options =>
            options.LogToStandardErrorThreshold = LogLevel.Trace);

        // The command line listens for Ctrl-C itself.
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_patience);
        builder.Services.AddSingleton(desk).AddSingleton(state).AddSingleton(policy)
            .AddSingleton(keys).AddSingleton(limits);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = policy.MostBodyBytes;

            // What nobody serves is for the gate to say.
            options.IgnoreUnknownServices = true;
            options.Interceptors.Add<RpcFaults>();
        });
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            // The document says what Wire does: a number in quotes is none.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireContext.Default);
        });
        builder.Services.AddOpenApi("v1", ApiDocument.Configure);
        Telemetry.Add(builder.Services);
    }

    private static void Listen(IWebHostBuilder host, ServingDoors doors, ServePolicy policy)
    {
        host.UseKestrelHttpsConfiguration();
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = policy.MostBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.Http2.MaxStreamsPerConnection = policy.MostAtOnce;
            kestrel.Listen(doors.Http, listen =>
            {
                listen.Protocols = doors.Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (doors.Certificate is { } shown)
                {
                    listen.UseHttps(tls => (tls.ServerCertificate, tls.ServerCertificateChain) =
                        (shown.Certificate, shown.Chain));
                }
            });
            if (doors.Rpc is { } rpc)
            {
                kestrel.Listen(rpc, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
    }

    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
